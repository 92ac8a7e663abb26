import { Button } from '@fluentui/react-components';
import { useRef } from 'react';
import { isFiltered, unfiltered } from '../../lib/device-query.ts';
import { filterWords } from '../../lib/device-words.ts';
import { type DeviceList, type ListPlace, openPane } from '../../stores/device-list-store.ts';
import { ask, askAgain } from '../../stores/device-rows.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { selectIsLocked, useStorageStore } from '../../stores/storage-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DeviceBanners } from './DeviceBanners.tsx';
import { DeviceGrid } from './DeviceGrid.tsx';
import styles from './devices.module.css';
import { FacetBar } from './FacetBar.tsx';
import { NoDevices } from './NoDevices.tsx';
import { SearchBox } from './SearchBox.tsx';
import { ListPane } from './ListPane.tsx';
import { ToggleBar } from './ToggleBar.tsx';
import toolbar from './toolbar.module.css';

interface DeviceListViewProps {
  readonly place: ListPlace;
  readonly list: DeviceList;
}

/** Search, facets and the table; details beside it. The same for the estate and for a tenant. */
export function DeviceListView({ place, list }: DeviceListViewProps) {
  const grid = useRef<HTMLDivElement>(null);
  const { shown, pane, problem } = list;
  const isLocked = useStorageStore(selectIsLocked);
  if (isLocked) return <LockedDevices />;
  const close = () => {
    openPane(place, null);
    grid.current?.focus();
  };
  return (
    <>
      <DeviceBanners place={place} />
      <div className={toolbar['bar']} role="search" aria-label="Filter devices">
        <SearchBox place={place} />
        <ToggleBar place={place} />
      </div>
      <FacetBar place={place} />
      {problem !== null && shown !== null && (
        <p className={styles['problem']} role="alert">
          The newest rows could not be read: {problem}
          <Button size="small" onClick={() => askAgain(place)}>
            Try again
          </Button>
        </p>
      )}
      <div className={styles['beside']}>
        <Table place={place} list={list} grid={grid} />
        {pane !== null && <ListPane place={place} pane={pane} onClose={close} />}
      </div>
    </>
  );
}

/** Kept under a passphrase that was not typed yet. */
function LockedDevices() {
  const canUnlock = useStorageStore((state) => state.canUnlock);
  return (
    <EmptyState
      title="Devices are locked"
      actions={
        canUnlock && (
          <Button appearance="primary" onClick={() => openDialog({ kind: 'unlock' })}>
            Unlock…
          </Button>
        )
      }
    >
      What was collected is kept under a passphrase. Nothing of it is shown before it is unlocked.
    </EmptyState>
  );
}

interface TableProps extends DeviceListViewProps {
  readonly grid: React.RefObject<HTMLDivElement | null>;
}

function Table({ place, list, grid }: TableProps) {
  const byId = useEstateStore((state) => state.byId);
  const { shown, problem, query } = list;
  if (shown === null) {
    if (problem === null) return <p className={styles['wait']}>Reading devices…</p>;
    return (
      <EmptyState
        title="The devices could not be read"
        actions={<Button onClick={() => askAgain(place)}>Try again</Button>}
      >
        {problem}
      </EmptyState>
    );
  }
  if (shown.total > 0) return <DeviceGrid ref={grid} place={place} list={list} shown={shown} />;
  if (!isFiltered(shown.query)) return <NoDevices place={place} />;
  return (
    <EmptyState
      title="No device answers this"
      actions={
        <Button onClick={() => ask(place, { query: unfiltered(query) })}>Show all devices</Button>
      }
    >
      Looked for {filterWords(shown.query.filter, (id) => byId[id]?.name ?? id)}. Leave something
      out to see more.
    </EmptyState>
  );
}
