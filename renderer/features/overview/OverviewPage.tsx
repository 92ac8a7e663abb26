import { Button } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { GroupId } from '../../../preload/contract/index.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { changeSettings, selectSettings, useAppStore } from '../../stores/app-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { useIdentityStore } from '../../stores/identity-store.ts';
import { startImport } from '../../stores/navigation.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { useStatusStore } from '../../stores/status-store.ts';
import { useWorkspaceStore } from '../../stores/workspace-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import {
  Add20Regular,
  ArrowImport20Regular,
  Grid20Regular,
  Table20Regular,
} from '../../ui/icons.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Select, type SelectOption } from '../../ui/Select.tsx';
import { useNow } from '../../ui/use-now.ts';
import { latePart } from '../../ui/late-part.tsx';
import { FirstRun } from './FirstRun.tsx';
import { needsOperator, overviewItems, type OverviewSort } from './overview-order.ts';
import styles from './overview.module.css';
import { TenantCards } from './TenantCards.tsx';
import { TenantTable } from './TenantTable.tsx';

const SORTS: readonly SelectOption<OverviewSort>[] = [
  { value: 'need', name: 'Needs attention first' },
  { value: 'name', name: 'Name' },
  { value: 'opened', name: 'Last opened' },
  { value: 'cloud', name: 'Cloud' },
];

const EstatePictures = latePart(
  async () => (await import('../device-pictures/index.ts')).EstatePictures,
);

/** All tenants with what is known of them now. */
export function OverviewPage() {
  const { byId, order, groups } = useEstateStore();
  const byTenant = useWorkspaceStore((state) => state.byTenant);
  const rows = useStatusStore((state) => state.byTenant);
  const signIns = useIdentityStore((state) => state.byTenant);
  const nowMs = useNow();
  const layout = useAppStore((state) => selectSettings(state).overviewLayout);
  const isLocked = useAppStore((state) =>
    state.managed.some(({ key }) => key === 'overviewLayout'),
  );
  const [sort, setSort] = useState<OverviewSort>('need');
  const [group, setGroup] = useState<GroupId | 'none' | null>(null);

  // A group may be removed while it is the filter.
  const filter = group === 'none' || groups.some(({ id }) => id === group) ? group : null;
  const items = useMemo(
    () =>
      overviewItems(
        order.flatMap((id) => byId[id] ?? []),
        byTenant,
        filter,
        sort,
        { rows, signIns, nowMs },
      ),
    [byId, order, byTenant, filter, sort, rows, signIns, nowMs],
  );
  if (order.length === 0) return <FirstRun />;

  const attention = items.filter(needsOperator);
  return (
    <PageFrame
      title="Overview"
      about={summary(order.length, items.length, attention.length)}
      actions={
        <>
          {groups.length > 0 && (
            <Select
              isSmall
              aria-label="Group"
              value={filter ?? ''}
              options={[
                { value: '', name: 'All groups' },
                ...groups.map(({ id, name }) => ({ value: id, name: visibleText(name) })),
                { value: 'none', name: 'No group' },
              ]}
              onChange={(value) => setGroup(value === '' ? null : value)}
            />
          )}
          <Select isSmall aria-label="Order" value={sort} options={SORTS} onChange={setSort} />
          <div role="group" aria-label="Layout" className={styles['layout']}>
            <IconButton
              label="Cards"
              icon={<Grid20Regular />}
              aria-pressed={layout === 'cards'}
              disabled={isLocked}
              onClick={() => void changeSettings({ overviewLayout: 'cards' })}
            />
            <IconButton
              label="Table"
              icon={<Table20Regular />}
              aria-pressed={layout === 'table'}
              disabled={isLocked}
              onClick={() => void changeSettings({ overviewLayout: 'table' })}
            />
          </div>
          <Button size="small" icon={<ArrowImport20Regular />} onClick={() => void startImport()}>
            Import
          </Button>
          <Button
            size="small"
            appearance="primary"
            icon={<Add20Regular />}
            onClick={() => openDialog({ kind: 'add-tenant', tenantId: null, name: '' })}
          >
            Add tenant
          </Button>
        </>
      }
    >
      <EstatePictures />
      {items.length === 0 ? (
        <EmptyState
          title="No tenant in this group"
          actions={<Button onClick={() => setGroup(null)}>Show all groups</Button>}
        >
          To put a tenant into a group, edit the tenant.
        </EmptyState>
      ) : layout === 'table' ? (
        <TenantTable items={items} groups={groups} sort={sort} onSort={setSort} />
      ) : (
        <TenantCards items={items} />
      )}
    </PageFrame>
  );
}

function summary(all: number, shown: number, attention: number): string {
  const tenants = all === 1 ? '1 tenant' : `${String(all)} tenants`;
  const filtered = shown === all ? tenants : `${String(shown)} of ${tenants}`;
  if (attention === 0) return `${filtered}. Nothing waits for you.`;
  return `${filtered}. ${attention === 1 ? '1 needs you.' : `${String(attention)} need you.`}`;
}
