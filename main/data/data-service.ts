import { z } from 'zod';
import { TenantId } from '../../preload/contract/index.ts';
import { status as statusContract } from '../../preload/contract/status.ts';
import { parseGuarded, parseOrThrow } from '../security/parse-guarded.ts';
import { CallFailure, type CallFailureCode } from './call-failure.ts';
import type { ApiUse } from './cloud/api-use.ts';
import { CloudError } from './cloud/cloud-error.ts';
import { createPacer } from './cloud/pacing.ts';
import { createDataPorts, type DataPort } from './data-port.ts';
import { bundledChecks, bundledFiles } from './onboarding/bundled-parts.ts';
import { createOnboardingPart, type OnboardingPart } from './onboarding/onboarding-part.ts';
import type { OnboardingChecks, OnboardingFiles } from './onboarding/parts.ts';
import { openOnboardingStore } from './onboarding/store/open-onboarding-store.ts';
import { createInventoryPart, type InventoryPart } from './inventory/inventory-part.ts';
import type { Fetch } from './cloud/send.ts';
import { createTenantApi, type TokenWish } from './cloud/tenant-api.ts';
import {
  type DataMethod,
  type FromData,
  INVENTORY_METHODS,
  type InventoryMethod,
  ONBOARDING_METHODS,
  type OnboardingMethod,
  type SignInMessage,
  type StartMessage,
  type TokenOutcome,
  ToData,
  Retention,
} from './protocol.ts';
import { openStore, type Store } from './store/open-store.ts';
import { isBrokenStore } from './store/store-file.ts';
import { createEstateCollection, type EstateCollection } from './status/collect-estate.ts';
import { collectTenant } from './status/collect/collect-tenant.ts';
import type { EstateTenant } from './status/estate-tenant.ts';
import type { Me } from './status/facts.ts';
import { exportStatus } from './status/status-export.ts';
import {
  createStatusService,
  factsOf,
  type StatusService,
  type StatusServiceDeps,
} from './status/status-service.ts';
import { applyRetention } from './retention.ts';
import { createStatusStore, type StatusStore } from './status/status-store.ts';

export interface DataServiceDeps {
  readonly send: (message: FromData) => void;
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** Milliseconds of a clock that only goes forward. */
  readonly ticks: () => number;
  readonly random: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly newRequestId: () => string;
  readonly platform: NodeJS.Platform;
  readonly evaluate: StatusServiceDeps['evaluate'];
  readonly trustCells: StatusServiceDeps['trustCells'];
  /** Ends the process. A broken store is put right by the next one. */
  readonly exit: (code: number) => void;
  readonly tellEveryMs?: number;
  /** What checklists come from and what their steps are checked with, where not Bulkhead's own. */
  readonly onboarding?: {
    readonly files: OnboardingFiles;
    readonly checks: OnboardingChecks;
  };
}

export interface DataService {
  /** Takes any message; one that is not of the protocol is refused and logged. */
  receive(message: unknown, ports?: readonly DataPort[]): void;
}

export const EXIT_BROKEN_STORE = 3;
/** A second is short for people, and 200 tenants are 700 KB each time; more take longer. */
const TELL_EVERY_MS = 1_000;
const TELL_MS_PER_TENANT = 3;
/** A clock may be set, so that an end comes sooner than it was to. */
const MAX_TURN_MS = 3_600_000;
/** A sign-in page may be open; the operator decides how long. */
const TOKEN_WITHIN_MS = 120_000;
/** Of messages that are refused, so that a flood of them is no flood of lines. */
const MAX_LOGGED_REFUSALS = 20;

interface Running {
  readonly store: Store;
  readonly statuses: StatusStore;
  readonly collection: EstateCollection;
  readonly service: StatusService;
  readonly inventory: InventoryPart;
  readonly onboarding: OnboardingPart;
  readonly appVersion: string;
}

/** Everything the data process does, between its messages and its database. */
export function createDataService(deps: DataServiceDeps): DataService {
  const { send, now } = deps;
  let running: Running | null = null;
  let tenants: readonly EstateTenant[] = [];
  let byId = new Map<TenantId, EstateTenant>();
  let refusals = 0;
  let telling: NodeJS.Timeout | null = null;
  let turning: NodeJS.Timeout | null = null;
  let nextToken = 1;
  const tokensWanted = new Map<number, (outcome: TokenOutcome) => void>();
  const pacer = createPacer(deps.ticks);

  const setTenants = (next: readonly EstateTenant[]) => {
    tenants = next;
    byId = new Map(next.map((tenant) => [tenant.id, tenant]));
  };

  const logFault = (event: string, error: unknown) => {
    const what = error instanceof Error ? (error.stack ?? error.message) : typeof error;
    send({
      type: 'log',
      level: 'error',
      topic: 'data',
      event,
      fields: { error: what.slice(0, 4_000) },
    });
    // Set aside and made anew at the next start of this process; nothing here can mend it.
    if (isBrokenStore(error)) {
      running?.store.suspect();
      running?.onboarding.suspect();
      deps.exit(EXIT_BROKEN_STORE);
    }
  };

  const tell = () => {
    telling = null;
    if (running === null) return;
    try {
      send({ type: 'status-changed', status: running.service.get() });
      tellAtNextTurn(running.service);
    } catch (error) {
      logFault('tell', error);
    }
  };
  /** A token or a role ends while nothing else happens: what was green must not stay so. */
  const tellAtNextTurn = (service: StatusService) => {
    if (turning !== null) clearTimeout(turning);
    const next = service.nextTurn();
    const inMs = next === null ? null : Math.max(0, next - now().getTime());
    turning = inMs === null ? null : setTimeout(() => changed(null), Math.min(inMs, MAX_TURN_MS));
  };
  const changed = (tenantId: TenantId | null) => {
    running?.service.invalidate(tenantId);
    telling ??= setTimeout(
      tell,
      deps.tellEveryMs ?? Math.max(TELL_EVERY_MS, tenants.length * TELL_MS_PER_TENANT),
    );
  };

  const getToken = async (tenantId: TenantId, wish: TokenWish): Promise<string> => {
    const id = nextToken;
    nextToken += 1;
    const outcome = await new Promise<TokenOutcome>((resolve) => {
      const timer = setTimeout(() => {
        settle({ ok: false, reason: 'failed', message: 'There was no token in time.' });
      }, TOKEN_WITHIN_MS);
      const settle = (value: TokenOutcome) => {
        clearTimeout(timer);
        tokensWanted.delete(id);
        resolve(value);
      };
      tokensWanted.set(id, settle);
      const { api, claims, isRenewal } = wish;
      const wanted = { tenantId, api, permissions: [...wish.permissions], claims, isRenewal };
      send({ type: 'token-wanted', id, wanted });
    });
    if (outcome.ok) return outcome.token;
    if (outcome.reason === 'needs-consent') {
      throw new CloudError('not-permitted', outcome.message, {
        needs: wish.permissions.join(', '),
      });
    }
    throw new CloudError(
      outcome.reason === 'unreachable' ? 'offline' : 'no-token',
      outcome.message,
    );
  };

  /** What a collection asks a tenant with; it waits in its own place and ends with its signal. */
  const apiOf = (tenant: EstateTenant, { slot, signal, onWaiting }: ApiUse) =>
    createTenantApi({
      fetch: deps.fetch,
      tenantId: tenant.id,
      cloud: tenant.cloud,
      getToken: (wish) => getToken(tenant.id, wish),
      pacer,
      slot,
      signal,
      now: () => now().getTime(),
      random: deps.random,
      newRequestId: deps.newRequestId,
      onWaiting,
    });

  const ports = createDataPorts({
    handlers: () => running?.inventory.handlers ?? null,
    newCorrelationId: deps.newRequestId,
    onFault: (method, correlationId, error) => logFault(`${method} ${correlationId}`, error),
  });

  const start = ({ dbPath, key, nativeBinding, appVersion, ...given }: StartMessage) => {
    if (running !== null) throw new Error('started twice');
    setTenants(given.tenants);
    const opening = { key, nativeBinding, appVersion, now };
    const store = openStore({ ...opening, path: dbPath });
    const runs = openOnboardingStore({ ...opening, estatePath: dbPath });
    key?.fill(0);
    const statuses = createStatusStore(store.db);
    if (given.forgetsOthers) forgetOthers(store, statuses);
    const collection = createEstateCollection({
      store: statuses,
      now,
      tenantOf: (id) => byId.get(id),
      onChanged: (tenantId) => {
        changed(tenantId);
        if (tenantId !== null) lookAgain(tenantId);
      },
      onFault: (_, error) => logFault('collect', error),
      collectOne: (tenant, use) => {
        const { me } = statuses.read(tenant.id).answers;
        return collectTenant({
          api: apiOf(tenant, use),
          now,
          platform: deps.platform,
          knownMe: me?.kind === 'known' ? (me.value satisfies Me) : null,
        });
      },
    });
    const service = createStatusService({
      store: statuses,
      tenants: () => tenants,
      progress: collection.progress,
      evaluate: deps.evaluate,
      trustCells: deps.trustCells,
      revisionsFrom: given.revisionsFrom,
      onFault: (error) => logFault('judge', error),
      now,
    });
    const inventory = createInventoryPart({
      store,
      tenants: () => tenants,
      tenantOf: (id) => byId.get(id),
      apiOf,
      appVersion,
      forgetsOthers: given.forgetsOthers,
      revisionsFrom: given.revisionsFrom,
      now,
      randomBytes: deps.randomBytes,
      tellPage: (event, payload) => ports.tell('devices', event, payload),
      tellMain: send,
      onFault: (error) => logFault('inventory', error),
      tellEveryMs: deps.tellEveryMs,
    });
    const onboarding = createOnboardingPart({
      ...(deps.onboarding ?? { files: bundledFiles, checks: bundledChecks }),
      store: runs,
      tenants: () => tenants,
      tenantOf: (id) => byId.get(id as TenantId),
      factsOf(id) {
        const tenant = byId.get(id);
        return tenant === undefined ? null : factsOf(tenant, statuses.read(id));
      },
      accountOf: (id) => statuses.read(id).account,
      devicesOf: (id) => inventory.devicesOf(id),
      apiOf,
      appVersion,
      forgetsOthers: given.forgetsOthers,
      revisionsFrom: given.revisionsFrom,
      now,
      randomBytes: deps.randomBytes,
      tellMain: send,
      onFault: (error) => logFault('onboarding', error),
      tellEveryMs: deps.tellEveryMs,
    });
    /** Steps of checklists are checked with every status that was collected whole. */
    const collectedAt = new Map<TenantId, string | null>();
    for (const { id } of tenants) collectedAt.set(id, statuses.read(id).collectedAt);
    const lookAgain = (id: TenantId) => {
      const at = statuses.read(id).collectedAt;
      if (at === (collectedAt.get(id) ?? null)) return;
      collectedAt.set(id, at);
      onboarding.collected(id);
    };
    running = { store, statuses, collection, service, inventory, onboarding, appVersion };
    send({ type: 'ready', storage: store.storage, notice: store.notice });
    changed(null);
    inventory.start();
    onboarding.start();
  };

  /** A tenant that was forgotten while this process was down. */
  const forgetOthers = (store: Store, statuses: StatusStore) => {
    const others = statuses.tenantIds().filter((id) => !byId.has(id));
    for (const id of others) statuses.forget(id);
    if (others.length > 0) store.erase();
  };

  const keepSignIns = ({ statuses }: Running, signIns: readonly SignInMessage[]) => {
    for (const { tenantId, account, signIn, token } of signIns) {
      // Of a tenant that was forgotten meanwhile nothing may come back.
      if (!byId.has(tenantId)) continue;
      statuses.saveAnswers(tenantId, { signIn, token });
      statuses.setAccount(tenantId, account);
      changed(tenantId);
    }
  };

  const answer = async (
    { service, collection, statuses, store, inventory, onboarding, appVersion }: Running,
    method: DataMethod,
    input: unknown,
  ): Promise<unknown> => {
    if (isOnboardingMethod(method)) return onboarding.answer(method, input);
    if (isInventoryMethod(method)) return inventory.answer(method, input);
    switch (method) {
      case 'status.get':
        return service.get();
      case 'status.getTrust':
        return service.getTrust();
      case 'status.getTenant': {
        const found = service.getTenant(parseOrThrow(ByTenant, input).tenantId);
        if (found === null) throw new CallFailure('not-found', 'This tenant is not in the list.');
        return found;
      }
      case 'status.collect': {
        const { tenantIds } = parseOrThrow(statusContract.collect.input, input);
        if (tenantIds?.some((id) => !byId.has(id)) === true) {
          throw new CallFailure('not-found', 'A tenant is not in the list.');
        }
        collection.start(
          tenantIds,
          tenants.map(({ id }) => id),
        );
        return {};
      }
      case 'status.cancel':
        collection.cancel();
        return {};
      case 'status.export':
        return exportStatus(parseOrThrow(statusContract.exportFile.input, input), {
          tenants,
          status: service.get(),
          tenantStatus: ({ id }) => service.getTenant(id),
          trust: service.getTrust().cells,
          appVersion,
          now: now(),
        });
      case 'tenant.forget': {
        const { tenantId } = parseOrThrow(ByTenant, input);
        const domain = byId.get(tenantId)?.domain ?? null;
        const { account } = statuses.read(tenantId);
        setTenants(tenants.filter(({ id }) => id !== tenantId));
        await collection.drop(tenantId);
        statuses.forget(tenantId);
        await inventory.forget(tenantId);
        store.erase();
        await onboarding.forget(tenantId, { domain, account });
        changed(tenantId);
        return {};
      }
      case 'retention.apply': {
        const dropped = await applyRetention(parseOrThrow(Retention, input), {
          tenantIds: () => tenants.map(({ id }) => id),
          statuses,
          inventory,
          now,
        });
        if (dropped.length > 0) store.erase();
        for (const id of dropped) if (id !== 'changes') changed(id);
        return {};
      }
      case 'store.keep': {
        const { key } = parseOrThrow(WithKey, input);
        if (store.keepUnder === null) {
          throw new CallFailure('not-available', 'What is collected is kept already.');
        }
        // What cannot be collected again goes first.
        onboarding.keepUnder(key);
        store.keepUnder(key);
        key.fill(0);
        // What would be written now would be in memory only: another process goes on with the file.
        stopWork();
        return {};
      }
    }
  };

  const call = async (id: number, method: DataMethod, input: unknown): Promise<void> => {
    try {
      if (running === null) throw new CallFailure('internal', 'Not started.');
      send({ type: 'answer', id, value: await answer(running, method, input) });
    } catch (error) {
      if (error instanceof CallFailure) {
        send({ type: 'failure', id, code: error.code, message: error.message });
        return;
      }
      const isInvalid = error instanceof z.ZodError;
      const isStore = error instanceof Error && 'code' in error;
      const code = isInvalid ? 'invalid' : isStore ? 'storage-failed' : 'internal';
      send({ type: 'failure', id, code, message: FAILURE_TEXT[code] });
      logFault(method, error);
    }
  };

  const stopWork = (): Store | null => {
    if (telling !== null) clearTimeout(telling);
    if (turning !== null) clearTimeout(turning);
    const ending = running;
    running = null;
    // Stopped without being cancelled by the operator: what is left is gone on with.
    ending?.collection.cancel();
    ending?.inventory.stop();
    ending?.onboarding.stop();
    ports.close();
    return ending?.store ?? null;
  };
  const shutDown = () => {
    try {
      stopWork()?.close();
    } finally {
      deps.exit(0);
    }
  };

  const handle = (message: ToData, sent: readonly DataPort[]) => {
    switch (message.type) {
      case 'start':
        start(message);
        break;
      case 'estate':
        setTenants(message.tenants);
        changed(null);
        running?.inventory.estateChanged();
        running?.onboarding.estateChanged();
        break;
      case 'sign-ins':
        if (running !== null) keepSignIns(running, message.signIns);
        break;
      case 'call':
        void call(message.id, message.method, message.input);
        break;
      case 'token':
        tokensWanted.get(message.id)?.(message.outcome);
        break;
      case 'port': {
        const [port] = sent;
        if (port !== undefined) ports.serve(port);
        break;
      }
      case 'locked':
        ports.setShut(message.isLocked);
        break;
      case 'shutdown':
        shutDown();
        break;
    }
  };

  return {
    receive(message, sent = []) {
      const parsed = parseGuarded(ToData, message);
      if (!parsed.success) {
        refusals += 1;
        // SECURITY(data-messages): refused and counted; what it held is not repeated.
        if (refusals <= MAX_LOGGED_REFUSALS) {
          const where = parsed.error.issues[0]?.path.map(String).join('.').slice(0, 100) ?? '';
          send({
            type: 'log',
            level: 'warn',
            topic: 'data',
            event: 'refused-message',
            fields: { where },
          });
        }
        return;
      }
      try {
        handle(parsed.data, sent);
      } catch (error) {
        logFault('message', error);
      }
    },
  };
}

const ByTenant = z.strictObject({ tenantId: TenantId });
const WithKey = z.strictObject({
  key: z.instanceof(Uint8Array).refine((key) => key.length === 32),
});

const FAILURE_TEXT: Readonly<Record<Exclude<CallFailureCode, ExpectedOnly>, string>> = {
  'storage-failed': 'What was collected could not be read or kept. The disk may be full.',
  invalid: 'The request is not valid.',
  internal: 'It failed inside Bulkhead. The log says more.',
};

/** Codes that only a `CallFailure` brings, with words of its own. */
type ExpectedOnly =
  'not-found' | 'not-available' | 'conflict' | 'cancelled' | 'confirmation-mismatch';

function isInventoryMethod(method: DataMethod): method is InventoryMethod {
  return (INVENTORY_METHODS as readonly string[]).includes(method);
}

function isOnboardingMethod(method: DataMethod): method is OnboardingMethod {
  return (ONBOARDING_METHODS as readonly string[]).includes(method);
}
