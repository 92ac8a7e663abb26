import { COLUMN_IDS, DEVICE_COLUMNS } from '../../../preload/contract/device-columns.ts';
import type { ColumnId, DeviceImportPreview } from '../../../preload/contract/index.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { Plain } from '../../ui/Plain.tsx';
import { Select } from '../../ui/Select.tsx';
import { Tag } from '../../ui/Tag.tsx';
import styles from './device-dialogs.module.css';

interface HeaderTableProps {
  readonly headers: DeviceImportPreview['headers'];
  readonly isLocked: boolean;
  readonly onMap: (at: number, column: ColumnId | null) => void;
}

/** Made by Bulkhead itself, and never read from a file. */
const MADE: ReadonlySet<ColumnId> = new Set([
  'tenant',
  'sources',
  'collectedAt',
  'exportedAt',
  'changedAt',
]);

const OPTIONS: readonly { readonly value: ColumnId | ''; readonly name: string }[] = [
  { value: '', name: 'Leave out' },
  ...COLUMN_IDS.filter((id) => !MADE.has(id)).map((id) => ({
    value: id,
    name: DEVICE_COLUMNS[id].title,
  })),
];

/** Each header of the file with the column it is taken for. */
export function HeaderTable({ headers, isLocked, onMap }: HeaderTableProps) {
  return (
    <div className={styles['scroll']} role="region" aria-label="Headers of the file" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Header</th>
            <th scope="col">Taken for</th>
            <th scope="col">First values</th>
          </tr>
        </thead>
        <tbody>
          {headers.map(({ header, column, isKnown, samples }, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- two headers may be the same
            <tr key={at}>
              <th scope="row">
                <Plain>{header}</Plain> {!isKnown && <Tag>not known</Tag>}
              </th>
              <td>
                <Select<ColumnId | ''>
                  isSmall
                  aria-label={`Column for ${visibleText(header)}`}
                  value={column ?? ''}
                  options={OPTIONS}
                  disabled={isLocked}
                  onChange={(value) => onMap(at, value === '' ? null : value)}
                />
              </td>
              <td className={styles['samples']}>
                <Plain>{samples.join(' · ')}</Plain>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
