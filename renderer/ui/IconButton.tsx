import { Button, type ButtonProps, Tooltip } from '@fluentui/react-components';

type IconButtonProps = Omit<ButtonProps, 'aria-label' | 'title' | 'children'> & {
  readonly label: string;
  /** Keys that do the same, as `aria-keyshortcuts` wants them: `Control+R`. */
  readonly keys?: string;
};

/** A button that is only an icon: its name is its tooltip, above it, where no portal lies. */
export function IconButton({ label, keys, ...props }: IconButtonProps) {
  const shown = keys === undefined ? label : `${label} (${keys.replace('Control', 'Ctrl')})`;
  return (
    <Tooltip content={shown} relationship="label" positioning="above" withArrow={false}>
      <Button
        appearance="subtle"
        size="small"
        {...(keys !== undefined && { 'aria-keyshortcuts': keys })}
        {...(props as ButtonProps)}
        aria-label={label}
      />
    </Tooltip>
  );
}
