import { Button, Input } from '@fluentui/react-components';
import { useDeferredValue, useMemo } from 'react';
import {
  ALL_OPEN,
  filteredRuns,
  ownersOf,
  type RunFilter,
  type RunGrouping,
  type RunNeed,
  runRows,
} from '../../lib/run-list.ts';
import { counted, isStorageFixed } from '../../lib/onboarding-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import {
  filterRuns,
  groupRuns,
  useOnboardingViewStore,
} from '../../stores/onboarding-view-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Search16Regular } from '../../ui/icons.ts';
import { Select, type SelectOption } from '../../ui/Select.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './onboarding.module.css';
import { RunGrid } from './RunGrid.tsx';
import { UnreadableRuns } from './UnreadableRuns.tsx';

const STATES: readonly SelectOption<RunFilter['state']>[] = [
  { value: 'open', name: 'Not archived' },
  { value: 'active', name: 'Under way' },
  { value: 'completed', name: 'Completed' },
  { value: 'archived', name: 'Archived' },
  { value: '', name: 'Any state' },
];

const NEEDS: readonly SelectOption<RunNeed>[] = [
  { value: '', name: 'Any need' },
  { value: 'drifted', name: 'Drifted' },
  { value: 'failed-checks', name: 'Failed checks' },
  { value: 'overdue', name: 'Overdue' },
  { value: 'ends-soon', name: 'Ends within 30 days' },
];

const GROUPINGS: readonly SelectOption<RunGrouping>[] = [
  { value: 'none', name: 'Not grouped' },
  { value: 'checklist', name: 'By checklist' },
  { value: 'tenant', name: 'By target' },
  { value: 'state', name: 'By state' },
  { value: 'owner', name: 'By owner' },
];

/** Every run of the estate, to filter, to group and to open. */
export function RunsPane() {
  const runs = useOnboardingStore((state) => state.runs);
  const unreadable = useOnboardingStore((state) => state.unreadable);
  const checklists = useOnboardingStore((state) => state.checklists);
  const storage = useOnboardingStore((state) => state.storage);
  const byId = useEstateStore((state) => state.byId);
  const order = useEstateStore((state) => state.order);
  const filter = useOnboardingViewStore((state) => state.filter);
  const grouping = useOnboardingViewStore((state) => state.grouping);
  const settled = useDeferredValue(filter);
  const nowMs = useNow();

  const shown = useMemo(
    () => filteredRuns(runs, settled, byId, nowMs),
    [runs, settled, byId, nowMs],
  );
  const names = useMemo(
    () => ({
      tenants: byId,
      checklists: new Map([
        ...runs.map(({ checklistId, title }): [string, string] => [checklistId, title]),
        ...checklists.map(({ id, title }): [string, string] => [id, title]),
      ]),
    }),
    [byId, runs, checklists],
  );
  const rows = useMemo(() => runRows(shown, grouping, names), [shown, grouping, names]);
  const tenantOptions = useMemo(() => {
    const used = new Set(runs.flatMap(({ sourceId, targetId }) => [sourceId, targetId]));
    return order
      .filter((id) => used.has(id))
      .map((id) => ({ value: id as string, name: visibleText(byId[id]?.name ?? id) }));
  }, [runs, order, byId]);

  if (runs.length === 0) {
    return unreadable.length > 0 ? (
      <UnreadableRuns runs={unreadable} />
    ) : (
      <EmptyState
        title="No run yet"
        actions={
          <Button
            appearance="primary"
            disabled={isStorageFixed(storage)}
            onClick={() => openDialog({ kind: 'new-run', checklistId: null, targetId: null })}
          >
            Start a run…
          </Button>
        }
      >
        A run takes a checklist through a tenant, step by step: the right portal opens in the right
        tenant, and Bulkhead reads back whether it took.
      </EmptyState>
    );
  }
  const change = (said: Partial<RunFilter>) => filterRuns({ ...filter, ...said });
  return (
    <>
      <UnreadableRuns runs={unreadable} />
      <div className={styles['filters']} role="search" aria-label="Filter the runs">
        <Input
          size="small"
          className={styles['words'] ?? ''}
          aria-label="Filter by words"
          placeholder="Tenant, step, owner"
          value={filter.text}
          onChange={(_event, data) => change({ text: data.value })}
          contentBefore={<Search16Regular />}
        />
        <Select
          isSmall
          aria-label="Checklist"
          value={filter.checklistId}
          options={[
            { value: '', name: 'Any checklist' },
            ...[...names.checklists].map(([value, name]) => ({ value, name: visibleText(name) })),
          ]}
          onChange={(checklistId) => change({ checklistId })}
        />
        <Select
          isSmall
          aria-label="Tenant"
          value={filter.tenantId}
          options={[{ value: '', name: 'Any tenant' }, ...tenantOptions]}
          onChange={(tenantId) => change({ tenantId })}
        />
        <Select
          isSmall
          aria-label="State"
          value={filter.state}
          options={STATES}
          onChange={(state) => change({ state })}
        />
        <Select
          isSmall
          aria-label="Owner"
          value={filter.owner}
          options={[
            { value: '', name: 'Any owner' },
            ...ownersOf(runs).map((value) => ({ value, name: visibleText(value) })),
          ]}
          onChange={(owner) => change({ owner })}
        />
        <Select
          isSmall
          aria-label="Need"
          value={filter.need}
          options={NEEDS}
          onChange={(need) => change({ need })}
        />
        <Select
          isSmall
          aria-label="Group"
          value={grouping}
          options={GROUPINGS}
          onChange={groupRuns}
        />
        {filter !== ALL_OPEN && (
          <Button size="small" appearance="subtle" onClick={() => filterRuns(ALL_OPEN)}>
            Show all
          </Button>
        )}
        <span className={styles['count']} role="status">
          {shown.length < runs.length &&
            `${String(shown.length)} of ${counted(runs.length, 'run')}`}
        </span>
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title="No run answers this filter"
          actions={<Button onClick={() => filterRuns(ALL_OPEN)}>Show all runs</Button>}
        >
          Leave something out to see more.
        </EmptyState>
      ) : (
        <RunGrid rows={rows} />
      )}
    </>
  );
}
