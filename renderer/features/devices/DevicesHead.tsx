import { countText } from '../../lib/count-text.ts';
import { asOfText } from '../../lib/inventory-words.ts';
import type { DeviceList, ListPlace } from '../../stores/device-list-store.ts';
import { useInventoryStore } from '../../stores/inventory-store.ts';
import { useNow } from '../../ui/use-now.ts';
import { useInventoriesIn } from './use-device-list.ts';

interface DevicesAboutProps {
  readonly place: ListPlace;
  readonly list: DeviceList;
}

/** "12,418 of 1,002,311 · as of 08:31 (2 tenants partial)": how many, how old, how whole. */
export function DevicesAbout({ place, list }: DevicesAboutProps) {
  const { shown, query } = list;
  const tenants = useInventoriesIn(place, query.filter.tenantIds);
  const isLoaded = useInventoryStore((state) => state.isLoaded);
  const nowMs = useNow();
  const ofAll =
    shown === null
      ? 'Reading devices'
      : place === 'estate'
        ? `${countText(shown.total)} of ${countText(shown.all)}`
        : `${countText(shown.total)} of ${countText(kept(tenants, shown.total))}`;
  return (
    <span role="status">
      {ofAll} · {isLoaded ? asOfText(tenants, nowMs) : 'reading what is kept…'}
    </span>
  );
}

/** Devices of a tenant; what is shown is never more than that. */
const kept = (tenants: readonly { readonly devices: number }[], shown: number): number =>
  Math.max(
    shown,
    tenants.reduce((sum, { devices }) => sum + devices, 0),
  );
