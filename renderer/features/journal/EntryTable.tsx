import type { ReactNode } from 'react';
import { actionWords, outcomeWords, TOPIC_WORDS } from '../../lib/journal-words.ts';
import { exactText, zonedText } from '../../lib/moments.ts';
import { TenantName } from '../../ui/TenantName.tsx';
import type { FoldedEntry } from './folded-entries.ts';
import styles from './journal.module.css';

interface EntryTableProps {
  readonly rows: readonly FoldedEntry[];
  readonly openSeq: number | null;
  readonly onOpen: (seq: number) => void;
  /** What brings more, below the rows. */
  readonly older: ReactNode;
}

/** Of the button that opens a record; the focus goes back to it. */
export const recordDomId = (seq: number): string => `record-${String(seq)}`;

export function EntryTable({ rows, openSeq, onOpen, older }: EntryTableProps) {
  return (
    <div className={styles['scroll']} role="region" aria-label="Records" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Tenant</th>
            <th scope="col">How it ended</th>
            <th scope="col">Topic</th>
            <th scope="col" className={styles['number']}>
              Record
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ entry, outcome }) => (
            <tr key={entry.seq} data-open={entry.seq === openSeq}>
              <td>
                <time dateTime={entry.at} title={exactText(entry.at)}>
                  {zonedText(entry.at)}
                </time>
              </td>
              <th scope="row">
                <button
                  id={recordDomId(entry.seq)}
                  type="button"
                  className={styles['open']}
                  aria-expanded={entry.seq === openSeq}
                  onClick={() => onOpen(entry.seq)}
                >
                  {actionWords(entry.action)}
                </button>
              </th>
              <td>{entry.tenantId !== null && <TenantName tenantId={entry.tenantId} />}</td>
              <td>{outcomeWords(outcome ?? entry)}</td>
              <td>{TOPIC_WORDS[entry.topic]}</td>
              <td className={styles['number']}>{entry.seq}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {older !== null && <div className={styles['older']}>{older}</div>}
    </div>
  );
}
