import { Button } from '@fluentui/react-components';
import { useAppStore } from '../../stores/app-store.ts';
import type { ListPlace } from '../../stores/device-list-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { collectDevices, useInventoryStore } from '../../stores/inventory-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { startDeviceImport } from '../../stores/device-files.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** Nothing is kept: because nothing was asked, because it is still read, or because there is none. */
export function NoDevices({ place }: { readonly place: ListPlace }) {
  const isLoaded = useInventoryStore((state) => state.isLoaded);
  const isRunning = useInventoryStore((state) => state.progress.isRunning);
  const isOnline = useAppStore((state) => state.isOnline);
  const hasTenants = useEstateStore((state) => state.order.length > 0);
  if (!isLoaded) {
    return <EmptyState title="Reading what is kept…">Devices appear as they are read.</EmptyState>;
  }
  if (!hasTenants) {
    return (
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
        Devices of every tenant you add are listed here.
      </EmptyState>
    );
  }
  if (isRunning) {
    return <EmptyState title="Collecting devices…">The first ones appear in a moment.</EmptyState>;
  }
  return (
    <EmptyState
      title="No devices yet"
      actions={
        <>
          <Button
            appearance="primary"
            disabled={!isOnline}
            onClick={() => void collectDevices(place === 'estate' ? null : [place])}
          >
            Collect devices
          </Button>
          {place !== 'estate' && (
            <Button onClick={() => void startDeviceImport(place)}>Import devices…</Button>
          )}
        </>
      }
    >
      Collecting reads from Defender, Intune and Entra and changes nothing in them. Where you have
      no consent for these APIs, open a tenant and import an export of Defender or Intune instead.
    </EmptyState>
  );
}
