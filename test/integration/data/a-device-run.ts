import { readFileSync } from 'node:fs';
import { CloudError } from '../../../main/data/cloud/cloud-error.ts';
import { createPacer } from '../../../main/data/cloud/pacing.ts';
import type { Fetch } from '../../../main/data/cloud/send.ts';
import { createSlots } from '../../../main/data/cloud/slots.ts';
import { createTenantApi, type TenantApiDeps } from '../../../main/data/cloud/tenant-api.ts';
import { createBreakers } from '../../../main/data/inventory/collect/breakers.ts';
import {
  type CollectedDevices,
  collectDevices,
} from '../../../main/data/inventory/collect/collect-devices.ts';
import type { InventoryStore } from '../../../main/data/inventory/inventory-store.ts';
import { createVulnerabilityMemory } from '../../../main/data/inventory/collect/vulnerability-counts.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { SimulatedTenant } from '../../cloud/estates/estate.ts';
import type { RunningCloud } from '../cloud/running-cloud.ts';
import { loopbackFetch } from '../../support/loopback-fetch.ts';
import { memoryInventory } from '../../support/memory-inventory.ts';
import { cloudTokens } from './cloud-tokens.ts';

export interface DeviceRunOptions {
  readonly fetch?: Fetch;
  readonly accountOf: (tenant: SimulatedTenant) => string;
  readonly limits?: TenantApiDeps['limits'];
  /** Left out, memory stands for the store. */
  readonly store?: InventoryStore;
}

/** Collects devices of the simulated cloud into memory, as the data process does into its store. */
export function aDeviceRun(run: RunningCloud, options: DeviceRunOptions) {
  const inventory = memoryInventory();
  const breakers = createBreakers();
  const vulnerabilities = createVulnerabilityMemory();
  const getToken = cloudTokens(run, options.accountOf);
  const waits: (number | null)[] = [];
  const ca = readFileSync(run.cloud.caFile);
  const fetch = options.fetch ?? loopbackFetch({ port: run.cloud.port, ca });
  let stop = new AbortController();

  const collect = async (domain: string, isFull = false): Promise<CollectedDevices> => {
    const tenant = run.tenant(domain);
    const tenantId = tenant.id as TenantId;
    const { signal } = stop;
    const api = createTenantApi({
      fetch,
      tenantId,
      cloud: tenant.cloud,
      getToken: async (wish) => {
        const outcome = await getToken({ tenantId, ...wish, permissions: [...wish.permissions] });
        if (outcome.ok) return outcome.token;
        const kind = outcome.reason === 'needs-consent' ? 'not-permitted' : 'no-token';
        throw new CloudError(kind, outcome.message);
      },
      pacer: createPacer(() => performance.now()),
      slot: createSlots(1).newSlot(),
      signal,
      now: Date.now,
      random: () => 0,
      newRequestId: () => '11112222-3333-4444-8555-666677778888',
      onWaiting: (until) => waits.push(until),
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    return collectDevices({
      tenantId,
      api,
      store: options.store ?? inventory.store,
      breakers,
      now: () => new Date(),
      isFull,
      onStored: () => undefined,
      vulnerabilities,
      signal,
    });
  };

  /** Ids of what is kept beside those that the cloud itself knows of. */
  const comparison = (domain: string) => {
    const tenant = run.tenant(domain);
    const truth = run.cloud.devices.truth(tenant.id);
    const services = ['defender', 'intune', 'entra'] as const;
    return {
      kept: services.map((service) => inventory.ids(tenant.id as TenantId, service)),
      truth: services.map((service) => truth[service].map(({ id }) => id).toSorted()),
    };
  };

  return {
    inventory,
    waits,
    collect,
    comparison,
    cancel: () => stop.abort(),
    allowAgain: () => {
      stop = new AbortController();
    },
  };
}

export const statesOf = ({ sources }: CollectedDevices) =>
  Object.fromEntries(sources.map(({ source, state }) => [source, state]));
