import type * as Electron from 'electron';
import { setTimeout as wait } from 'node:timers/promises';
import type {
  Bridge,
  Identity,
  PortalId,
  TenantId,
  Workspace,
} from '../../preload/contract/index.ts';
import type { SimulatedAccount } from '../cloud/estates/estate.ts';
import type { Inspector } from './inspector.ts';

type Area = keyof Bridge & string;
type Call = { area: Area; method: string; input: object };

/** Isolated world of this bench's own in portal pages; 0 is the page's. */
const BENCH_WORLD = 990;
const WITHIN_MS = 20_000;

/** A running Bulkhead, driven through the bridge of its shell's page as that page drives it. */
export interface DrivenShell {
  call<T = object>(area: Area, method: string, input: object): Promise<T>;
  workspace(): Promise<Workspace>;
  /**
   * Makes a call that brings a tenant's page to the front.
   * @returns milliseconds from the call in the shell's page to two frames in the tenant's page: the
   *   page that is there, or with `isNewPage` one that is to be made, once its document is parsed
   */
  timeToPage(tenantId: TenantId, isNewPage: boolean, call: Call): Promise<number>;
  /** Opens a portal, signing the account in when the page asks for it; ends when it is shown. */
  openSignedIn(tenantId: TenantId, portalId: PortalId, account: SimulatedAccount): Promise<void>;
  /** Signs the account in for Bulkhead's own requests, on the page that asks where there is one. */
  signInForApis(tenantId: TenantId, account: SimulatedAccount): Promise<void>;
}

export function driveShell(inspector: Inspector): DrivenShell {
  const call = async <T>(area: Area, method: string, input: object): Promise<T> => {
    const answer = await inspector.run(callFromShell, { area, method, input });
    const { ok, value, error } = answer as { ok: boolean; value?: T; error?: object };
    if (!ok) throw new Error(`${area}.${method}: ${JSON.stringify(error)}`);
    return value as T;
  };
  return {
    call,
    workspace: () => call<Workspace>('compartments', 'get', {}),
    timeToPage: (tenantId, isNewPage, { area, method, input }) =>
      inspector.run(callAndAwaitFrames, {
        tenantId,
        isNewPage,
        area,
        method,
        input,
        world: BENCH_WORLD,
        withinMs: WITHIN_MS,
      }),
    async openSignedIn(tenantId, portalId, account) {
      await call('compartments', 'openPortal', { tenantId, portalId });
      const deadline = Date.now() + WITHIN_MS;
      let step = '';
      while (Date.now() < deadline) {
        step = await inspector.run(signInStep, { tenantId, account, world: BENCH_WORLD });
        if (step === 'portal') return;
        await wait(40);
      }
      throw new Error(`No portal page of ${tenantId}; the last page was: ${step}`);
    },
    async signInForApis(tenantId, account) {
      await call('identity', 'signIn', { tenantId, accountId: null, isFresh: false });
      const deadline = Date.now() + WITHIN_MS;
      let state: string | undefined;
      while (Date.now() < deadline) {
        const { signIns } = await call<Identity>('identity', 'get', {});
        state = signIns.find((each) => each.tenantId === tenantId)?.state;
        if (state === 'signed-in') return;
        await inspector.run(signInStep, { tenantId, account, world: BENCH_WORLD });
        await wait(40);
      }
      throw new Error(`Not signed in to ${tenantId}: ${String(state)}`);
    },
  };
}

// The functions below run in the app's main process; they must not use anything around them.

async function callFromShell({ BrowserWindow }: typeof Electron, call: Call): Promise<unknown> {
  const shell = BrowserWindow.getAllWindows()[0];
  if (shell === undefined) throw new Error('no window');
  const { area, method, input } = call;
  return shell.webContents.executeJavaScript(
    `window.bulkhead.${area}.${method}(${JSON.stringify(input)})`,
  );
}

async function callAndAwaitFrames(
  { app, BrowserWindow, webContents }: typeof Electron,
  argument: Call & { tenantId: string; isNewPage: boolean; world: number; withinMs: number },
): Promise<number> {
  const { tenantId, isNewPage, world, withinMs, area, method, input } = argument;
  const shell = BrowserWindow.getAllWindows()[0];
  if (shell === undefined) throw new Error('no window');
  const isTenants = (contents: Electron.WebContents) =>
    contents.session.storagePath?.includes(tenantId) === true;
  // A page that is hidden draws no frames: what is asked for now comes after it is shown.
  const twoFrames = (contents: Electron.WebContents): Promise<number> =>
    contents.executeJavaScriptInIsolatedWorld(world, [
      {
        code: `new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now()))))`,
      },
    ]) as Promise<number>;

  let painted: Promise<number>;
  if (isNewPage) {
    painted = new Promise((resolve, reject) => {
      app.once('web-contents-created', (_event, contents) => {
        contents.once('dom-ready', () => {
          if (isTenants(contents)) twoFrames(contents).then(resolve, reject);
          else reject(new Error('another page came'));
        });
      });
    });
  } else {
    const contents = webContents.getAllWebContents().find(isTenants);
    if (contents === undefined) throw new Error('the page is not alive');
    painted = twoFrames(contents);
    // Time for the page to be told.
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(reject, withinMs, new Error('the page was not painted'));
  });
  const startedAt = (await shell.webContents.executeJavaScript(`(() => {
    const startedAt = Date.now();
    void window.bulkhead.${area}.${method}(${JSON.stringify(input)});
    return startedAt;
  })()`)) as number;
  return (await Promise.race([painted, late])) - startedAt;
}

async function signInStep(
  { webContents }: typeof Electron,
  argument: {
    tenantId: string;
    account: { userPrincipalName: string; password: string };
    world: number;
  },
): Promise<string> {
  const { tenantId, account, world } = argument;
  const contents = webContents
    .getAllWebContents()
    .find((each) => each.session.storagePath?.includes(tenantId) === true);
  if (contents === undefined || contents.isLoading()) return 'loading';
  // A page that goes away takes the answer with it.
  const gone = new Promise((resolve) => setTimeout(resolve, 2_000, 'leaving'));
  const answer = contents
    .executeJavaScriptInIsolatedWorld(world, [
      {
        code: `(() => {
          const one = (selector) => document.querySelector(selector);
          if (one('[data-testid=portal-name]')) return 'portal';
          if (one('[data-testid=sign-in-block]')) return 'blocked: ' + document.body.innerText;
          const fill = (field, text) => {
            field.value = text;
            one('button.primary').click();
            return field.name;
          };
          const number = one('#number');
          if (number) return fill(number, one('[data-testid=mfa-number]').innerText);
          const password = one('input[name=passwd]');
          if (password) return fill(password, ${JSON.stringify(account.password)});
          const name = one('input[name=loginfmt]');
          if (name) return fill(name, ${JSON.stringify(account.userPrincipalName)});
          return location.href;
        })()`,
      },
    ])
    .catch(() => 'leaving');
  return String(await Promise.race([answer, gone]));
}
