import { visibleText } from '../lib/visible-text.ts';

interface PlainProps {
  readonly children: string;
  readonly className?: string | undefined;
}

/**
 * Text that an operator, a file or a service wrote: isolated from the writing direction around it,
 * and with nothing in it that cannot be seen.
 */
export function Plain({ children, className }: PlainProps) {
  return (
    <bdi className={className} dir="auto">
      {visibleText(children)}
    </bdi>
  );
}
