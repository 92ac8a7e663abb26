import type { TenantGroup } from '../../../preload/contract/index.ts';
import { ACCESS_NAMES, CLOUD_NAMES } from '../../lib/tenant-words.ts';
import { goToTenant } from '../../stores/navigation.ts';
import { Ago } from '../../ui/Ago.tsx';
import { AttentionMark } from '../../ui/AttentionMark.tsx';
import { ArrowDown16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { NextStepLine } from './NextStepLine.tsx';
import type { OverviewItem, OverviewSort } from './overview-order.ts';
import styles from './overview.module.css';
import { bestProof, stateText } from './tenant-state.ts';

interface TenantTableProps {
  readonly items: readonly OverviewItem[];
  readonly groups: readonly TenantGroup[];
  readonly sort: OverviewSort;
  readonly onSort: (sort: OverviewSort) => void;
}

interface Column {
  readonly name: string;
  readonly sort: OverviewSort | null;
}

const COLUMNS: readonly Column[] = [
  { name: 'Tenant', sort: 'name' },
  { name: 'Status', sort: 'need' },
  { name: 'Pages', sort: null },
  { name: 'Proof', sort: null },
  { name: 'Cloud', sort: 'cloud' },
  { name: 'Access', sort: null },
  { name: 'Group', sort: null },
  { name: 'Last opened', sort: 'opened' },
  { name: 'Notes', sort: null },
];

const ASCENDING: ReadonlySet<OverviewSort> = new Set(['name', 'cloud']);

/** Tenants as rows, for many of them. */
export function TenantTable({ items, groups, sort, onSort }: TenantTableProps) {
  const groupNames = new Map(groups.map((group) => [group.id, group.name]));
  return (
    <div className={styles['tableScroll']} role="region" aria-label="Tenants" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <HeadCell key={column.name} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <TenantTableRow
              key={item.tenant.id}
              item={item}
              group={
                item.tenant.groupId === null ? null : (groupNames.get(item.tenant.groupId) ?? null)
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadCellProps {
  readonly column: Column;
  readonly sort: OverviewSort;
  readonly onSort: (sort: OverviewSort) => void;
}

function HeadCell({ column, sort, onSort }: HeadCellProps) {
  const by = column.sort;
  if (by === null) return <th scope="col">{column.name}</th>;
  const isSorted = by === sort;
  const direction = ASCENDING.has(by) ? 'ascending' : 'descending';
  return (
    <th scope="col" aria-sort={isSorted ? direction : undefined}>
      <button type="button" className={styles['sorter']} onClick={() => onSort(by)}>
        {column.name}
        {isSorted && <ArrowDown16Regular />}
      </button>
    </th>
  );
}

function TenantTableRow({
  item,
  group,
}: {
  readonly item: OverviewItem;
  readonly group: string | null;
}) {
  const { tenant, compartment, attention } = item;
  return (
    <tr data-attention={attention}>
      <th scope="row">
        <button
          type="button"
          className={styles['opener']}
          onClick={() => void goToTenant(tenant.id)}
        >
          <TenantTile initials={tenant.initials} colour={tenant.colour} />
          <Plain className={styles['rowName']}>{tenant.name}</Plain>
          <Plain className={styles['rowDomain']}>{tenant.domain}</Plain>
        </button>
      </th>
      <td className={styles['nextCell']}>
        {item.next === null ? '–' : <NextStepLine tenant={tenant} step={item.next} />}
      </td>
      <td>
        <span className={styles['state']}>
          <AttentionMark attention={attention} />
          {stateText(compartment, attention)}
        </span>
      </td>
      <td>{bestProof(compartment) ?? '–'}</td>
      <td>{CLOUD_NAMES[tenant.cloud]}</td>
      <td>{tenant.accessPath === 'unknown' ? '–' : ACCESS_NAMES[tenant.accessPath]}</td>
      <td className={styles['groupCell']}>{group === null ? '–' : <Plain>{group}</Plain>}</td>
      <td>{tenant.lastOpenedAt === null ? 'Never' : <Ago iso={tenant.lastOpenedAt} />}</td>
      <td className={styles['noteCell']}>
        <Plain>{tenant.notes}</Plain>
      </td>
    </tr>
  );
}
