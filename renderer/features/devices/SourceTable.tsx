import { useState } from 'react';
import { COLUMN_IDS, DEVICE_COLUMNS } from '../../../preload/contract/device-columns.ts';
import type { ColumnId, DeviceDetail } from '../../../preload/contract/index.ts';
import { sourceWords } from '../../lib/device-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { CellValue } from './CellValue.tsx';
import styles from './source-table.module.css';

/** Said elsewhere in the pane, or no value of the device itself. */
const LEFT_OUT: ReadonlySet<ColumnId> = new Set(['tenant', 'sources', 'collectedAt', 'exportedAt']);

/** What the table shows and what each source says, field by field; disagreements carry a mark. */
export function SourceTable({ device }: { readonly device: DeviceDetail }) {
  const [isOnlyDifferent, setOnlyDifferent] = useState(false);
  const nowMs = useNow();
  const { cells, records, disagreements } = device;
  const rows = COLUMN_IDS.filter(
    (id) =>
      !LEFT_OUT.has(id) &&
      (records.some((record) => record.cells[id] !== undefined) || (cells[id] ?? null) !== null) &&
      (!isOnlyDifferent || disagreements.includes(id)),
  );
  return (
    <section className={styles['section']} aria-labelledby="device-sources">
      <header className={styles['head']}>
        <h3 id="device-sources" className={styles['title']}>
          Sources side by side
        </h3>
        {disagreements.length > 0 && (
          <label className={styles['only']}>
            <input
              type="checkbox"
              checked={isOnlyDifferent}
              onChange={(event) => setOnlyDifferent(event.target.checked)}
            />
            Only differences
          </label>
        )}
      </header>
      <div
        className={styles['scroll']}
        role="region"
        aria-label="What each source says"
        tabIndex={0}
      >
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Shown</th>
              {records.map((record) => (
                <th key={`${record.source} ${record.sourceId}`} scope="col">
                  {sourceWords(record.source)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((id) => {
              const isDifferent = disagreements.includes(id);
              return (
                <tr key={id} data-different={isDifferent}>
                  <th scope="row">
                    {DEVICE_COLUMNS[id].title}
                    {isDifferent && (
                      <span className={styles['differs']}>
                        <DiffersMark />
                        differs
                      </span>
                    )}
                  </th>
                  <td className={styles['shown']}>
                    <CellValue column={id} cell={cells[id] ?? null} nowMs={nowMs} />
                  </td>
                  {records.map((record) => {
                    const said = record.cells[id];
                    return (
                      <td key={`${record.source} ${record.sourceId}`}>
                        {said === undefined ? (
                          <span className={styles['silent']} title="This source does not have it">
                            does not say
                          </span>
                        ) : (
                          <CellValue column={id} cell={said} nowMs={nowMs} />
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function DiffersMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" className={styles['mark']}>
      <path
        d="M1.5 4.2h9M1.5 7.8h9M8.4 1.4 3.6 10.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  );
}
