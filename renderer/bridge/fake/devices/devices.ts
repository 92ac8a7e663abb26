import type {
  DataBridge,
  DataHandlers,
  DeviceId,
  Envelope,
  TenantCounts,
  TenantId,
} from '../../../../preload/contract/index.ts';
import { fails, ok } from '../answers.ts';
import { emitter } from '../emitter.ts';
import type { FakeDevice } from './device-data.ts';
import { changesOf, detailOf } from './device-detail.ts';
import { facetValues, isNewDevice, isStaleDevice } from './device-query.ts';
import type { DeviceModel } from './device-source.ts';

export interface FakeDevicesState {
  readonly model: DeviceModel;
  /** Milliseconds that every answer takes. */
  readonly slowMs: number;
  readonly failsToRead: boolean;
}

/** What a test may do from the data process's side, and what it may look at. */
export interface FakeDevicesControls {
  /** Replaces devices, and says that there is a new revision. */
  readonly change: (change: (devices: readonly FakeDevice[]) => readonly FakeDevice[]) => void;
  readonly slow: (ms: number) => void;
  readonly fail: (fails: boolean) => void;
  /** Questions for rows, in the order they came. */
  readonly asked: () => readonly { readonly from: number; readonly search: string }[];
}

type Handlers = DataHandlers['devices'];
type FakeDevicesArea = {
  readonly [K in keyof Handlers]: Handlers[K] extends (input: infer I) => infer O
    ? (input: I) => Promise<Envelope<Awaited<O>>>
    : never;
} & Pick<DataBridge['devices'], 'onChanged'>;

export interface FakeDevices {
  readonly devices: FakeDevicesArea;
  readonly controls: FakeDevicesControls;
  readonly model: DeviceModel;
  /** Says that something else of the inventory changed, such as an import. */
  readonly tell: () => void;
}

const BARS = ['risk', 'exposure', 'health', 'compliance', 'onboarding'] as const;

export function fakeDevices(initial: FakeDevicesState): FakeDevices {
  const { model } = initial;
  let { slowMs, failsToRead } = initial;
  let revision = 1;
  const asked: { from: number; search: string }[] = [];
  const changed = emitter<{ revision: number; all: number }>();
  const now = () => Math.floor(Date.now() / 1000);
  const tell = () => {
    revision += 1;
    changed.emit({ revision, all: model.all() });
  };
  const answer = async <T>(make: () => T): Promise<Envelope<T>> => {
    const value = failsToRead ? null : make();
    if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
    return value === null ? fails('internal') : ok(value);
  };

  return {
    model,
    tell,
    controls: {
      change: (change) => {
        model.replace(change(model.some()));
        tell();
      },
      slow: (ms) => {
        slowMs = ms;
      },
      fail: (next) => {
        failsToRead = next;
      },
      asked: () => asked,
    },
    devices: {
      rows: ({ query, columns, from, count }) => {
        asked.push({ from, search: query.filter.search });
        return answer(() => {
          const found = model.find(query);
          const size = Math.max(0, Math.min(count, found.total - from));
          const rows = Array.from({ length: size }, (_, at) => found.at(from + at)).flatMap(
            (device) =>
              device === undefined
                ? []
                : [
                    {
                      id: device.id,
                      tenantId: device.tenantId,
                      cells: columns.map((column) => device.cells[column] ?? null),
                    },
                  ],
          );
          return { revision, total: found.total, all: model.all(), from, rows };
        });
      },
      facets: ({ query, facets }) =>
        answer(() => ({ revision, facets: facets.map((id) => model.facet(query, id)) })),
      get: ({ deviceId }) => {
        const device = model.byId(deviceId);
        return device === undefined ? fails('not-found') : answer(() => detailOf(device));
      },
      find: ({ query, deviceId }) =>
        answer(() => {
          const position = model.find(query).positionOf(deviceId);
          return { revision, position: position < 0 ? null : position };
        }),
      suggest: ({ text, count }) => answer(() => ({ devices: suggested(model, text, count) })),
      overview: ({ tenantIds, staleAfterDays }) =>
        answer(() => ({
          revision,
          tenants: countsOf(model.some(), tenantIds, staleAfterDays, now()),
        })),
      changes: ({ tenantIds, count }) =>
        answer(() => {
          const devices = model.some().filter((device) => isOf(device, tenantIds));
          const changes = devices
            .flatMap((device) => changesOf(device).filter(({ kind }) => kind === 'changed'))
            .sort((a, b) => b.at.localeCompare(a.at));
          const ids = [...new Set(devices.map(({ tenantId }) => tenantId))];
          return {
            changes: changes.slice(0, count),
            tenants: ids.map((tenantId, at) => ({
              tenantId,
              at: new Date((now() - 2400) * 1000).toISOString(),
              added: at % 4,
              changed: changes.filter((change) => change.tenantId === tenantId).length,
              removed: at % 3,
            })),
          };
        }),
      onChanged: changed.on,
    },
  };
}

const isOf = (device: FakeDevice, tenantIds: readonly TenantId[] | null) =>
  tenantIds === null || tenantIds.includes(device.tenantId);

function suggested(model: DeviceModel, text: string, count: number) {
  const word = text.toLowerCase();
  const found: { id: DeviceId; tenantId: TenantId; name: string; found: string | null }[] = [];
  for (const { id, tenantId, cells } of model.some()) {
    const name = String(cells.name ?? '').slice(0, 400);
    const serial = typeof cells.serial === 'string' ? cells.serial : '';
    const isNamed = name.toLowerCase().includes(word);
    if (!isNamed && !serial.toLowerCase().includes(word)) continue;
    found.push({ id, tenantId, name, found: isNamed ? null : serial });
    if (found.length === count) break;
  }
  return found;
}

function countsOf(
  devices: readonly FakeDevice[],
  tenantIds: readonly TenantId[] | null,
  staleAfterDays: number,
  now: number,
): TenantCounts[] {
  const byTenant = new Map<TenantId, FakeDevice[]>();
  for (const device of devices) {
    if (!isOf(device, tenantIds)) continue;
    const there = byTenant.get(device.tenantId);
    if (there) there.push(device);
    else byTenant.set(device.tenantId, [device]);
  }
  return [...byTenant].map(([tenantId, of]) => {
    // Of a value that no source says of any device there is no count.
    const count = (
      column: 'risk' | 'exposure' | 'internetFacing' | 'onboarding' | 'criticality',
      value: string,
    ) =>
      of.every(({ cells }) => (cells[column] ?? null) === null)
        ? null
        : of.filter(({ cells }) => cells[column] === value).length;
    const collected = of.flatMap(({ cells }) =>
      typeof cells.collectedAt === 'number' ? [cells.collectedAt] : [],
    );
    return {
      tenantId,
      total: of.length,
      highRisk: count('risk', 'high'),
      highExposure: count('exposure', 'high'),
      internetFacing: count('internetFacing', 'yes'),
      canBeOnboarded: count('onboarding', 'can-be-onboarded'),
      highValue: count('criticality', 'high'),
      newlyDiscovered: of.filter((device) => isNewDevice(device, now)).length,
      stale: of.filter((device) => isStaleDevice(device, staleAfterDays, now)).length,
      bars: Object.fromEntries(
        BARS.map((facet) => {
          const counts = new Map<string, number>();
          for (const device of of) {
            for (const value of facetValues(device, facet, now)) {
              counts.set(value, (counts.get(value) ?? 0) + 1);
            }
          }
          return [facet, [...counts].map(([value, count]) => ({ value, count }))];
        }),
      ),
      oldestCollected: collected.length === 0 ? null : Math.min(...collected),
      newestCollected: collected.length === 0 ? null : Math.max(...collected),
    };
  });
}
