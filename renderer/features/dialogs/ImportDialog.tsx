import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ImportPreview, ImportRow } from '../../../preload/contract/index.ts';
import { applyImport, discardImport } from '../../stores/estate-store.ts';
import { CheckmarkCircle16Filled, ErrorCircle16Filled, Info16Regular } from '../../ui/icons.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import styles from './import-dialog.module.css';

interface ImportDialogProps {
  readonly preview: ImportPreview;
  readonly onClose: () => void;
}

type Filter = 'all' | ImportRow['outcome'];

const OUTCOMES: Readonly<
  Record<ImportRow['outcome'], { readonly word: string; readonly icon: React.ReactNode }>
> = {
  add: { word: 'Add', icon: <CheckmarkCircle16Filled /> },
  'already-there': { word: 'Already there', icon: <Info16Regular /> },
  refused: { word: 'Refused', icon: <ErrorCircle16Filled /> },
};

/** What an import would do, row by row, before anything is changed. */
export function ImportDialog({ preview, onClose }: ImportDialogProps) {
  const [filter, setFilter] = useState<Filter>('all');
  const { counts } = preview;
  const leave = () => {
    void discardImport(preview.importId);
    onClose();
  };
  const apply = async () => {
    if (await applyImport(preview.importId)) onClose();
  };
  const rows = preview.rows.filter((row) => filter === 'all' || row.outcome === filter);
  const filters: readonly (readonly [Filter, string])[] = [
    ['all', `All ${String(preview.rows.length)}`],
    ['add', `Add ${String(counts.add)}`],
    ['already-there', `Already there ${String(counts.alreadyThere)}`],
    ['refused', `Refused ${String(counts.refused)}`],
  ];
  return (
    <ModalDialog
      size="large"
      isAlert
      title="Import tenants"
      onClose={leave}
      onSubmit={() => void apply()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={counts.add === 0}>
            {counts.add === 1 ? 'Add 1 tenant' : `Add ${String(counts.add)} tenants`}
          </Button>
          <Button onClick={leave}>Cancel</Button>
        </>
      }
    >
      <p>
        <Plain className={styles['file']}>{preview.fileName}</Plain>. Nothing is changed until you
        add them. Tenants that are there stay as they are.
      </p>
      {preview.notes.length > 0 && (
        <ul className={styles['notes']}>
          {preview.notes.map((note) => (
            <li key={note}>
              <Info16Regular />
              <Plain>{note}</Plain>
            </li>
          ))}
        </ul>
      )}
      <div role="group" aria-label="Rows to show" className={styles['filters']}>
        {filters.map(([value, label]) => (
          <Button
            key={value}
            size="small"
            appearance={filter === value ? 'secondary' : 'subtle'}
            aria-pressed={filter === value}
            onClick={() => setFilter(value)}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Rows of the file">
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Outcome</th>
              <th scope="col">Name</th>
              <th scope="col">Tenant id</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row} data-outcome={row.outcome}>
                <td className={styles['number']}>{row.row}</td>
                <td>
                  <span className={styles['outcome']}>
                    {OUTCOMES[row.outcome].icon}
                    {OUTCOMES[row.outcome].word}
                  </span>
                </td>
                <td className={styles['name']}>
                  <Plain>{row.name}</Plain>
                </td>
                <td className={styles['id']}>
                  <Plain>{row.id}</Plain>
                </td>
                <td className={styles['why']}>
                  <Plain>{row.message}</Plain>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.rowsLeftOut > 0 && (
        <p className={styles['left']}>
          {preview.rowsLeftOut} further rows were refused: a file may hold 2,000 tenants. Split the
          file.
        </p>
      )}
    </ModalDialog>
  );
}
