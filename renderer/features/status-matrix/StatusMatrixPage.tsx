import { Button, Input } from '@fluentui/react-components';
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { CheckId, CheckState, TenantId } from '../../../preload/contract/index.ts';
import { CHECK_CATALOGUE } from '../../../preload/contract/check-catalogue.ts';
import { STATE_ORDER, STATE_WORDS } from '../../lib/check-words.ts';
import { CHECKS } from '../../lib/checks.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { useIdentityStore } from '../../stores/identity-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { loadStatus, useStatusStore } from '../../stores/status-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Dismiss16Regular, Search16Regular } from '../../ui/icons.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Select } from '../../ui/Select.tsx';
import { useNow } from '../../ui/use-now.ts';
import { CollectionBar, ExportMenu } from '../collection/index.ts';
import { MatrixGrid } from './MatrixGrid.tsx';
import {
  failCounts,
  filteredRows,
  type MatrixFilter,
  matrixRows,
  type MatrixSort,
  sortAfter,
  sortedRows,
} from './matrix-rows.ts';
import { ReasonPane } from './ReasonPane.tsx';
import { StateLegend } from './StateLegend.tsx';
import styles from './status-matrix.module.css';

const NO_FILTER: MatrixFilter = { text: '', check: null, state: null };

interface OpenCell {
  readonly tenantId: TenantId;
  readonly checkId: CheckId;
}

/** All tenants by all checks: what fails where, and why. */
export function StatusMatrixPage() {
  const { byId, order } = useEstateStore();
  const status = useStatusStore((state) => state.status);
  const problem = useStatusStore((state) => state.problem);
  const byTenant = useStatusStore((state) => state.byTenant);
  const signIns = useIdentityStore((state) => state.byTenant);
  const nowMs = useNow();
  const [filter, setFilter] = useState(NO_FILTER);
  const [sort, setSort] = useState<MatrixSort>({ by: 'tenant', isReversed: false });
  const [open, setOpen] = useState<OpenCell | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const settled = useDeferredValue(filter);

  const all = useMemo(
    () =>
      matrixRows(
        order.flatMap((id) => byId[id] ?? []),
        byTenant,
        signIns,
        nowMs,
      ),
    [order, byId, byTenant, signIns, nowMs],
  );
  const rows = useMemo(() => sortedRows(filteredRows(all, settled), sort), [all, settled, sort]);
  const fails = useMemo(() => failCounts(all), [all]);
  const openCell = useCallback(
    (tenantId: TenantId, checkId: CheckId) => setOpen({ tenantId, checkId }),
    [],
  );
  const sortBy = useCallback(
    (by: MatrixSort['by']) => setSort((before) => sortAfter(before, by)),
    [],
  );
  const isFiltered = filter !== NO_FILTER;
  const openRow = open === null ? undefined : all.find(({ tenant }) => tenant.id === open.tenantId);

  return (
    <PageFrame
      title="Status matrix"
      about={aboutText(all.length, rows.length, isFiltered)}
      isFilled
      actions={order.length > 0 && status === 'ready' && <ExportMenu what="status" />}
    >
      {status === 'failed' ? (
        <EmptyState
          title="The status could not be read"
          actions={<Button onClick={() => void loadStatus()}>Try again</Button>}
        >
          {problem}
        </EmptyState>
      ) : status === 'loading' ? (
        <p className={styles['wait']}>Reading the status…</p>
      ) : order.length === 0 ? (
        <EmptyState
          title="No tenant yet"
          actions={
            <Button
              appearance="primary"
              onClick={() => openDialog({ kind: 'add-tenant', tenantId: null, name: '' })}
            >
              Add your first tenant
            </Button>
          }
        >
          Every tenant you add gets a row here.
        </EmptyState>
      ) : (
        <>
          <CollectionBar />
          <div className={styles['filters']} role="search" aria-label="Filter the matrix">
            <Input
              size="small"
              className={styles['text'] ?? ''}
              aria-label="Filter by tenant or words"
              placeholder="Tenant, or words of a reason"
              value={filter.text}
              onChange={(_event, data) => setFilter({ ...filter, text: data.value })}
              contentBefore={<Search16Regular />}
              contentAfter={
                filter.text === '' ? null : (
                  <IconButton
                    label="Clear the words"
                    icon={<Dismiss16Regular />}
                    onClick={() => setFilter({ ...filter, text: '' })}
                  />
                )
              }
            />
            <Select
              isSmall
              aria-label="Check"
              value={filter.check ?? ''}
              options={[
                { value: '', name: 'Any check' },
                ...CHECKS.map((id) => ({ value: id, name: CHECK_CATALOGUE[id].title })),
              ]}
              onChange={(value) => setFilter({ ...filter, check: value === '' ? null : value })}
            />
            <Select<CheckState | ''>
              isSmall
              aria-label="State"
              value={filter.state ?? ''}
              options={[
                { value: '', name: 'Any state' },
                ...STATE_ORDER.map((state) => ({ value: state, name: STATE_WORDS[state] })),
              ]}
              onChange={(value) => setFilter({ ...filter, state: value === '' ? null : value })}
            />
            {isFiltered && (
              <Button size="small" appearance="subtle" onClick={() => setFilter(NO_FILTER)}>
                Show all
              </Button>
            )}
            <span className={styles['space']} />
            <StateLegend />
          </div>
          <div className={styles['beside']}>
            {rows.length === 0 ? (
              <EmptyState
                title="No tenant answers this filter"
                actions={<Button onClick={() => setFilter(NO_FILTER)}>Show all tenants</Button>}
              >
                {emptyText(filter)}
              </EmptyState>
            ) : (
              <MatrixGrid
                ref={grid}
                rows={rows}
                total={all.length}
                fails={fails}
                sort={sort}
                onSort={sortBy}
                open={open}
                onOpen={openCell}
              />
            )}
            {open !== null && openRow !== undefined && (
              <ReasonPane
                key={`${open.tenantId} ${open.checkId}`}
                tenant={openRow.tenant}
                cell={openRow.cells[open.checkId]}
                onClose={() => {
                  setOpen(null);
                  grid.current?.focus();
                }}
              />
            )}
          </div>
        </>
      )}
    </PageFrame>
  );
}

function aboutText(all: number, shown: number, isFiltered: boolean): string {
  const tenants = all === 1 ? '1 tenant' : `${String(all)} tenants`;
  return isFiltered ? `${String(shown)} of ${tenants}` : tenants;
}

function emptyText({ text, check, state }: MatrixFilter): string {
  const parts = [
    ...(check === null ? [] : [`“${CHECK_CATALOGUE[check].title}”`]),
    ...(state === null ? [] : [`in the state “${STATE_WORDS[state]}”`]),
    ...(text === '' ? [] : [`with the words “${text}”`]),
  ];
  return `Looked for ${parts.join(' ')}. Leave something out to see more.`;
}
