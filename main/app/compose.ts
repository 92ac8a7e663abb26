import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { app, clipboard, ipcMain, Menu, nativeTheme, session as sessions } from 'electron';
import {
  contract,
  type Shortcut,
  type StartProblem,
  type TenantId,
} from '../../preload/contract/index.ts';
import { type CallContext, openDoor } from '../ipc/door.ts';
import { Failure } from '../ipc/failure.ts';
import { createSenderRegistry } from '../ipc/sender-registry.ts';
import { loadPolicy, managedSettings } from '../policy/load-policy.ts';
import { guardAppCertificates } from '../security/certificate-guard.ts';
import { guardEveryWebContents } from '../security/contents-registry.ts';
import { makeDownloadFolder } from '../security/download-guard.ts';
import { hardenAppWhenReady } from '../security/harden-app.ts';
import { hardenShellContents } from '../security/harden-contents.ts';
import { closeSession, hardenShellSession } from '../security/harden-session.ts';
import { parseUrl } from '../security/parse-url.ts';
import { createKeyboardGuard } from '../security/keyboard-guard.ts';
import { createRefusalLog } from '../security/refusal-log.ts';
import { Compartments } from '../tenants/compartments.ts';
import { compartmentsHandlers } from '../tenants/compartments-ipc.ts';
import { openEstateFile } from '../tenants/estate-file.ts';
import { forgetTenant, signOutTenant } from '../tenants/forget-tenant.ts';
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
import { describeApp } from './about.ts';
import { appHandlers } from './app-ipc.ts';
import { chooseTenantsFile } from './choose-tenants-file.ts';
import { createBudget } from './budget.ts';
import { coalesce } from './coalesce.ts';
import { eraseCrashDumps } from './crash-dumps.ts';
import { fillDemoEstate } from './demo-estate.ts';
import { showEditMenu } from './edit-menu.ts';
import { createLog, toLogFormat } from './log.ts';
import { watchOnline } from './offline.ts';
import { openSettingsStore } from './settings-store.ts';
import { isShellUrl, serveShellPage, SHELL_URL } from './shell-page.ts';
import { createPortalPages } from './portal-pages.ts';
import { createShellWindow } from './shell-window.ts';
import type { SingleInstance } from './single-instance.ts';

const SHELL_PARTITION = 'persist:shell';
/** The page is told of changes at most this often; a frame is 16 ms. */
const TELL_EVERY_MS = 16;
const SAVE_AFTER_MS = 500;

/** Puts the app together. Long, flat, and the only place that knows all of it. */
export async function compose(instance: SingleInstance): Promise<void> {
  const { isPackaged } = app;
  const { env, platform } = process;
  const now = () => new Date();
  const profileDir = app.getPath('userData');
  mkdirSync(profileDir, { recursive: true });
  // SECURITY(private-profile): a profile made by an earlier system setting may be open to others.
  chmodSync(profileDir, 0o700);
  const partitionsDir = join(profileDir, 'Partitions');
  const browserProfilesDir = join(profileDir, 'managed-browser');
  const log = createLog({
    dir: join(profileDir, 'logs'),
    now,
    random: randomBytes,
    tenantWords: () => registry.get().tenants.flatMap(({ name, domain }) => [name, domain]),
  });

  // What nobody caught is a bug; it is written down, and the operator's pages live on.
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(kind, (error) => log.error('process', kind, { error: toLogFormat(error) }));
  }

  await hardenAppWhenReady(app);
  Menu.setApplicationMenu(null);

  // What was kept, and what an administrator decided.
  const loadedPolicy = loadPolicy({ platform, isPackaged, env });
  const { policy } = loadedPolicy;
  const settings = openSettingsStore({ dir: profileDir, managed: policy.settings, now });
  // A list that is missing says nothing of the tenants whose sessions are there.
  const knowsEstate = existsSync(join(profileDir, 'tenants.json'));
  const estateFile = openEstateFile(profileDir, now);
  const workspace = openWorkspaceStore({ dir: profileDir, now });
  const problems = new Map<StartProblem['what'], StartProblem>();
  for (const problem of [
    loadedPolicy.problem,
    settings.problem,
    estateFile.problem,
    workspace.problem,
  ]) {
    if (problem !== null) problems.set(problem.what, problem);
  }

  // The door opens late; until then nobody listens.
  const senders = createSenderRegistry();
  let push: ReturnType<typeof openDoor>['push'] = () => undefined;

  const refusals = createRefusalLog({
    now,
    raise: (notice) => push('app', 'noticeRaised', notice),
  });
  const mayLog = createBudget(60, 60_000, () => performance.now());
  const report: typeof refusals.report = (refusal) => {
    // A page can ask as often as it likes; the log is on disk and must keep what came before.
    if (!mayLog()) return refusals.report(refusal);
    log.warn('guard', `refused-${refusal.kind}`, {
      tenantId: refusal.tenantId,
      host: refusal.host,
    });
    refusals.report(refusal);
  };
  const registry = createTenantRegistry({
    file: estateFile,
    now,
    random: randomBytes,
    hasFolder: (name) => existsSync(join(partitionsDir, name)),
    onChanged: (estate) => push('tenants', 'changed', estate),
  });
  await fillDemoEstate(registry, { isPackaged, env });
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

  // Guards of the whole app, and the two sessions that reach no host.
  const devServer = isPackaged ? undefined : env['ELECTRON_RENDERER_URL'];
  const isOwnUrl = (url: string) =>
    isShellUrl(url) || (devServer !== undefined && isBelow(url, devServer));
  const pages = guardEveryWebContents(app, { report, allowsDevTools: !isPackaged });
  guardAppCertificates(app, {
    tenantOf: (contents) =>
      contents === null ? null : (compartments.viewOfContents(contents.id)?.tenantId ?? null),
    report,
  });
  const shellSession = sessions.fromPartition(SHELL_PARTITION);
  const isShellResource = (url: string) =>
    url.startsWith('app://bulkhead/') || (devServer !== undefined && isBelow(url, devServer));
  await Promise.all([
    closeSession(sessions.defaultSession, report),
    hardenShellSession(shellSession, { isOwnUrl: isShellResource, report }),
  ]);
  serveShellPage(shellSession.protocol, join(import.meta.dirname, '../renderer'));

  const shell = createShellWindow({
    session: shellSession,
    preloadPath: join(import.meta.dirname, '../preload/index.cjs'),
    allowsDevTools: !isPackaged,
  });
  const { window } = shell;
  const keyboard = createKeyboardGuard(window);
  pages.admit(window.webContents);
  senders.enrol(window.webContents, 'shell');
  hardenShellContents(window.webContents, { isOwnUrl, report });

  // Compartments: a session, guards and views per tenant.
  if (policy.downloads.allowed) {
    await makeDownloadFolder(policy.downloads.folder).catch((error: unknown) => {
      // Without the folder every download fails with words of its own; the app starts all the same.
      log.error('downloads', 'folder', { error: toLogFormat(error) });
      refusals.inform('information', null, 'The folder for downloads cannot be used.');
    });
  }
  const portalPages = createPortalPages({
    registry,
    policy,
    pages,
    keyboard,
    refusals,
    report,
    isClosing: (id) => closing.has(id),
    // The default session makes no request, and follows the system in everything.
    askSystemProxy: (url) => sessions.defaultSession.resolveProxy(url),
    compartments: () => compartments,
  });
  const stage = createStage(
    window.contentView,
    () => window.webContents.getZoomFactor(),
    keyboard.show,
  );
  const giveKeyboardToPortal = () => {
    const contents = compartments.frontContents();
    if (contents !== null) keyboard.give(contents);
  };
  const tellWorkspace = coalesce(() => {
    push('compartments', 'changed', compartments.snapshot());
    const name = titleTenant();
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
    if (TAKES_FOCUS.has(shortcut)) window.webContents.focus();
    push('app', 'shortcutPressed', { shortcut });
  };
  const compartments: Compartments = new Compartments({
    tenants: {
      has: (id) => registry.find(id) !== null,
      isClosing: (id) => closing.has(id),
      nameOf,
      markOpened: (id) => registry.markOpened(id),
      portalUrl: (id, portalId) => {
        const tenant = registry.find(id);
        return tenant === null ? null : portalUrl(tenant, portalId);
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
      tellWorkspace.request();
      saveWorkspace.request();
    },
    onShortcut: pressShortcut,
    onFound: (result) => push('compartments', 'found', result),
  });
  if (settings.get().restoresWorkspace) compartments.restore(workspace.value);

  const managedBrowser = createManagedBrowser(browserProfilesDir, policy.managedBrowser, platform);
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
    eraseCrashDumps: () => eraseCrashDumps(app.getPath('crashDumps')),
    removeRecords: (id: TenantId) => {
      refusals.forget(id);
      workspace.forget(id);
      registry.remove(id);
      compartments.closeAll(id);
    },
  };
  const applySettings = () => {
    const { theme } = settings.get();
    nativeTheme.themeSource = theme === 'high-contrast' ? 'dark' : theme;
    compartments.refresh();
  };
  applySettings();
  let isPainted = false;
  const online = watchOnline((isOnline) => push('app', 'onlineChanged', { isOnline }));

  const door = openDoor({
    ipcMain,
    contract,
    handlers: {
      app: appHandlers<CallContext>({
        about: describeApp({
          version: app.getVersion(),
          isPackaged,
          versions: process.versions,
          platform,
          arch: process.arch,
          env,
        }),
        settings: {
          get: () => settings.get(),
          change: (change) => {
            const changed = settings.change(change);
            applySettings();
            push('app', 'settingsChanged', changed);
            return changed;
          },
        },
        managed: managedSettings(loadedPolicy),
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
        clipboard,
        onPainted: () => {
          shell.reveal();
          if (isPainted) return;
          isPainted = true;
          compartments.start();
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
          chooseFile: () => chooseTenantsFile(window),
          random: randomBytes,
          now,
        }),
        isCloudFixed: portalPages.hasSession,
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
        managedBrowser,
        clipboard,
      }),
    },
    senders,
    isShellUrl: isOwnUrl,
    report,
    onFault: (channel, correlationId, error) =>
      log.error('door', 'fault', { channel, correlationId, error: toLogFormat(error) }),
    newCorrelationId: randomUUID,
  });
  ({ push } = door);

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
    compartments.stop();
  });
  app.on('window-all-closed', () => app.quit());

  await window.loadURL(devServer === undefined ? SHELL_URL : `${devServer}/index.html`);
}

/** Whether a list of tenants was set aside: its sessions are not orphans until it is settled. */
function hasKeptEstate(profileDir: string): boolean {
  return readdirSync(profileDir).some((name) => /^tenants\.json\..*(?:damaged|newer)-/.test(name));
}

/** Whether an address is of the development server, which only an unpackaged build knows. */
function isBelow(url: string, server: string): boolean {
  const [a, b] = [parseUrl(url), parseUrl(server)];
  return a !== null && b !== null && a.host === b.host && /^(?:http|ws):$/.test(a.protocol);
}
