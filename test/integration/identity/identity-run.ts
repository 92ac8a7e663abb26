import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { createCloudClients } from '../../../main/identity/cloud-clients.ts';
import {
  createIdentityService,
  type IdentityService,
} from '../../../main/identity/identity-service.ts';
import type { SignInEnd } from '../../../main/identity/interactive-sign-ins.ts';
import { openIdentityStore } from '../../../main/identity/identity-store.ts';
import type { TokenStore } from '../../../main/identity/token-cache.ts';
import { TenantId } from '../../../preload/contract/ids.ts';
import { AccountId, Identity } from '../../../preload/contract/identity.ts';
import type { Cloud } from '../../../preload/contract/tenants.ts';
import { APPS } from '../../cloud/sign-in/apps.ts';
import type { RunningCloud } from '../cloud/running-cloud.ts';
import { cloudFetch } from './cloud-fetch.ts';
import { type Operator, operatorPages, type OperatorPages } from './operator-page.ts';

export interface IdentityRun {
  readonly service: IdentityService;
  readonly pages: OperatorPages;
  readonly copied: readonly string[];
  /** How sign-ins that were asked for ended, in order. */
  readonly ended: readonly SignInEnd[];
  /** Every state of the tenant that was told, in order, without repetitions. */
  readonly told: (domain: string) => readonly string[];
  readonly tenantId: (domain: string) => TenantId;
  readonly accountId: (name: string) => AccountId;
  readonly shown: (domain: string) => Identity['signIns'][number];
  /** Signs in and waits for the outcome. */
  readonly signIn: (
    domain: string,
    wish?: { accountId?: AccountId; isFresh?: boolean },
  ) => Promise<Identity['signIns'][number]>;
  /** As after quitting: the same folder and the same keystore, a new service. */
  readonly restart: () => Promise<IdentityRun>;
}

export interface IdentityRunOptions {
  readonly operator?: Operator;
  readonly fetch?: ReturnType<typeof cloudFetch>;
  readonly isOnline?: () => boolean;
  readonly clientIdOf?: (cloud: Cloud) => string | null;
  readonly now?: () => Date;
  readonly allowsDeviceCode?: boolean;
  readonly requireAllowed?: (tenantId: TenantId) => void;
}

/** The whole service with the real library, over TLS to the simulated cloud. */
export async function runIdentity(
  run: RunningCloud,
  options: IdentityRunOptions & {
    readonly keystore?: Map<Cloud, string>;
    readonly dir: string;
  },
): Promise<IdentityRun> {
  const { dir, keystore = new Map<Cloud, string>(), now = () => new Date() } = options;
  const clientIdOf = options.clientIdOf ?? (() => APPS.bulkhead.clientId);
  const fetch = options.fetch ?? cloudFetch(run.cloud);
  const pages = operatorPages(
    run.cloud,
    options.operator ??
      ((page, browser) => browser.signIn(page, OPERATOR, run.account(OPERATOR).password)),
  );
  const copied: string[] = [];
  const ended: SignInEnd[] = [];
  const history: Identity[] = [];
  const listed = run.cloud.estate.tenants.map(({ id, cloud }) => ({
    id: TenantId.parse(id),
    cloud,
  }));
  const storeOf = (cloud: Cloud): TokenStore => ({
    load: async () => keystore.get(cloud) ?? null,
    reject: () => undefined,
    save: async (text) => void keystore.set(cloud, text),
  });
  const clients = createCloudClients({
    fetch,
    platform: 'linux',
    clientIdOf,
    openCaches: async () => ({ storage: 'keystore', notice: null, of: storeOf }),
  });
  const service = createIdentityService({
    tenants: {
      find: (id) => listed.find((tenant) => tenant.id === id) ?? null,
      list: () => listed,
    },
    store: openIdentityStore({ dir, now }),
    clients,
    clientIdOf,
    storage: clients.storage,
    openPage: pages.openPage,
    fetch,
    isOnline: options.isOnline ?? (() => true),
    allowsDeviceCode: options.allowsDeviceCode ?? false,
    requireAllowed: options.requireAllowed ?? (() => undefined),
    copyText: (text) => copied.push(text),
    copySecret: (text) => copied.push(text),
    newState: () => 'unguessable',
    now,
    // What is told always fits the contract.
    onSignInEnded: (end) => ended.push(end),
    onChanged: (identity) => history.push(Identity.parse(identity)),
  });
  await service.start();

  const tenantId = (domain: string) => TenantId.parse(run.tenant(domain).id);
  const shownIn = (identity: Identity, domain: string) => {
    const found = identity.signIns.find((signIn) => signIn.tenantId === tenantId(domain));
    if (found === undefined) throw new Error(`${domain} is not shown`);
    return found;
  };
  const shown = (domain: string) => shownIn(service.get(), domain);

  return {
    service,
    pages,
    copied,
    ended,
    told: (domain) =>
      history
        .map((identity) => shownIn(identity, domain).state)
        .filter((state, at, all) => state !== all[at - 1]),
    tenantId,
    accountId: (name) => AccountId.parse(run.account(name).id),
    shown,
    signIn: async (domain, { accountId, isFresh = false } = {}) => {
      service.signIn({ tenantId: tenantId(domain), accountId: accountId ?? null, isFresh });
      await vi.waitFor(
        () => {
          if (shown(domain).state === 'signing-in') throw new Error('Still signing in');
        },
        { timeout: 15_000, interval: 20 },
      );
      return shown(domain);
    },
    restart: async () => {
      await service.flush();
      return runIdentity(run, { ...options, keystore });
    },
  };
}

export const OPERATOR = 'dana.okafor@contoso.com';

/** A profile folder that goes away with the test. */
export async function profileFolder(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'identity-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
