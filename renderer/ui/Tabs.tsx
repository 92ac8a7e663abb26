import { type KeyboardEvent, useRef } from 'react';
import styles from './tabs.module.css';

interface Tab<T extends string> {
  readonly value: T;
  readonly name: string;
  /** Shown beside the name when it is more than nothing. */
  readonly count?: number;
  /** What the count is of, for the accessible name: "need you". */
  readonly countWords?: string;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly Tab<T>[];
  readonly onSelect: (value: T) => void;
}

/** Pages beside each other, one of them shown. */
export function Tabs<T extends string>({ label, value, tabs, onSelect }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.value);
    list.current?.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={styles['tabs']} onKeyDown={onKey}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          data-value={tab.value}
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          className={styles['tab']}
          onClick={() => onSelect(tab.value)}
        >
          {tab.name}
          <Count of={tab} />
        </button>
      ))}
    </div>
  );
}

function Count({ of: { count = 0, countWords = '' } }: { readonly of: Tab<string> }) {
  if (count === 0) return null;
  return (
    <>
      {' '}
      <span className={styles['count']} title={`${String(count)} ${countWords}`}>
        {count}
        <span className={styles['hidden']}> {countWords}</span>
      </span>
    </>
  );
}
