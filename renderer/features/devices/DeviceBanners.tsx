import { Button } from '@fluentui/react-components';
import { oldestOf } from '../../lib/inventory-words.ts';
import { agoText, clockText } from '../../lib/moments.ts';
import { useAppStore } from '../../stores/app-store.ts';
import type { ListPlace } from '../../stores/device-list-store.ts';
import { useInventoryStore } from '../../stores/inventory-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { useStorageStore } from '../../stores/storage-store.ts';
import { Info16Regular, PlugDisconnected16Regular, Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './devices.module.css';
import { useInventoriesIn } from './use-device-list.ts';

/** What has to be known of the whole list: no network, nothing kept, not read yet. */
export function DeviceBanners({ place }: { readonly place: ListPlace }) {
  const { storage, notice, isLoaded, status } = useInventoryStore();
  return (
    <>
      <Offline place={place} />
      <NotKept />
      {status === 'ready' && !isLoaded && (
        <p className={styles['banner']} role="status">
          <Info16Regular />
          Reading what is kept… Counts grow until it is done.
        </p>
      )}
      {notice !== null && (
        <p className={styles['banner']} data-kind={storage === 'kept' ? 'note' : 'warning'}>
          {storage === 'kept' ? <Info16Regular /> : <Warning16Filled />}
          <Plain>{notice}</Plain>
        </p>
      )}
    </>
  );
}

/** There is no keystore; a passphrase would do. */
function NotKept() {
  const { state, notice } = useStorageStore();
  if (state !== 'memory') return null;
  return (
    <p className={styles['banner']} data-kind="warning">
      <Warning16Filled />
      <Plain>{notice ?? 'What is collected is gone after quitting.'}</Plain>
      <Button size="small" onClick={() => openDialog({ kind: 'set-passphrase' })}>
        Set a passphrase…
      </Button>
    </p>
  );
}

function Offline({ place }: { readonly place: ListPlace }) {
  const isOnline = useAppStore((state) => state.isOnline);
  const since = useAppStore((state) => state.offlineSince);
  const oldest = oldestOf(useInventoriesIn(place, null));
  const nowMs = useNow();
  if (isOnline) return null;
  return (
    <p className={styles['banner']}>
      <PlugDisconnected16Regular />
      {since === null ? 'Offline.' : `Offline since ${clockText(since)}.`}{' '}
      {oldest === null
        ? 'Nothing was collected yet.'
        : `What is shown was collected ${agoText(oldest, nowMs)} or later. Collecting goes on by itself when the network is back.`}
    </p>
  );
}
