import { Button, Input } from '@fluentui/react-components';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Tenant, TrustCell } from '../../../preload/contract/index.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { loadTrust, useStatusStore } from '../../stores/status-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Select } from '../../ui/Select.tsx';
import { CollectionBar, ExportMenu } from '../collection/index.ts';
import { pairKey, trustAxes, type TrustFilter } from './trust-cells.ts';
import { TrustGrid } from './TrustGrid.tsx';
import { TrustLegend } from './TrustLegend.tsx';
import styles from './trust-matrix.module.css';
import { TrustPane } from './TrustPane.tsx';

const NO_FILTER: TrustFilter = { source: '', target: '', isOneSidedOnly: false };

/** Who trusts whom: sources down, targets across, both directions of every pair in one cell. */
export function TrustMatrixPage() {
  const { byId, order } = useEstateStore();
  const trust = useStatusStore((state) => state.trust);
  const [filter, setFilter] = useState(NO_FILTER);
  const [open, setOpen] = useState<{ readonly source: Tenant; readonly target: Tenant } | null>(
    null,
  );
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => void loadTrust(), []);
  const cells: readonly TrustCell[] = trust?.status === 'ready' ? trust.cells : NONE;
  const axes = useMemo(
    () =>
      trustAxes(
        order.flatMap((id) => byId[id] ?? []),
        cells,
        filter,
      ),
    [order, byId, cells, filter],
  );
  const openPair = useCallback((source: Tenant, target: Tenant) => setOpen({ source, target }), []);
  const openCell =
    open === null ? undefined : axes.cells.get(pairKey(open.source.id, open.target.id));
  const hasCells = cells.length > 0;

  return (
    <PageFrame
      title="Trust matrix"
      about="Cross-tenant access: what the target (across) accepts from the source (down), and what the source sends."
      isFilled
      actions={hasCells && <ExportMenu what="trust" />}
    >
      {trust === null || trust.status === 'loading' ? (
        <p className={styles['wait']}>Reading the trust between tenants…</p>
      ) : trust.status === 'failed' ? (
        <EmptyState
          title="The trust between tenants could not be read"
          actions={<Button onClick={() => void loadTrust()}>Try again</Button>}
        >
          {trust.message}
        </EmptyState>
      ) : (
        <>
          <CollectionBar />
          {!hasCells ? (
            <EmptyState title="Nothing is known of trust between your tenants yet">
              Collect at least two tenants that may read cross-tenant access settings. They need the
              permission Policy.Read.All.
            </EmptyState>
          ) : (
            <>
              <div className={styles['filters']} role="search" aria-label="Filter the trust matrix">
                <Input
                  size="small"
                  className={styles['text'] ?? ''}
                  aria-label="Source"
                  placeholder="Source"
                  value={filter.source}
                  onChange={(_event, data) => setFilter({ ...filter, source: data.value })}
                />
                <Input
                  size="small"
                  className={styles['text'] ?? ''}
                  aria-label="Target"
                  placeholder="Target"
                  value={filter.target}
                  onChange={(_event, data) => setFilter({ ...filter, target: data.value })}
                />
                <Select
                  isSmall
                  aria-label="Pairs"
                  value={filter.isOneSidedOnly ? 'one-sided' : 'all'}
                  options={[
                    { value: 'all', name: 'All known pairs' },
                    { value: 'one-sided', name: 'With one-sided pairs' },
                  ]}
                  onChange={(value) =>
                    setFilter({ ...filter, isOneSidedOnly: value === 'one-sided' })
                  }
                />
              </div>
              <div className={styles['beside']}>
                {axes.sources.length === 0 || axes.targets.length === 0 ? (
                  <EmptyState
                    title="No pair answers this filter"
                    actions={<Button onClick={() => setFilter(NO_FILTER)}>Show all pairs</Button>}
                  >
                    Leave something out to see more.
                  </EmptyState>
                ) : (
                  <TrustGrid ref={grid} axes={axes} open={open} onOpen={openPair} />
                )}
                {open !== null && (
                  <TrustPane
                    key={pairKey(open.source.id, open.target.id)}
                    source={open.source}
                    target={open.target}
                    cell={openCell}
                    reverse={axes.cells.get(pairKey(open.target.id, open.source.id))}
                    onClose={() => {
                      setOpen(null);
                      grid.current?.focus();
                    }}
                  />
                )}
              </div>
              <TrustLegend />
            </>
          )}
        </>
      )}
    </PageFrame>
  );
}

const NONE: readonly TrustCell[] = [];
