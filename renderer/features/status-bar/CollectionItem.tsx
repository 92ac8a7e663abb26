import type { CollectionProgress } from '../../../preload/contract/index.ts';
import { exactText, agoText } from '../../lib/moments.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import {
  cancelDeviceCollection,
  selectOldestDevices,
  useInventoryStore,
} from '../../stores/inventory-store.ts';
import { cancelCollection, selectOldest, useStatusStore } from '../../stores/status-store.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './status-bar.module.css';

/** How collecting goes on while it does, of status and devices alike, else whose data is oldest. */
export function CollectionItem() {
  const status = useStatusStore((state) => state.progress);
  const devices = useInventoryStore((state) => state.progress);
  if (!status.isRunning && !devices.isRunning) return <OldestItem />;
  const running = [status, devices].filter(({ isRunning }) => isRunning);
  const sum = (count: (progress: CollectionProgress) => number) =>
    running.reduce((total, progress) => total + count(progress), 0);
  const cancel = () => {
    if (status.isRunning) void cancelCollection();
    if (devices.isRunning) void cancelDeviceCollection();
  };
  return (
    <span className={styles['item']}>
      {collectingText(status, devices)}
      <ProgressLine
        label="Tenants collected"
        value={sum(({ done }) => done)}
        max={sum(({ total }) => total)}
      />
      <button
        type="button"
        className={styles['history']}
        aria-label="Cancel collecting"
        onClick={cancel}
      >
        Cancel
      </button>
    </span>
  );
}

function collectingText(status: CollectionProgress, devices: CollectionProgress): string {
  const far = ({ done, total }: CollectionProgress) => `${String(done)} of ${String(total)}`;
  if (!devices.isRunning) return `Collecting ${far(status)}`;
  if (!status.isRunning) return `Collecting devices ${far(devices)}`;
  return `Collecting status ${far(status)}, devices ${far(devices)}`;
}

function OldestItem() {
  const status = useStatusStore(selectOldest);
  const devices = useInventoryStore(selectOldestDevices);
  const [oldest] = [status, devices]
    .flatMap((one) =>
      one === null || one.collectedAt === null
        ? []
        : [{ tenantId: one.tenantId, collectedAt: one.collectedAt }],
    )
    .sort((a, b) => Date.parse(a.collectedAt) - Date.parse(b.collectedAt));
  const name = useEstateStore((state) =>
    oldest === undefined ? null : (state.byId[oldest.tenantId]?.name ?? null),
  );
  const nowMs = useNow();
  if (oldest === undefined || name === null) return null;
  return (
    <span className={styles['oldest']} title={exactText(oldest.collectedAt)}>
      Oldest data: {visibleText(name)}, {agoText(oldest.collectedAt, nowMs)}
    </span>
  );
}
