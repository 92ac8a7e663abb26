import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  app,
  type BrowserWindow,
  MessageChannelMain,
  type MessagePortMain,
  safeStorage,
  session as sessions,
} from 'electron';
import type {
  Cloud,
  Handlers,
  InventoryState,
  JournalReference,
  Onboarding,
  StartProblem,
  StorageState,
  TenantId,
  WorkProgress,
} from '../../preload/contract/index.ts';
import type { Identity } from '../../preload/contract/identity.ts';
import type { EstateStatus } from '../../preload/contract/status.ts';
import type { SignInMessage } from '../data/protocol.ts';
import { Failure } from '../ipc/failure.ts';
import { writeChosen } from './write-chosen.ts';
import { createCloudClients } from '../identity/cloud-clients.ts';
import { identityHandlers } from '../identity/identity-ipc.ts';
import { createIdentityService } from '../identity/identity-service.ts';
import type { SignInEnd } from '../identity/interactive-sign-ins.ts';
import { openIdentityStore } from '../identity/identity-store.ts';
import { openTokenCaches } from '../identity/token-cache.ts';
import type { DeviceViews } from '../inventory/device-views.ts';
import { inventoryHandlers } from '../inventory/inventory-ipc.ts';
import { startRetention } from '../inventory/retention.ts';
import { startSchedule } from '../inventory/schedule.ts';
import type { Policy } from '../policy/policy-schema.ts';
import { guardServiceSession, openEgressOfServices } from '../security/service-egress.ts';
import type { ReportRefusal } from '../security/refusal.ts';
import { IS_RELEASE } from '../security/release.ts';
import { handToken } from '../status/hand-token.ts';
import { signInMessages } from '../status/sign-in-messages.ts';
import { statusHandlers } from '../status/status-ipc.ts';
import { realFileSystem } from '../stored-files/file-system.ts';
import { type OnboardingIpcDeps, onboardingHandlers } from '../onboarding/onboarding-ipc.ts';
import type { TenantRegistry } from '../tenants/tenant-registry.ts';
import { coalesce } from './coalesce.ts';
import { openDataKey } from './data-key.ts';
import { type DataProcess, startDataProcess } from './data-process.ts';
import { createEstateLock, LOCKED } from './estate-lock.ts';
import { forkDataProcess } from './fork-data-process.ts';
import { type Log, toLogFormat } from './log.ts';
import type { FileChoosers } from './file-choosers.ts';
import { nativeBindingOf } from './native-binding.ts';
import { openPassphraseFile } from './passphrase-file.ts';
import type { SignInPages } from './sign-in-pages.ts';
import { storageHandlers } from './storage-ipc.ts';

/** In memory only: nothing of a sign-in request is written to disk by Chromium. */
const SERVICE_PARTITION = 'services';
const SAVE_AFTER_MS = 500;
const FOLLOW_PROXY_EVERY_MS = 5_000;

export interface ServicesOptions {
  readonly window: BrowserWindow;
  readonly profileDir: string;
  readonly registry: Pick<TenantRegistry, 'find' | 'get'>;
  /** Whether the list of tenants is sound, so that what is kept of others is erased. */
  readonly forgetsOthers: boolean;
  readonly clientIdOf: (cloud: Cloud) => string | null;
  /** How long what was collected is kept. */
  readonly retention: Policy['retention'];
  /** How old the inventory may get; 0 collects only when the operator says so. */
  readonly collectEveryMinutes: number;
  readonly views: DeviceViews;
  /** What steps of a checklist need of the pages that are open. */
  readonly stepPages: Pick<OnboardingIpcDeps, 'pictureOf' | 'openLink' | 'printPdf'>;
  readonly recordsOf: OnboardingIpcDeps['recordsOf'];
  readonly allowsDeviceCode: boolean;
  readonly choosers: FileChoosers;
  /** Throws Failure `not-available` for a tenant that the policy does not list. */
  readonly requireAllowed: (tenantId: TenantId) => void;
  readonly signInPages: Pick<SignInPages, 'open'>;
  readonly isOnline: () => boolean;
  /** While Bulkhead is locked nothing is collected and no token is handed out. */
  readonly isLocked: () => boolean;
  readonly copyText: (text: string) => void;
  readonly copySecret: (text: string) => void;
  readonly askSystemProxy: (url: string) => Promise<string>;
  readonly report: ReportRefusal;
  readonly inform: (message: string) => void;
  readonly log: Log;
  readonly now: () => Date;
  readonly onIdentityChanged: (identity: Identity) => void;
  /** For the journal: what was begun ended so. */
  readonly onSignInEnded: (end: SignInEnd) => void;
  readonly onStatusChanged: (status: EstateStatus) => void;
  readonly onInventoryChanged: (state: InventoryState) => void;
  readonly onOnboardingChanged: (onboarding: Onboarding) => void;
  readonly onWorked: (progress: WorkProgress) => void;
  readonly onStorageChanged: (state: StorageState) => void;
  /** What protects the estate's key protects the journal's; called when it is known and when it changes. */
  readonly protectJournal: (state: StorageState['state'], key: Uint8Array | null) => void;
  readonly onProblem: (problem: StartProblem) => void;
}

export interface Services<C> {
  readonly identity: Handlers<C>['identity'];
  readonly status: Handlers<C>['status'];
  readonly inventory: Handlers<C>['inventory'];
  readonly onboarding: Handlers<C>['onboarding'];
  readonly storage: Handlers<C>['storage'];
  /** After the first paint: opens the keystore and starts the data process. */
  start(): void;
  estateChanged(): void;
  onlineChanged(isOnline: boolean): void;
  clientIdsChanged(): void;
  /** Bulkhead was locked: stops collecting, and lets go of tokens. */
  locked(): void;
  /** Goes on with what locking stopped. */
  unlocked(): void;
  /** Ends what a tenant's API session has; its compartment is another matter. */
  dropTokens(tenantId: TenantId): Promise<void>;
  /** Answers false when what was collected is erased at the next start. */
  forgetTenant(tenantId: TenantId): Promise<boolean>;
  stop(): Promise<void>;
}

/** Puts sign-in for the APIs and the data process together. */
export function createServices<C extends { readonly record: JournalReference | null }>(
  options: ServicesOptions,
): Services<C> {
  const { window, profileDir, registry, clientIdOf, log, now, inform, report, choosers } = options;
  const { askSystemProxy } = options;
  const { platform, env } = process;
  const tenants = () => registry.get().tenants;

  // Made when something is first asked for: a start makes no request and needs no host list.
  const openNetwork = () => {
    const session = sessions.fromPartition(SERVICE_PARTITION, { cache: false });
    const egress = guardServiceSession(session, { report, askSystemProxy });
    const egressOfData = openEgressOfServices(app, { askSystemProxy });
    // Whoever asks looks again first, and hears of a failure there.
    egress.ready.catch(() => undefined);
    egressOfData.ready.catch(() => undefined);
    return {
      session,
      // The system's proxy may be another by now; a collection asks for thousands of tokens.
      follow: seldom(() => egress.lookAgain(), FOLLOW_PROXY_EVERY_MS),
      followForData: seldom(() => egressOfData.lookAgain(), FOLLOW_PROXY_EVERY_MS),
    };
  };
  let opened: ReturnType<typeof openNetwork> | null = null;
  const network = () => (opened ??= openNetwork());

  const saveIdentity = coalesce(() => void store.flush(), SAVE_AFTER_MS, SAVE_AFTER_MS * 10);
  const store = openIdentityStore({
    dir: profileDir,
    now,
    writeSoon: () => saveIdentity.request(),
  });
  if (store.problem !== null) options.onProblem(store.problem);
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { session, follow } = network();
    await follow();
    return session.fetch(url, init);
  };
  const clients = createCloudClients({
    fetch,
    platform,
    clientIdOf,
    openCaches: () => openTokenCaches({ dir: profileDir, platform, onNotice: inform }),
    windowHandle: () => window.getNativeWindowHandle(),
  });
  const identity = createIdentityService({
    tenants: {
      find: (id) => registry.find(id),
      list: () => tenants(),
    },
    store,
    clients,
    clientIdOf,
    allowsDeviceCode: options.allowsDeviceCode,
    requireAllowed: options.requireAllowed,
    storage: clients.storage,
    openPage: (tenantId) => options.signInPages.open(tenantId),
    fetch,
    isOnline: options.isOnline,
    copyText: options.copyText,
    copySecret: options.copySecret,
    newState: () => randomBytes(16).toString('hex'),
    now,
    onSignInEnded: options.onSignInEnded,
    onChanged: (next) => {
      options.onIdentityChanged(next);
      const news = messages().filter(isNews);
      if (news.length > 0) dataProcess?.tellSignIns(news);
    },
  });
  const createdAt = now();
  const messages = () => signInMessages(identity.get(), identity.factsOf, createdAt);
  /** What was told of each tenant: every message is written to the database of the other side. */
  const told = new Map<TenantId, string>();
  const isNews = (message: SignInMessage): boolean => {
    const text = JSON.stringify(message);
    if (told.get(message.tenantId) === text) return false;
    told.set(message.tenantId, text);
    return true;
  };

  const lock = createEstateLock({
    file: openPassphraseFile({ dir: profileDir, fs: realFileSystem, now }),
    openKeystore: () =>
      openDataKey({
        keyStore: safeStorage,
        dir: profileDir,
        fs: realFileSystem,
        platform,
        random: randomBytes,
        now,
      }),
    random: randomBytes,
    keepMemory: async (key) => {
      await data().call('store.keep', { key }, { isLong: true });
    },
    goOn: async () => {
      if (dataProcess === null) data();
      else await dataProcess.restart();
      // While it was locked nothing could be looked at.
      retention.look();
    },
    onChanged: (state) => {
      options.onStorageChanged(state);
      options.protectJournal(state.state, lock.key());
    },
  });

  let dataProcess: DataProcess<MessagePortMain> | null = null;
  let inventory: InventoryState | null = null;
  const data = (): DataProcess<MessagePortMain> => {
    lock.open();
    // Without its key there is no database, and nothing may be collected into another.
    if (lock.isLocked()) throw new Failure('not-available', LOCKED);
    dataProcess ??= startDataProcess({
      fork: () => forkDataProcess(join(import.meta.dirname, 'data.js'), env),
      start: startMessage,
      tenants: () =>
        tenants().map(({ id, name, domain, cloud, accessPath }) => ({
          id,
          name,
          domain,
          cloud,
          accessPath,
        })),
      signIns: messages,
      getToken: async (wanted) => {
        // SECURITY(lock-tokens): a collection that was on its way ends here.
        if (options.isLocked()) {
          return { ok: false, reason: 'unreachable', message: 'Bulkhead is locked.' };
        }
        await network().followForData();
        return handToken(identity, (id) => registry.find(id)?.cloud ?? null, wanted);
      },
      onStatusChanged: options.onStatusChanged,
      onInventoryChanged: (state) => {
        inventory = state;
        options.onInventoryChanged(state);
      },
      onOnboardingChanged: options.onOnboardingChanged,
      onWorked: options.onWorked,
      onNotice: inform,
      onGivenUp: () => lock.end(),
      log: ({ level, topic, event, fields }) => log[level](topic, event, fields),
    });
    return dataProcess;
  };
  // Its start takes a keystore, a process and a database; the first paint does not wait for them.
  let letStart: () => void = () => undefined;
  const mayStart = new Promise<void>((resolve) => {
    letStart = resolve;
  });
  const startMessage = () => {
    const key = lock.key();
    return {
      dbPath: join(profileDir, 'estate.db'),
      key: key === null ? null : Uint8Array.from(key),
      nativeBinding: nativeBindingOf(IS_RELEASE, env),
      appVersion: app.getVersion(),
      forgetsOthers: options.forgetsOthers,
    };
  };

  const dataCalls = {
    call: async (...args: Parameters<DataProcess['call']>) => {
      await mayStart;
      return data().call(...args);
    },
  };
  const schedule = startSchedule({
    everyMinutes: options.collectEveryMinutes,
    isOnline: () => options.isOnline() && !options.isLocked(),
    signedIn: () =>
      identity
        .get()
        .signIns.flatMap(({ tenantId, state }) => (state === 'signed-in' ? [tenantId] : [])),
    inventory: () => inventory,
    collect: (tenantIds) => dataCalls.call('inventory.collect', { tenantIds }),
    resume: () => dataCalls.call('inventory.resume', {}),
    now,
  });

  const retention = startRetention(() => dataCalls.call('retention.apply', options.retention));

  return {
    identity: identityHandlers<C>(identity),
    inventory: inventoryHandlers<C>({
      data: dataCalls,
      connect: async () => {
        await mayStart;
        if (options.isLocked()) throw new Failure('not-available', 'Bulkhead is locked.');
        const { port1, port2 } = new MessageChannelMain();
        await data().openPort(port2);
        // SECURITY(data-port): to the shell's own page, whose call the door has let in.
        window.webContents.postMessage('bulkhead:data-port', null, [port1]);
      },
      isOnline: options.isOnline,
      hasTenant: (id) => registry.find(id) !== null,
      nameOf: (id) => registry.find(id)?.name ?? null,
      chooseExportFile: choosers.exportFile,
      chooseImportFile: choosers.devicesFile,
      views: options.views,
      now,
    }),
    onboarding: onboardingHandlers<C>({
      data: dataCalls,
      isOnline: options.isOnline,
      chooseExportFile: choosers.exportFile,
      chooseEvidenceFile: choosers.evidenceFile,
      chooseChecklistFile: choosers.checklistFile,
      chooseHandOverFile: choosers.handOverFile,
      ...options.stepPages,
      writeFile: writeChosen,
      recordsOf: options.recordsOf,
      now,
    }),
    storage: storageHandlers<C>(lock),
    status: statusHandlers({
      data: dataCalls,
      isOnline: options.isOnline,
      chooseFile: choosers.exportFile,
      writeFile: (path, text) => writeChosen(path, Buffer.from(text)),
      now,
    }),
    start() {
      letStart();
      lock.open();
      const { notice } = lock.get();
      if (notice !== null) inform(notice);
      if (!lock.isLocked()) data();
      retention.look();
      identity.start().catch((error: unknown) => {
        log.error('identity', 'start', { error: toLogFormat(error) });
        inform('The stored sign-ins could not be opened. Sign in again.');
      });
    },
    estateChanged() {
      dataProcess?.tellEstate();
      options.onIdentityChanged(identity.get());
    },
    onlineChanged: (isOnline) => schedule.onlineChanged(isOnline),
    clientIdsChanged: () => options.onIdentityChanged(identity.get()),
    locked() {
      dataProcess?.tellLocked(true);
      for (const method of ['status.cancel', 'inventory.cancel'] as const) {
        // A process that is down collects nothing.
        if (dataProcess !== null) dataProcess.call(method, {}).catch(() => undefined);
      }
      clients.letGo().catch((error: unknown) => {
        log.error('identity', 'let-go', { error: toLogFormat(error) });
      });
    },
    unlocked() {
      dataProcess?.tellLocked(false);
      schedule.onlineChanged(options.isOnline());
    },
    dropTokens: (tenantId) => identity.dropTokens(tenantId),
    async forgetTenant(tenantId) {
      told.delete(tenantId);
      await identity.forgetTenant(tenantId);
      // What is locked is erased when it is unlocked: by then the tenant is not in the list.
      if (lock.isLocked()) return false;
      try {
        await data().forgetTenant(tenantId);
        return true;
      } catch (error) {
        // The next start erases what is kept of tenants that are not in the list.
        log.error('data', 'forget', { error: toLogFormat(error) });
        return false;
      }
    },
    async stop() {
      schedule.stop();
      retention.stop();
      saveIdentity.flush();
      await Promise.all([identity.flush(), dataProcess?.stop()]);
    },
  };
}

/** Runs `work` unless it succeeded within the last `everyMs`; calls that come together share one. */
function seldom(work: () => Promise<void>, everyMs: number): () => Promise<void> {
  let doneAt = -Infinity;
  let running: Promise<void> | null = null;
  return () => {
    if (running === null && performance.now() - doneAt < everyMs) return Promise.resolve();
    running ??= work()
      .then(() => {
        doneAt = performance.now();
      })
      .finally(() => {
        running = null;
      });
    return running;
  };
}
