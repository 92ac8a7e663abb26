import type { SimulatedTenant } from '../../estates/estate.ts';
import { createRandom } from '../../estates/random.ts';
import { draftDevice } from './device-draft.ts';
import { recordsOf } from './device-records.ts';
import type { DeviceRecord } from './device-records.ts';

export const DEVICE_SERVICES = ['defender', 'intune', 'entra'] as const;
export type DeviceService = (typeof DEVICE_SERVICES)[number];

/** A record and when it last changed; one that is gone is kept as that. */
export type StockEntry = { record: DeviceRecord; changedAt: number; isGone: boolean };

/** A change behind the application's back. */
export type DeviceEdit =
  | { kind: 'put'; service: DeviceService; record: DeviceRecord }
  | {
      kind: 'change';
      service: DeviceService;
      id: string;
      values: Readonly<Record<string, unknown>>;
    }
  | { kind: 'remove'; service: DeviceService; id: string }
  /** So many new devices, in every service that the tenant has. */
  | { kind: 'grow'; count: number };

/** The devices of all tenants as the services know them, made when they are first asked for. */
export type DeviceStock = {
  /** In an order that does not change; those that are gone as well. */
  entries: (tenant: SimulatedTenant, service: DeviceService) => readonly StockEntry[];
  /** What is there, without what is gone. */
  records: (tenant: SimulatedTenant, service: DeviceService) => readonly DeviceRecord[];
  /** Goes up with every edit of a tenant. */
  revision: (tenant: SimulatedTenant) => number;
  edit: (tenant: SimulatedTenant, edit: DeviceEdit) => void;
  /** As it was at the start. */
  clear: () => void;
};

type TenantStock = {
  revision: number;
  grown: number;
  services: Record<DeviceService, Map<string, StockEntry>>;
};

export function createDeviceStock(seed: number, startedAtMs: number): DeviceStock {
  const tenants = new Map<string, TenantStock>();

  const addDevice = (tenant: SimulatedTenant, stock: TenantStock, index: number): void => {
    const random = createRandom(seed, `device/${tenant.id}/${index}`);
    const draft = draftDevice(tenant, index, random);
    const records = recordsOf(tenant, draft, random, { startedAtMs });
    for (const service of DEVICE_SERVICES) {
      const record = records[service];
      if (!record) continue;
      stock.services[service].set(record.id, { record, changedAt: stock.revision, isGone: false });
    }
  };

  const stockOf = (tenant: SimulatedTenant): TenantStock => {
    const known = tenants.get(tenant.id);
    if (known) return known;
    const made: TenantStock = {
      revision: 1,
      grown: 0,
      services: { defender: new Map(), intune: new Map(), entra: new Map() },
    };
    for (let index = 0; index < tenant.fleet.devices; index += 1) addDevice(tenant, made, index);
    tenants.set(tenant.id, made);
    return made;
  };

  const entry = (stock: TenantStock, service: DeviceService, id: string): StockEntry => {
    const found = stock.services[service].get(id);
    if (!found || found.isGone) throw new Error(`no ${id} in ${service}`);
    return found;
  };

  return {
    entries: (tenant, service) => [...stockOf(tenant).services[service].values()],
    records: (tenant, service) =>
      [...stockOf(tenant).services[service].values()].flatMap(({ record, isGone }) =>
        isGone ? [] : [record],
      ),
    revision: (tenant) => stockOf(tenant).revision,
    edit: (tenant, edit) => {
      const stock = stockOf(tenant);
      stock.revision += 1;
      const changedAt = stock.revision;
      switch (edit.kind) {
        case 'put':
          stock.services[edit.service].set(edit.record.id, {
            record: edit.record,
            changedAt,
            isGone: false,
          });
          break;
        case 'change': {
          const found = entry(stock, edit.service, edit.id);
          found.record = { ...found.record, ...edit.values };
          found.changedAt = changedAt;
          break;
        }
        case 'remove': {
          const found = entry(stock, edit.service, edit.id);
          found.isGone = true;
          found.changedAt = changedAt;
          break;
        }
        case 'grow':
          for (let added = 0; added < edit.count; added += 1) {
            addDevice(tenant, stock, tenant.fleet.devices + stock.grown);
            stock.grown += 1;
          }
          break;
      }
    },
    clear: () => tenants.clear(),
  };
}
