import { Ago } from './Ago.tsx';

/** How old a figure is, or that there never was one. */
export function CollectedAge({ iso }: { readonly iso: string | null }) {
  return iso === null ? <>not collected yet</> : <Ago iso={iso} />;
}
