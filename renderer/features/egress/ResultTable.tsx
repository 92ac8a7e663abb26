import type { ReactNode } from 'react';
import { MoreRows } from '../../ui/MoreRows.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { useMore } from '../../ui/use-more.ts';
import styles from './egress.module.css';

interface ResultTableProps {
  readonly title: string;
  readonly columns: readonly string[];
  /** Cells may hold what was pasted: shown as text only. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  readonly actions?: ReactNode;
}

/** One part of what came of a comparison; nothing where it is empty. */
export function ResultTable({ title, columns, rows, actions }: ResultTableProps) {
  const { shown, left, showMore } = useMore(rows);
  if (rows.length === 0) return null;
  return (
    <div>
      <div className={styles['resultHead']}>
        <h3 className={styles['head']}>
          {title}: {rows.length}
        </h3>
        {actions}
      </div>
      <div className={styles['scroll']} role="region" aria-label={title} tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, at) => (
                  <td key={columns[at]} className={styles['pastedCell']}>
                    <Plain>{cell}</Plain>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <MoreRows left={left} what="rows" onMore={showMore} />
      </div>
    </div>
  );
}
