import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Button } from '@fluentui/react-components';
import type { JournalEntry } from '../../../preload/contract/index.ts';
import { actionWords, outcomeWords } from '../../lib/journal-words.ts';
import { exactText } from '../../lib/moments.ts';
import { copyText } from '../../stores/app-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Copy16Regular, Dismiss16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantName } from '../../ui/TenantName.tsx';
import styles from './journal.module.css';

interface EntryPaneProps {
  readonly entry: JournalEntry;
  readonly outcome: JournalEntry | null;
  readonly onClose: () => void;
}

/** A record in full, beside the list. */
export function EntryPane({ entry, outcome, onClose }: EntryPaneProps) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const facts = factsOf(entry, outcome);
  const text = facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  return (
    <section
      ref={pane}
      className={styles['pane']}
      aria-labelledby="record-title"
      tabIndex={-1}
      onKeyDown={onKey}
    >
      <header className={styles['paneHead']}>
        <h2 id="record-title" className={styles['paneTitle']}>
          {actionWords(entry.action)}
        </h2>
        <IconButton label="Close the record" icon={<Dismiss16Regular />} onClick={onClose} />
      </header>
      {entry.tenantId !== null && <TenantName tenantId={entry.tenantId} />}
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Plain>{value}</Plain>
            </dd>
          </div>
        ))}
      </dl>
      <Button
        size="small"
        icon={<Copy16Regular />}
        onClick={() => void copyText(text, `Record ${String(entry.seq)}`)}
      >
        Copy details
      </Button>
    </section>
  );
}

function factsOf(
  entry: JournalEntry,
  outcome: JournalEntry | null,
): readonly (readonly [name: string, value: string])[] {
  const ended = outcomeWords(outcome ?? entry);
  const fields = [...entry.fields, ...(outcome?.fields ?? [])];
  return [
    ['Record', String(entry.seq)],
    ['When', exactText(entry.at)],
    ['When (UTC)', entry.at],
    ...(ended === '' ? [] : [['How it ended', ended] as const]),
    ...(outcome === null
      ? []
      : [['Ended', `${exactText(outcome.at)}, record ${String(outcome.seq)}`] as const]),
    ...(entry.tenantId === null ? [] : [['Tenant ID', entry.tenantId] as const]),
    ...fields.map(({ name, value }) => [name, value === '' ? 'none' : value] as const),
    ['Action', entry.action],
    ['Hash', entry.hash],
    ['Sealed', entry.isSealed ? 'Yes' : 'No, chained only'],
  ];
}
