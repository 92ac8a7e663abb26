import type { EstateKind } from '../cloud/estates/make-estate.ts';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { Bridge, Estate, TenantId, Workspace } from '../../preload/contract/index.ts';
import { type Cloud, startCloud } from '../cloud/start-cloud.ts';
import { type LaunchedElectron, makeProfileDir, removeProfileDir } from './electron.ts';
import { fillEstate } from './fill-estate.ts';
import { openSubject, type StartOptions, type Subject, type SubjectKind } from './subject.ts';

type Area = keyof Bridge;
type MethodOf<A extends Area> = Exclude<keyof Bridge[A], `on${string}`> & string;
type InputOf<A extends Area, M extends MethodOf<A>> = Bridge[A][M] extends (
  input: infer I,
) => unknown
  ? I
  : never;
type ValueOf<A extends Area, M extends MethodOf<A>> = Bridge[A][M] extends (
  ...args: never[]
) => Promise<infer E>
  ? Extract<E, { ok: true }> extends { value: infer V }
    ? V
    : never
  : never;

/** A Bulkhead that the tests of one file share, because they do not get in each other's way. */
export interface OwnApp {
  readonly bulkhead: Bulkhead;
  readonly profileDir: string;
  /** Ends it and removes its profile. */
  readonly close: () => Promise<void>;
}

/** A running Bulkhead on the simulated cloud, driven from outside. */
export class Bulkhead {
  readonly electron: LaunchedElectron;
  readonly shell: Page;

  private constructor(electron: LaunchedElectron, shell: Page) {
    this.electron = electron;
    this.shell = shell;
  }

  /** Starts it and waits for the first paint of the shell, and for the tenants it is to have. */
  static async start(subject: Subject, options: StartOptions): Promise<Bulkhead> {
    const bulkhead = await Bulkhead.attach(await subject.launch(options));
    const { isFilled = true } = options;
    if (isFilled) await fillEstate(bulkhead, subject.cloud);
    return bulkhead;
  }

  /** One that was started already: waits for the first paint of the shell. */
  static async attach(electron: LaunchedElectron): Promise<Bulkhead> {
    try {
      const shell = await pageWhose(electron, (url) => url.startsWith('app://bulkhead/'));
      await expect
        .poll(() =>
          electron.app.evaluate(({ BrowserWindow }) =>
            BrowserWindow.getAllWindows().some((w) => w.isVisible()),
          ),
        )
        .toBe(true);
      return new Bulkhead(electron, shell);
    } catch (cause) {
      await electron.kill();
      throw new Error(`Bulkhead did not start:\n${electron.output()}`, { cause });
    }
  }

  /** Calls the bridge as the shell's page would; throws the code when it answers with a failure. */
  async call<A extends Area, M extends MethodOf<A>>(
    area: A,
    method: M,
    input: InputOf<A, M>,
  ): Promise<ValueOf<A, M>> {
    const answer = await this.shell.evaluate(
      ([a, m, i]) => {
        const bridge = Reflect.get(globalThis, 'bulkhead') as Record<
          string,
          Record<string, (input: unknown) => Promise<unknown>>
        >;
        return bridge[a]?.[m]?.(i);
      },
      [area, method, input] as const,
    );
    const envelope = answer as {
      ok: boolean;
      value?: unknown;
      error?: { code: string; message?: string };
    };
    if (!envelope.ok) throw new Error(`${area}.${method}: ${JSON.stringify(envelope.error)}`);
    return envelope.value as ValueOf<A, M>;
  }

  estate(): Promise<Estate> {
    return this.call('tenants', 'get', {});
  }

  workspace(): Promise<Workspace> {
    return this.call('compartments', 'get', {});
  }

  /**
   * Opens a portal through the bridge and answers with its page, once that has committed an
   * address. Tests of the interface click instead and use `portalPage`.
   */
  async open(
    tenantId: TenantId,
    portalId: Parameters<typeof this.call<'compartments', 'openPortal'>>[2]['portalId'],
  ): Promise<Page> {
    const { viewId } = await this.call('compartments', 'openPortal', { tenantId, portalId });
    await expect
      .poll(async () => {
        const { compartments } = await this.workspace();
        const view = compartments.flatMap((c) => c.views).find((v) => v.id === viewId);
        return view?.state;
      })
      .toBe('ready');
    await this.markedOpened(tenantId);
    return this.portalPage(tenantId);
  }

  /** Settles when the estate says that the tenant was opened, which is written after a switch. */
  async markedOpened(tenantId: TenantId): Promise<void> {
    await expect
      .poll(async () => {
        const { tenants } = await this.estate();
        return tenants.find(({ id }) => id === tenantId)?.lastOpenedAt;
      })
      .not.toBeNull();
  }

  /** The page of a tenant's compartment, the newest when there are several. */
  async portalPage(
    tenantId: TenantId,
    matches: (url: string) => boolean = () => true,
  ): Promise<Page> {
    let found: Page | undefined;
    await expect
      .poll(
        async () => {
          for (const page of this.electron.app.windows().toReversed()) {
            if (page === this.shell || page.isClosed() || !matches(page.url())) continue;
            if ((await this.partitionOf(page))?.includes(tenantId) !== true) continue;
            found = page;
            return true;
          }
          return false;
        },
        { message: `no page of tenant ${tenantId}` },
      )
      .toBe(true);
    if (found === undefined) throw new Error('unreachable');
    return found;
  }

  /** Folder of the session that a page runs in, as main knows it; null when the page is gone. */
  async partitionOf(page: Page): Promise<string | null> {
    try {
      const client = await page.context().newCDPSession(page);
      const { targetInfo } = await client.send('Target.getTargetInfo');
      await client.detach();
      return await this.electron.app.evaluate(
        ({ webContents }, id) => webContents.fromDevToolsTargetId(id)?.session.storagePath ?? null,
        targetInfo.targetId,
      );
    } catch {
      // It closed while being asked.
      return null;
    }
  }

  close(): Promise<void> {
    return this.electron.close();
  }
}

async function pageWhose(
  electron: LaunchedElectron,
  matches: (url: string) => boolean,
): Promise<Page> {
  const deadline = Date.now() + 40_000;
  while (Date.now() < deadline) {
    const page = electron.app.windows().find((candidate) => matches(candidate.url()));
    if (page !== undefined) return page;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    `No such page among ${electron.app
      .windows()
      .map((w) => w.url())
      .join(', ')}`,
  );
}

interface TestFixtures {
  /** An empty profile that belongs to the account Electron runs as. */
  readonly profileDir: string;
  /** Starts Bulkhead on the profile; ended after the test. */
  readonly start: (options?: Partial<StartOptions>) => Promise<Bulkhead>;
  /** Bulkhead on the demo estate, at its first paint. */
  readonly bulkhead: Bulkhead;
}

export interface WorkerFixtures {
  /** What the tests run on; each ring says it for its own. */
  readonly runsOn: SubjectKind;
  /** Which estate the simulated cloud has; `test.use({ estateKind: 'status' })`. */
  readonly estateKind: EstateKind;
  /** The simulated cloud with the demo estate; faults, content, log and sessions are reset per test. */
  readonly runningCloud: Cloud;
  /** What is started, with the simulated cloud around it. */
  readonly subject: Subject;
  /** For `beforeAll`: starts a Bulkhead that the tests of a file share. */
  readonly startOwnApp: (options?: Omit<StartOptions, 'profileDir'>) => Promise<OwnApp>;
}

export const test = base.extend<TestFixtures & { readonly cloud: Cloud }, WorkerFixtures>({
  runsOn: ['build', { scope: 'worker', option: true }],
  estateKind: ['demo', { scope: 'worker', option: true }],
  runningCloud: [
    async ({ estateKind }, use) => {
      const stateDir = await mkdtemp(join(tmpdir(), 'bulkhead-cloud-'));
      await chmod(stateDir, 0o755);
      const cloud = await startCloud({ estate: estateKind, seed: 1, port: 0, stateDir });
      await chmod(cloud.estateFile, 0o644);
      await use(cloud);
      await cloud.close();
      await rm(stateDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  subject: [
    async ({ runsOn, runningCloud }, use) => {
      const subject = await openSubject(runsOn, runningCloud);
      await use(subject);
      await subject.close();
    },
    { scope: 'worker' },
  ],
  startOwnApp: [
    async ({ subject }, use) => {
      await use(async (options = {}) => {
        const profileDir = await makeProfileDir();
        const bulkhead = await Bulkhead.start(subject, { profileDir, ...options });
        return {
          bulkhead,
          profileDir,
          async close() {
            await bulkhead.close();
            await removeProfileDir(profileDir);
          },
        };
      });
    },
    { scope: 'worker' },
  ],
  cloud: async ({ runningCloud }, use) => {
    runningCloud.reset();
    await use(runningCloud);
  },
  // eslint-disable-next-line no-empty-pattern
  profileDir: async ({}, use) => {
    const profileDir = await makeProfileDir();
    await use(profileDir);
    await removeProfileDir(profileDir);
  },
  // The cloud is here for its reset.
  start: async ({ subject, cloud: _cloud, profileDir }, use) => {
    const started: Bulkhead[] = [];
    await use(async (options = {}) => {
      const bulkhead = await Bulkhead.start(subject, { profileDir, ...options });
      started.push(bulkhead);
      return bulkhead;
    });
    for (const bulkhead of started) await bulkhead.close();
  },
  bulkhead: async ({ start }, use) => {
    await use(await start());
  },
});

export { expect };
