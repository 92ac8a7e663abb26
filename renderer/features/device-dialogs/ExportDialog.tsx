import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { DeviceExportFormat, Tenant } from '../../../preload/contract/index.ts';
import { DEVICE_COLUMNS } from '../../../preload/contract/device-columns.ts';
import { isFiltered } from '../../lib/device-query.ts';
import { devicesText, filterWords } from '../../lib/device-words.ts';
import { exportDevices } from '../../stores/device-files.ts';
import { type ListPlace, selectList, useDeviceListStore } from '../../stores/device-list-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { useInventoryStore } from '../../stores/inventory-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantLine } from '../../ui/TenantLine.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import styles from './device-dialogs.module.css';
import { WorkLine } from './WorkLine.tsx';

interface ExportDialogProps {
  readonly place: ListPlace;
  readonly format: DeviceExportFormat;
  readonly onClose: () => void;
}

const FORMATS: readonly (readonly [DeviceExportFormat, string, string])[] = [
  [
    'csv',
    'CSV',
    'for other tools; cells that a spreadsheet would run as formulas are made harmless',
  ],
  ['xlsx', 'Excel workbook', 'with a sheet that says filter, tenants, counts and ages'],
  ['jsonl', 'JSON Lines', 'one device a line, for scripts'],
];

/** Writes exactly what is filtered: which tenants, how many devices and columns, into what. */
export function ExportDialog({ place, format: asked, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState(asked);
  const [problem, setProblem] = useState<string | null>(null);
  const list = useDeviceListStore(selectList(place));
  const isWorking = useInventoryStore((state) => state.work !== null);
  const { query, columns, shown } = list;
  const tenants = useTenantsIn(place, query.filter.tenantIds, query.filter.facets.tenant);
  const nameOf = useEstateStore((state) => state.byId);
  const run = async () => {
    setProblem(null);
    const failure = await exportDevices(place, format);
    if (failure === null) onClose();
    else setProblem(failure);
  };
  return (
    <ModalDialog
      title="Export devices"
      onClose={() => {
        if (!isWorking) onClose();
      }}
      onSubmit={() => void run()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={isWorking}>
            Choose a file…
          </Button>
          <Button onClick={onClose} disabled={isWorking}>
            Cancel
          </Button>
        </>
      }
    >
      <p>
        {shown === null ? 'What is filtered' : devicesText(shown.total)} in {columns.length}{' '}
        columns: {columns.map((id) => DEVICE_COLUMNS[id].title).join(', ')}.
      </p>
      <p className={styles['quiet']}>
        {isFiltered(query) ? (
          <>
            Only <Plain>{filterWords(query.filter, (id) => nameOf[id]?.name ?? id)}</Plain>.
          </>
        ) : (
          'No filter is set: every device of these tenants is written.'
        )}
      </p>
      <TenantsInScope tenants={tenants} />
      <fieldset className={styles['formats']} disabled={isWorking}>
        <legend>Format</legend>
        {FORMATS.map(([value, name, about]) => (
          <label key={value} className={styles['format']}>
            <input
              type="radio"
              name="format"
              checked={format === value}
              onChange={() => setFormat(value)}
            />
            <span>
              {name} <span className={styles['quiet']}>{about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <WorkLine />
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </ModalDialog>
  );
}

/** The tenants that the file is about: all of the place, less what a facet leaves out. */
function useTenantsIn(
  place: ListPlace,
  tenantIds: readonly Tenant['id'][] | null,
  chosen: readonly string[] | undefined,
): readonly Tenant[] {
  const byId = useEstateStore((state) => state.byId);
  const order = useEstateStore((state) => state.order);
  const ids = place === 'estate' ? (tenantIds ?? order) : [place];
  return ids
    .filter((id) => chosen === undefined || chosen.includes(id))
    .flatMap((id) => byId[id] ?? []);
}

function TenantsInScope({ tenants }: { readonly tenants: readonly Tenant[] }) {
  const [only] = tenants;
  if (tenants.length === 1 && only !== undefined) return <TenantLine tenant={only} />;
  return (
    <div className={styles['scope']} role="region" aria-label="Tenants in the file" tabIndex={0}>
      <p className={styles['quiet']}>Devices of {tenants.length} tenants:</p>
      <ul className={styles['tenants']}>
        {tenants.map((tenant) => (
          <li key={tenant.id}>
            <TenantTile initials={tenant.initials} colour={tenant.colour} />
            <Plain>{tenant.name}</Plain>
          </li>
        ))}
      </ul>
    </div>
  );
}
