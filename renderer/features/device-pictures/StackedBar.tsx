import type { KeyboardEvent } from 'react';
import { type BarPart, type Picture, toneOf } from '../../lib/device-pictures.ts';
import { countText } from '../../lib/count-text.ts';
import { valueWords } from '../../lib/device-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import styles from './pictures.module.css';

interface StackedBarProps {
  readonly picture: Picture;
  readonly parts: readonly BarPart[];
  /** Whose devices: the end of each part's name. */
  readonly of: string;
  readonly onOpen: (value: string) => void;
}

/**
 * Devices by a value, as parts of a bar. Each is a button to its devices. The bar is one stop of the
 * Tab key; arrows go along it and to the bars above and below.
 */
export function StackedBar({ picture, parts, of, onOpen }: StackedBarProps) {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  return (
    <div
      className={styles['bar']}
      role="group"
      aria-label={`Bar of ${of}`}
      data-bar
      onKeyDown={moveFocus}
    >
      {parts.map(({ value, count }, at) => {
        const label = `${visibleText(valueWords(picture, value))}: ${countText(count)} of ${countText(total)}, ${of}`;
        return (
          <button
            key={value}
            type="button"
            className={styles['part']}
            data-tone={toneOf(picture, value)}
            aria-label={label}
            title={label}
            tabIndex={at === 0 ? 0 : -1}
            style={{ flexGrow: count }}
            onClick={() => onOpen(value)}
          >
            <span className={styles['partCount']} aria-hidden="true">
              {countText(count)}
            </span>
          </button>
        );
      })}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const parts = [...event.currentTarget.querySelectorAll('button')];
  const at = parts.findIndex((part) => part === document.activeElement);
  const along = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: parts.length - 1 }[
    event.key
  ];
  const across = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const bars = [...(event.currentTarget.closest('table')?.querySelectorAll('[data-bar]') ?? [])];
  const next =
    along !== undefined
      ? parts[along]
      : across !== undefined
        ? bars[bars.indexOf(event.currentTarget) + across]?.querySelector('button')
        : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus();
}
