/** A hull cut through: three compartments, the middle one shut. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 20 20" fill="none">
      <path
        d="M2.5 4.5h15v5.2c0 3.9-3 6.8-7.5 6.8s-7.5-2.9-7.5-6.8z"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <path d="M7.4 4.5v11.4M12.6 4.5v11.4" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8.2 5.3h3.6v10.3H8.2z" fill="currentColor" opacity=".55" />
    </svg>
  );
}
