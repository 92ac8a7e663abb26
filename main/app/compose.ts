import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  app,
  clipboard,
  ipcMain,
  nativeTheme,
  powerMonitor,
  session as sessions,
  systemPreferences,
  type WebContents,
} from 'electron';
import {
  contract,
  type Shortcut,
  type StartProblem,
  type TenantId,
} from '../../preload/contract/index.ts';
import { createDeepLinks } from '../deep-links/deep-links.ts';
import { egressHandlers } from '../egress/egress-ipc.ts';
import { openDeviceViews } from '../inventory/device-views.ts';
import { type CallContext, openDoor } from '../ipc/door.ts';
import { Failure } from '../ipc/failure.ts';
import { createSenderRegistry } from '../ipc/sender-registry.ts';
import { type OwnAction, updateFields } from '../journal/actions.ts';
import { createJournal } from '../journal/journal.ts';
import type { JournalFields } from '../journal/record.ts';
import { journalHandlers } from '../journal/journal-ipc.ts';
import { createJournaledCalls } from '../journal/journaled-calls.ts';
import { openLostMark } from '../journal/lost-mark.ts';
import { recordsOfRun } from '../journal/run-records.ts';
import { createJournaledRefusals } from '../journal/journaled-refusals.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { realFileSystem } from '../stored-files/file-system.ts';
import { createTenantAllowList } from '../tenants/tenant-allow-list.ts';
import { managedSettings, summarizePolicy } from '../policy/policy-summary.ts';
import { makeDownloadFolder } from '../security/download-folder.ts';
import { type DownloadRules, MAX_DOWNLOAD_BYTES } from '../security/download-guard.ts';
import { parseUrl } from '../security/parse-url.ts';
import { IS_RELEASE } from '../security/release.ts';
import { protectContent } from '../security/content-protection.ts';
import { createKeyboardGuard } from '../security/keyboard-guard.ts';
import { createPageDialogs } from '../security/page-dialogs.ts';
import { Compartments } from '../tenants/compartments.ts';
import { compartmentsHandlers } from '../tenants/compartments-ipc.ts';
import { openEstateFile } from '../tenants/estate-file.ts';
import { forgetTenant, signOutTenant } from '../tenants/forget-tenant.ts';
import { createHandOffs } from '../tenants/hand-off.ts';
import { createPictureOf } from '../onboarding/page-picture.ts';
import { createPrintPdf } from '../onboarding/print-pdf.ts';
import { createOpenLink } from '../onboarding/step-pages.ts';
import { createManagedBrowser } from '../tenants/managed-browser.ts';
import { sweepOrphans } from '../tenants/orphan-sweep.ts';
import { evidenceOfPage } from '../tenants/page-evidence.ts';
import { portalsOf, portalUrl } from '../tenants/portal-links.ts';
import { TAKES_FOCUS } from '../tenants/shortcuts.ts';
import { createStage } from '../tenants/stage.ts';
import { createImports } from '../tenants/tenant-import.ts';
import { createTenantRegistry } from '../tenants/tenant-registry.ts';
import { tenantsHandlers } from '../tenants/tenants-ipc.ts';
import { withoutSignInSecrets } from '../tenants/url-secrets.ts';
import { openWorkspaceStore } from '../tenants/workspace-store.ts';
import { openSeenReleases } from '../updates/seen-releases.ts';
import { updatesHandlers } from '../updates/updates-ipc.ts';
import { describeApp } from './about.ts';
import { appHandlers } from './app-ipc.ts';
import { createBudget } from './budget.ts';
import { coalesce } from './coalesce.ts';
import { countCrashDumps, eraseCrashDumps } from './crash-dumps.ts';
import { demoClientId, fillDemoEstate } from './demo-estate.ts';
import { showEditMenu } from './edit-menu.ts';
import { createFileChoosers } from './file-choosers.ts';
import { tellsIdleTime } from './idle-watch.ts';
import { toLogFormat } from './log.ts';
import type { OpenedShell } from './open-shell.ts';
import { watchOnline } from './offline.ts';
import { openSettingsStore } from './settings-store.ts';
import { lockHandlers, OPEN_WHILE_LOCKED } from './lock-ipc.ts';
import { holdWhileLocked } from './locked-pushes.ts';
import { openAppLock } from './open-app-lock.ts';
import { openUpdates } from './open-updates.ts';
import { createSecretClipboard } from './secret-clipboard.ts';
import { systemProofOf } from './system-proof.ts';
import { createPortalPages } from './portal-pages.ts';
import { createPrintPages } from './print-page.ts';
import { sayWindowLost } from './say-window-lost.ts';
import { createServices, type Services } from './services.ts';
import { watchShell } from './shell-watch.ts';
import { createSignInPages } from './sign-in-pages.ts';
import type { SingleInstance } from './single-instance.ts';
import { journalProtectionOf, whoIsHere } from './who-is-here.ts';
import { writeChosen } from './write-chosen.ts';

/** The page is told of changes at most this often; a frame is 16 ms. */
const TELL_EVERY_MS = 16;
const SAVE_AFTER_MS = 500;
const MARK_OPENED_AFTER_MS = 300;

const DOWNLOAD_FOLDER_PROBLEM =
  'The folder for downloads cannot be used, so nothing is saved. It has to be a folder of your own account.';

/** Puts the app together. Long, flat, and the only place that knows all of it. */
export async function compose(instance: SingleInstance, shell: OpenedShell): Promise<void> {
  const isRelease = IS_RELEASE;
  const { env, platform } = process;
  const { window, log, refusals, report } = shell;
  const now = () => new Date();
  const profileDir = app.getPath('userData');
  const partitionsDir = join(profileDir, 'Partitions');
  const browserProfilesDir = join(profileDir, 'managed-browser');

  // What was kept, and what an administrator decided.
  const loadedPolicy = await loadPolicy({ platform, isRelease, env });
  const { policy } = loadedPolicy;
  const allowList = createTenantAllowList(policy.tenants);
  protectContent(window, policy.contentProtection.isOn);
  const settings = openSettingsStore({ dir: profileDir, managed: policy.settings, now });
  // A list that is missing says nothing of the tenants whose sessions are there.
  const knowsEstate = existsSync(join(profileDir, 'tenants.json'));
  const estateFile = openEstateFile(profileDir, now);
  const workspace = openWorkspaceStore({ dir: profileDir, now });
  const views = openDeviceViews({ dir: profileDir, now });
  const seenReleases = policy.updates.allowed ? openSeenReleases({ dir: profileDir, now }) : null;
  const problems = new Map<StartProblem['what'], StartProblem>();
  for (const problem of [
    loadedPolicy.problem,
    settings.problem,
    estateFile.problem,
    workspace.problem,
    views.problem,
    seenReleases?.problem ?? null,
  ]) {
    if (problem !== null) problems.set(problem.what, problem);
  }

  // The door opens late; until then nobody listens.
  const senders = createSenderRegistry();
  senders.enrol(window.webContents, 'shell');
  let push: ReturnType<typeof openDoor>['push'] = () => undefined;

  // What is done is recorded; it opens when the keystore was looked at, and keeps what comes before.
  const elapsed = () => performance.now();
  const journalDir = join(profileDir, 'journal');
  const journal = createJournal({
    dir: journalDir,
    run: randomBytes(8).toString('hex'),
    now,
    elapsed,
    anchor: policy.journal.checkpoints,
    keepDays: policy.journal.keepDays,
    lostMark: openLostMark(profileDir, realFileSystem, (error) =>
      log.error('journal', 'lost-mark', { error: toLogFormat(error) }),
    ),
    who: whoIsHere(),
    about: {
      version: app.getVersion(),
      isRelease,
      policy: loadedPolicy.state,
      policySha256: loadedPolicy.sha256,
      // Another profile has another journal; which one it is, without the names in its path.
      profileSha256: createHash('sha256').update(profileDir).digest('hex'),
    },
    onChanged: (state) => push('journal', 'changed', state),
  });
  const journaledRefusals = createJournaledRefusals({ note: journal.note, elapsed });
  /** What Bulkhead does or notices by itself. */
  const noteOwn = (action: OwnAction, tenantId: TenantId | null, fields: JournalFields) =>
    journal.note({ kind: 'event', action, tenantId, ref: null, outcome: 'ok', fields });
  /** The target of each run of a checklist, for records of its steps. */
  let runTargets: ReadonlyMap<string, TenantId> = new Map();
  const recordCall = createJournaledCalls({
    append: journal.append,
    note: journal.note,
    targetOf: (engagementId) => runTargets.get(engagementId) ?? null,
  });

  const registry = createTenantRegistry({
    file: estateFile,
    now,
    random: randomBytes,
    hasFolder: (name) => existsSync(join(partitionsDir, name)),
    onChanged: (estate) => {
      push('tenants', 'changed', estate);
      services.estateChanged();
    },
  });
  // Services come later, and hear of the estate as it is then.
  let services: Pick<Services<CallContext>, 'estateChanged'> = { estateChanged: () => undefined };
  await fillDemoEstate(registry, { isRelease, env });
  const nameOf = (id: TenantId) => registry.find(id)?.name ?? null;
  const tenantsOfDomain = (domain: string) =>
    registry.get().tenants.flatMap((tenant) => (tenant.domain === domain ? [tenant.id] : []));
  /** Tenants whose session is being erased. */
  const closing = new Set<TenantId>();

  if (knowsEstate && estateFile.problem === null && !hasKeptEstate(profileDir)) {
    const { tenants } = registry.get();
    await sweepOrphans({
      partitionsDir,
      browserProfilesDir,
      ownedFolders: new Set(tenants.map((tenant) => registry.partitionFolderOf(tenant.id))),
      ownedIds: new Set(tenants.map((tenant) => tenant.id)),
    });
  }

  shell.tellGuards({
    tenantWords: () => registry.get().tenants.flatMap(({ name, domain }) => [name, domain]),
    tenantOf: ({ id }) => compartments.viewOfContents(id)?.tenantId ?? null,
    raise: (notice) => {
      if (notice.kind === 'download-saved') {
        const { tenantId } = notice;
        noteOwn('download.saved', tenantId, {});
      }
      push('app', 'noticeRaised', notice);
    },
    record: journaledRefusals.report,
  });

  const keyboard = createKeyboardGuard(window);
  const pageDialogs = createPageDialogs();
  // Compartments: a session, guards and views per tenant.
  let downloads: DownloadRules | null = null;
  if (policy.downloads.allowed) {
    const { folder } = policy.downloads;
    try {
      await makeDownloadFolder(folder);
      downloads = { folder, maxBytes: MAX_DOWNLOAD_BYTES };
    } catch (error) {
      // The app starts all the same, as if no policy allowed downloads.
      log.error('downloads', 'folder', { error: toLogFormat(error) });
      refusals.inform('information', null, DOWNLOAD_FOLDER_PROBLEM);
    }
  }
  const portalPages = createPortalPages({
    registry,
    policy,
    downloads,
    pages: shell.pages,
    keyboard,
    dialogs: pageDialogs,
    refusals,
    report,
    isClosing: (id) => closing.has(id),
    requireAllowed: allowList.requireAllowed,
    // The default session makes no request, and follows the system in everything.
    askSystemProxy: (url) => sessions.defaultSession.resolveProxy(url),
    compartments: () => compartments,
  });
  const stage = createStage(
    window.contentView,
    () => window.webContents.getZoomFactor(),
    keyboard.show,
  );
  const signInPages = createSignInPages({
    createView: portalPages.createView,
    whenReady: portalPages.whenReady,
    compartments: () => compartments,
  });
  const giveKeyboardToPortal = () => {
    const contents = compartments.frontContents();
    if (contents !== null) keyboard.give(contents);
  };
  const tellWorkspace = coalesce(() => {
    push('compartments', 'changed', compartments.snapshot());
    const name = appLock.isLocked() ? null : titleTenant();
    window.setTitle(name === null ? 'Bulkhead' : `${name} – Bulkhead`);
  }, TELL_EVERY_MS);
  const saveWorkspace = coalesce(
    () => workspace.save(compartments.toKept()),
    SAVE_AFTER_MS,
    SAVE_AFTER_MS * 10,
  );
  const titleTenant = () => {
    const { selectedTenantId } = compartments.snapshot();
    return selectedTenantId === null ? null : nameOf(selectedTenantId);
  };
  const pressShortcut = (shortcut: Shortcut) => {
    if (appLock.isLocked()) return;
    if (TAKES_FOCUS.has(shortcut)) window.webContents.focus();
    push('app', 'shortcutPressed', { shortcut });
  };
  const compartments: Compartments = new Compartments({
    tenants: {
      has: (id) => registry.find(id) !== null,
      isAllowed: allowList.allows,
      requireAllowed: allowList.requireAllowed,
      isClosing: (id) => closing.has(id),
      nameOf,
      // Later, because a write to the disk takes longer than a switch.
      markOpened: (id) => void setTimeout(() => registry.markOpened(id), MARK_OPENED_AFTER_MS),
      portalUrl: (id, portalId, place) => {
        const tenant = registry.find(id);
        return tenant === null ? null : portalUrl(tenant, portalId, place);
      },
    },
    stage,
    createView: portalPages.createView,
    whenReady: portalPages.whenReady,
    viewOptions: {
      evidenceOfUrl: (url, own) =>
        evidenceOfPage(url, { own, hosts: portalPages.hostsOf(own), tenantsOfDomain }),
      isSignInUrl: (url, tenantId) =>
        portalPages.hostsOf(tenantId).isSignInHost(parseUrl(url)?.host ?? ''),
      now,
      isMac: platform === 'darwin',
      onContextMenu: showEditMenu,
    },
    isListedUrl: (id, url) => portalPages.hostsOf(id).allowsNavigation(url).allowed,
    // SECURITY(held-page): what is open already, sockets of workers too, ends as well.
    onMismatch: (id) => void portalPages.sessionOf(id).closeAllConnections(),
    liveViewLimit: () => settings.get().liveViewLimit,
    idleAfterMs: () => {
      const { hibernateAfterMinutes } = settings.get();
      return hibernateAfterMinutes === 0 ? null : hibernateAfterMinutes * 60_000;
    },
    onChanged: () => {
      signInPages.look();
      tellWorkspace.request();
      saveWorkspace.request();
    },
    onShortcut: pressShortcut,
    onFound: (result) => push('compartments', 'found', result),
  });
  if (settings.get().restoresWorkspace) compartments.restore(workspace.value);

  const hasIdleTime = tellsIdleTime(platform, env);
  let isShellThere = true;
  const shutStage = () => stage.setShut(appLock.isLocked() || !isShellThere);
  /** While it is locked no page is on the screen, asks anything there, or is woken. */
  const cover = (isLocked: boolean) => {
    shutStage();
    pageDialogs.setShut(isLocked);
    compartments.setShut(isLocked, settings.get().endsPagesWhenLocked);
  };
  const secrets = createSecretClipboard(clipboard);
  const appLock = openAppLock({
    dir: profileDir,
    platform,
    power: powerMonitor,
    tellsIdleTime: hasIdleTime,
    requiresPassphrase: policy.lock.requiresPassphrase,
    system: () => systemProofOf(platform, systemPreferences),
    settings: () => settings.get(),
    random: randomBytes,
    now,
    onLocked: (reason) => {
      noteOwn('lock.locked', null, { reason });
      cover(true);
      // Keys go to the page that asks for the passphrase, not to the one behind it.
      window.webContents.focus();
      secrets.clear();
      ownServices.locked();
      tellWorkspace.request();
    },
    onUnlocked: (how) => {
      noteOwn('lock.unlocked', null, { how });
      cover(false);
      ownServices.unlocked();
      tellWorkspace.request();
    },
    onChanged: (state) => push('lock', 'changed', state),
    onFault: (error) => log.error('lock', 'marker', { error: toLogFormat(error) }),
  });
  cover(appLock.isLocked());
  if (!hasIdleTime) {
    // Chromium tells of what came from the keyboard and the mouse; no page can make it up.
    const hear = (contents: WebContents) => contents.on('input-event', appLock.touched);
    hear(window.webContents);
    app.on('web-contents-created', (_event, contents) => hear(contents));
  }
  if (appLock.isLocked()) noteOwn('lock.locked', null, { reason: appLock.get().reason });
  const shellWatch = watchShell({
    page: window.webContents,
    onPresence: (isThere) => {
      isShellThere = isThere;
      shutStage();
    },
    onEnded: (reason) => {
      log.error('shell', 'ended', { reason });
      noteOwn('shell.ended', null, { reason });
      // What it had covered and laid out ended with it.
      stage.uncover();
      stage.setArea({ x: 0, y: 0, width: 0, height: 0 });
      window.webContents.focus();
    },
    load: shell.load,
    giveUp: () => void sayWindowLost().finally(() => app.quit()),
    ticks: elapsed,
  });
  const choosers = createFileChoosers({
    window,
    allowsExport: policy.export.allowed,
    isLocked: appLock.isLocked,
  });

  const managedBrowser = createManagedBrowser(browserProfilesDir, policy.managedBrowser, platform);
  const handOffs = createHandOffs({
    compartments,
    managedBrowser,
    choiceOf: (id) => registry.find(id)?.handOff ?? null,
    recordCall,
    inform: (id, message) => refusals.inform('information', id, message),
  });
  const online = watchOnline((isOnline) => {
    push('app', 'onlineChanged', { isOnline });
    ownServices.onlineChanged(isOnline);
  });
  const ownServices = createServices<CallContext>({
    window,
    profileDir,
    registry,
    forgetsOthers: knowsEstate && estateFile.problem === null && !hasKeptEstate(profileDir),
    clientIdOf: (cloud) => settings.get().clientIds[cloud] ?? demoClientId({ isRelease, env }),
    retention: policy.retention,
    collectEveryMinutes: policy.collection.everyMinutes,
    views,
    stepPages: {
      openLink: createOpenLink({
        tenantOf: (id) => registry.find(id),
        hostsOf: portalPages.hostsOf,
        handOffs,
      }),
      pictureOf: createPictureOf((id) => compartments.frontOf(id)),
      printPdf: createPrintPdf(
        createPrintPages({
          openSession: () => sessions.fromPartition('print', { cache: false }),
          pages: shell.pages,
          report,
          owner: window,
        }),
      ),
    },
    recordsOf: async (engagementId, exported) => {
      await journal.flush();
      return recordsOfRun(journalDir, engagementId, exported);
    },
    allowsDeviceCode: policy.deviceCode.allowed,
    choosers,
    requireAllowed: allowList.requireAllowed,
    signInPages,
    isOnline: online.isOnline,
    isLocked: appLock.isLocked,
    copySecret: secrets.copySecret,
    copyText: (text) => clipboard.writeText(text),
    askSystemProxy: (url) => sessions.defaultSession.resolveProxy(url),
    report,
    inform: (message) => refusals.inform('information', null, message),
    log,
    now,
    onIdentityChanged: (identity) => push('identity', 'changed', identity),
    onSignInEnded: ({ tenantId, outcome, accountId, state }) => {
      const fields = { accountId, state: state ?? undefined };
      journal.note({
        kind: 'event',
        action: 'sign-in.ended',
        tenantId,
        ref: null,
        outcome,
        fields,
      });
    },
    onStatusChanged: (status) => push('status', 'changed', status),
    onInventoryChanged: (state) => push('inventory', 'changed', state),
    onOnboardingChanged: (onboarding) => {
      runTargets = new Map(onboarding.engagements.map(({ id, targetId }) => [id, targetId]));
      push('onboarding', 'changed', onboarding);
    },
    onStorageChanged: (state) => {
      push('storage', 'changed', state);
      // Its passphrase is the lock's as well.
      appLock.look();
    },
    protectJournal: (state, key) => journal.protect(journalProtectionOf(state), key),
    onWorked: (progress) => push('inventory', 'worked', progress),
    onProblem: (problem) => problems.set(problem.what, problem),
  });
  services = ownServices;
  const updates = openUpdates({
    seen: seenReleases,
    policy: policy.updates,
    version: app.getVersion(),
    openSession: () => sessions.fromPartition('updates', { cache: false }),
    chooseFile: choosers.exportFile,
    isOnline: online.isOnline,
    isLocked: appLock.isLocked,
    now,
    askSystemProxy: (url) => sessions.defaultSession.resolveProxy(url),
    report,
    record: (result) => noteOwn('updates.checked', null, updateFields(result)),
    inform: (message) => refusals.inform('information', null, message),
    onChanged: (state) => push('updates', 'changed', state),
  });
  /** Erases one at a time; meanwhile the tenant opens nothing and asks for nothing. */
  const alone = async <T>(id: TenantId, erase: () => Promise<T>): Promise<T> => {
    if (closing.has(id)) {
      throw new Failure('conflict', 'The session of this tenant is being erased already.');
    }
    closing.add(id);
    try {
      return await erase();
    } finally {
      closing.delete(id);
      compartments.refresh();
    }
  };
  const forgetting = {
    nameOf,
    closePages: (id: TenantId) => compartments.closeAll(id),
    sessionOf: portalPages.sessionOf,
    folderOf: (id: TenantId) => registry.partitionFolderOf(id),
    partitionsDir,
    managedBrowser,
    endServices: (id: TenantId) => ownServices.dropTokens(id),
    forgetInServices: (id: TenantId) => ownServices.forgetTenant(id),
    eraseCrashDumps: () => eraseCrashDumps(app.getPath('crashDumps')),
    removeFromWorkspace: (id: TenantId) => workspace.forget(id),
    removeFromViews: (id: TenantId) => views.forget(id),
    removeFromEstate: (id: TenantId) => {
      refusals.forget(id);
      log.erase();
      registry.remove(id);
      compartments.closeAll(id);
    },
    inform: (message: string) => refusals.inform('information', null, message),
  };
  const applySettings = () => {
    const { theme } = settings.get();
    nativeTheme.themeSource = theme === 'high-contrast' ? 'dark' : theme;
    compartments.refresh();
  };
  applySettings();
  let isPainted = false;

  const links = createDeepLinks({
    hasTenant: (id) => registry.find(id) !== null,
    show: (link) => push('app', 'linkOpened', { link }),
    inform: (message) => refusals.inform('information', null, message),
    log: (fault) => log.warn('link', 'dropped', { fault }),
    mayTake: createBudget(10, 60_000, elapsed),
  });
  instance.onLink(links.take);

  const door = openDoor({
    ipcMain,
    contract,
    handlers: {
      app: appHandlers<CallContext>({
        about: describeApp({
          version: app.getVersion(),
          isRelease,
          versions: process.versions,
          pinnedElectron: PINNED_ELECTRON,
          platform,
          arch: process.arch,
          env,
        }),
        settings: {
          get: () => settings.get(),
          change: (change) => {
            const changed = settings.change(change);
            applySettings();
            ownServices.clientIdsChanged();
            push('app', 'settingsChanged', changed);
            return changed;
          },
        },
        managed: managedSettings(loadedPolicy),
        policy: summarizePolicy(loadedPolicy),
        problems: {
          list: () => [...problems.values()],
          dismiss: (what) => void problems.delete(what),
        },
        isOnline: online.isOnline,
        refusedHosts: {
          list: () => refusals.list(),
          asText: () => refusals.text(nameOf),
          clear: () => refusals.clear(),
        },
        crashDumps: {
          count: () => countCrashDumps(app.getPath('crashDumps')),
          erase: () => eraseCrashDumps(app.getPath('crashDumps')),
        },
        clipboard,
        onPainted: () => {
          shell.reveal();
          shellWatch.painted();
          if (isPainted) return;
          isPainted = true;
          compartments.start();
          ownServices.start();
          updates.start();
          links.ready();
          // How long a start took, for support and for the benchmarks.
          const startedAt = process.getCreationTime();
          log.info('start', 'painted', {
            afterMs: startedAt === null ? null : Math.round(now().getTime() - startedAt),
          });
        },
        focusPortal: giveKeyboardToPortal,
      }),
      tenants: tenantsHandlers<CallContext>({
        registry,
        imports: createImports({
          registry,
          chooseFile: choosers.tenantsFile,
          isAllowed: allowList.allows,
          random: randomBytes,
          now,
        }),
        isCloudFixed: portalPages.hasSession,
        requireAllowed: allowList.requireAllowed,
        inform: (id, message) => refusals.inform('information', id, message),
        forget: (id, typedName) => alone(id, () => forgetTenant(forgetting, id, typedName)),
        signOut: (id) => alone(id, () => signOutTenant(forgetting, id)),
        onCloudChanged: (id) => compartments.closeAll(id),
      }),
      compartments: compartmentsHandlers<CallContext>({
        compartments,
        stage,
        portalsOf: (id) => {
          const tenant = registry.find(id);
          return tenant === null ? [] : portalsOf(tenant);
        },
        withoutSecrets: withoutSignInSecrets,
        giveKeyboardToPortal,
        handOffs,
        clipboard,
      }),
      identity: ownServices.identity,
      status: ownServices.status,
      inventory: ownServices.inventory,
      onboarding: ownServices.onboarding,
      storage: ownServices.storage,
      lock: lockHandlers<CallContext>(appLock),
      journal: journalHandlers<CallContext>({
        journal,
        dir: journalDir,
        chooseExportFile: choosers.exportFile,
        writeFile: (path, text) => writeChosen(path, Buffer.from(text)),
        now,
      }),
      egress: egressHandlers<CallContext>(policy),
      updates: updatesHandlers<CallContext>(updates),
    },
    senders,
    isShellUrl: shell.isOwnUrl,
    isOpen: (channel) => !appLock.isLocked() || OPEN_WHILE_LOCKED.has(channel),
    report,
    recordCall,
    onFault: (channel, correlationId, error) =>
      log.error('door', 'fault', { channel, correlationId, error: toLogFormat(error) }),
    newCorrelationId: randomUUID,
  });
  push = holdWhileLocked(door.push, appLock.isLocked);

  instance.onSecondStart(() => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  window.once('close', () => {
    saveWorkspace.flush();
    // Pages that close now are no change to keep, and there is no window left to tell of it.
    saveWorkspace.end();
    tellWorkspace.end();
    online.stop();
    appLock.stop();
    shellWatch.stop();
    updates.stop();
    secrets.clear();
    compartments.stop();
  });
  // What is not written yet is written, and the data process closes its database.
  let isEnded = false;
  let ending: Promise<void> | null = null;
  const end = () =>
    (ending ??= ownServices
      .stop()
      .finally(() => {
        journaledRefusals.flush();
        return journal.stop();
      })
      .finally(() => {
        isEnded = true;
        app.quit();
      }));
  app.on('window-all-closed', () => void end());
  // The system, or a menu, ends Bulkhead without that.
  app.on('will-quit', (event) => {
    if (isEnded) return;
    event.preventDefault();
    void end();
  });

  await shell.letIn();
}

/** Whether a list of tenants was set aside: its sessions are not orphans until it is settled. */
function hasKeptEstate(profileDir: string): boolean {
  return readdirSync(profileDir).some((name) => /^tenants\.json\..*(?:damaged|newer)-/.test(name));
}
