import { describe, expect, it, vi } from 'vitest';
import type { TenantId } from '../../../../preload/contract/index.ts';
import {
  hardenAppWhenReady,
  keepFilesPrivate,
  tellNoBuild,
} from '../../../../main/security/harden-app.ts';
import {
  hardenPortalContents,
  hardenShellContents,
} from '../../../../main/security/harden-contents.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import {
  portalWebPreferences,
  printWebPreferences,
  shellWebPreferences,
} from '../../../../main/security/web-preferences.ts';
import { createWindowNames } from '../../../../main/security/window-names.ts';
import { FakeGuardedContents } from '../../../support/fake-guarded-contents.ts';

const tenantId = '11111111-2222-3333-4444-555555555555' as TenantId;

function portal() {
  const contents = new FakeGuardedContents();
  hardenPortalContents(contents.asContents(), {
    tenantId,
    hosts: createHostList(hostsOfCloud('global')),
    report: () => undefined,
    names: createWindowNames(),
    webPreferences: portalWebPreferences('persist:tenant-x'),
    hasRoom: () => true,
    openInCompartment: () => new FakeGuardedContents().asContents(),
    now: () => 0,
  });
  return contents;
}

function shell() {
  const contents = new FakeGuardedContents();
  const reported: Refusal[] = [];
  hardenShellContents(contents.asContents(), {
    isOwnUrl: (url) => url === 'app://bulkhead/index.html',
    report: (refusal) => reported.push(refusal),
  });
  return { contents, reported };
}

describe('hardenPortalContents', () => {
  it('guards where the page goes and what it opens', () => {
    const contents = portal();

    expect(
      contents.isPrevented('will-navigate', {
        url: 'https://attacker.example/',
        isMainFrame: true,
      }),
    ).toBe(true);
    expect(contents.open('https://attacker.example/')).toEqual({ action: 'deny' });
  });

  it('closes developer tools that open all the same', () => {
    const contents = portal();
    contents.emit('devtools-opened');

    expect(contents.done).toEqual(['closeDevTools']);
  });
});

describe('hardenShellContents', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    'stays where it is in %s',
    (event) => {
      const { contents, reported } = shell();

      expect(contents.isPrevented(event, { url: 'https://portal.azure.com/' })).toBe(true);
      expect(contents.isPrevented(event, { url: 'app://bulkhead/index.html' })).toBe(false);
      expect(reported).toHaveLength(1);
    },
  );

  it('opens nothing and holds no guests', () => {
    const { contents, reported } = shell();

    expect(contents.open('app://bulkhead/index.html')).toEqual({ action: 'deny' });
    expect(contents.isPrevented('will-attach-webview')).toBe(true);
    expect(reported).toHaveLength(1);
  });
});

describe.each([
  ['portal', portal],
  ['shell', () => shell().contents],
])('a page of the %s', (_name, make) => {
  it('sends no UDP around the proxy', () => {
    expect(make().webRtcPolicy).toBe('disable_non_proxied_udp');
  });

  it('chooses no Bluetooth device', () => {
    const contents = make();
    const callback = vi.fn<(id: string) => void>();

    expect(contents.isPrevented('select-bluetooth-device', {}, [], callback)).toBe(true);
    expect(callback).toHaveBeenCalledExactlyOnceWith('');
  });
});

describe('web preferences', () => {
  const portalPreferences = portalWebPreferences('persist:tenant-x');
  const shellPreferences = shellWebPreferences('/app/preload.cjs');

  it.each([
    ['portal', portalPreferences],
    ['shell', shellPreferences],
    ['document that is printed', printWebPreferences()],
  ])('of the %s are locked', (_name, preferences) => {
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
    expect(Object.isFrozen(preferences)).toBe(true);
  });

  it('give portals no preload and a session of their own', () => {
    expect(portalPreferences).not.toHaveProperty('preload');
    expect(portalPreferences.partition).toBe('persist:tenant-x');
    expect(shellPreferences.preload).toBe('/app/preload.cjs');
  });

  it('give what is printed no script and no preload', () => {
    expect(printWebPreferences()).toMatchObject({ javascript: false });
    expect(printWebPreferences()).not.toHaveProperty('preload');
  });
});

describe('the whole app', () => {
  it('asks the system for names, nothing of the network, and keeps its files to itself', async () => {
    const configureHostResolver = vi.fn<(options: object) => void>();
    const umask = vi.fn<(mask: number) => number>();
    const setProxy = vi.fn<(config: object) => Promise<void>>(() => Promise.resolve());
    await hardenAppWhenReady({ configureHostResolver, setProxy });
    keepFilesPrivate({ umask });

    expect(configureHostResolver).toHaveBeenCalledExactlyOnceWith({
      enableBuiltInResolver: false,
      secureDnsMode: 'off',
    });
    expect(setProxy).toHaveBeenCalledExactlyOnceWith({
      mode: 'fixed_servers',
      proxyRules: 'http://0.0.0.0:0',
      proxyBypassRules: '<-loopback>',
    });
    expect(umask).toHaveBeenCalledExactlyOnceWith(0o077);
  });

  it('tells no page which build it is, also where no session says so', () => {
    const app = {
      userAgentFallback: 'Mozilla/5.0 (X11) Bulkhead/1.0 Chrome/130.0 Electron/33.2.1',
    };
    tellNoBuild(app);

    expect(app.userAgentFallback).toBe('Mozilla/5.0 (X11) Chrome/130.0');
  });
});
