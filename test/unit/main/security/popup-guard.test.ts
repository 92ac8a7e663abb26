import { describe, expect, it } from 'vitest';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { TenantId } from '../../../../preload/contract/index.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import { guardPopups, type PopupRequest } from '../../../../main/security/popup-guard.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import { portalWebPreferences } from '../../../../main/security/web-preferences.ts';
import { createWindowNames, type WindowNames } from '../../../../main/security/window-names.ts';
import { FakeGuardedContents } from '../../../support/fake-guarded-contents.ts';

const tenantId = '11111111-2222-3333-4444-555555555555' as TenantId;
const GOOD = 'https://login.microsoftonline.com/x';

function guarded(options: { names?: WindowNames; hasRoom?: () => boolean } = {}) {
  const opener = new FakeGuardedContents();
  const reported: Refusal[] = [];
  const requests: PopupRequest[] = [];
  const clock = { now: 0 };
  const webPreferences = portalWebPreferences(`persist:tenant-${tenantId}`);
  guardPopups(opener.asContents(), {
    tenantId,
    hosts: createHostList(hostsOfCloud('global')),
    report: (refusal) => reported.push(refusal),
    names: options.names ?? createWindowNames(),
    webPreferences,
    hasRoom: options.hasRoom ?? (() => true),
    openInCompartment: (request) => {
      requests.push(request);
      return request.contents ?? new FakeGuardedContents().asContents();
    },
    now: () => clock.now,
    maxPerMinute: 5,
  });
  return { opener, reported, requests, clock, webPreferences };
}

/** Hands over the page that Electron made, as Electron does. */
function adopt(
  response: ReturnType<FakeGuardedContents['open']>,
  made: FakeGuardedContents | null,
) {
  const options = (made === null ? {} : { webContents: made }) as BrowserWindowConstructorOptions;
  return response.createWindow?.(options) as unknown as FakeGuardedContents | undefined;
}

describe('guardPopups', () => {
  it.each([GOOD, 'https://portal.azure.com/', 'about:blank', ''])(
    'makes %j a page of the compartment, with its opener',
    (url) => {
      const { opener, requests, reported } = guarded();
      const made = new FakeGuardedContents();
      const response = opener.open(url, { disposition: 'new-window' });

      expect(response).toMatchObject({ action: 'allow', outlivesOpener: true });
      expect(adopt(response, made)).toBe(made);
      expect(requests).toMatchObject([{ url, contents: made }]);
      expect(reported).toEqual([]);
    },
  );

  it('forces the compartment’s preferences, whatever features the page names', () => {
    const { opener, webPreferences } = guarded();
    const response = opener.open(GOOD, {
      features: 'nodeIntegration=yes,contextIsolation=no,sandbox=no,preload=/tmp/x.js',
    });

    expect(response.overrideBrowserWindowOptions).toEqual({ show: false, webPreferences });
    expect(response.overrideBrowserWindowOptions?.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      partition: `persist:tenant-${tenantId}`,
    });
    expect(response.overrideBrowserWindowOptions?.webPreferences).not.toHaveProperty('preload');
  });

  it.each([
    'https://attacker.example/?secret',
    'https://graph.microsoft.com/',
    'http://portal.azure.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://portal.azure.com/1',
    'file:///etc/passwd',
    'ms-msdt:/id',
    'mailto:a@b.example',
    'app://bulkhead/index.html',
    'chrome://settings',
  ])('refuses %s with a report', (url) => {
    const { opener, reported, requests } = guarded();

    expect(opener.open(url)).toEqual({ action: 'deny' });
    expect(reported).toMatchObject([{ kind: 'popup', tenantId }]);
    expect(reported[0]?.message).not.toContain('secret');
    expect(requests).toEqual([]);
  });

  it('does not save to disk in place of opening', () => {
    const { opener } = guarded();

    expect(opener.open(GOOD, { disposition: 'other' })).toEqual({ action: 'deny' });
  });

  it('hands on a form post of a pop-up without opener', () => {
    const { opener, requests } = guarded();
    const postBody = { contentType: 'application/x-www-form-urlencoded', data: [] };

    adopt(opener.open(GOOD, { postBody }), null);

    expect(requests).toMatchObject([{ url: GOOD, contents: null, postBody }]);
  });

  it('refuses a flood, tells of it once, and opens again after a minute', () => {
    const { opener, reported, clock } = guarded();
    const actions = Array.from({ length: 1_000 }, () => opener.open(GOOD).action);

    expect(actions.filter((action) => action === 'allow')).toHaveLength(5);
    expect(reported).toHaveLength(1);
    clock.now += 61_000;
    expect(opener.open(GOOD).action).toBe('allow');
  });

  it('refuses when the compartment is full', () => {
    const { opener, reported } = guarded({ hasRoom: () => false });

    expect(opener.open(GOOD)).toEqual({ action: 'deny' });
    expect(reported).toMatchObject([{ kind: 'popup', host: 'login.microsoftonline.com' }]);
  });

  it('opens a pop-up whose name another tenant has without opener, and leaves the other alone', () => {
    const names = createWindowNames();
    const mine = guarded({ names });
    const theirs = guarded({ names });
    const first = new FakeGuardedContents();
    adopt(mine.opener.open(GOOD, { frameName: 'help' }), first);

    expect(theirs.opener.open('https://portal.azure.com/', { frameName: 'help' })).toEqual({
      action: 'deny',
    });
    expect(theirs.requests).toMatchObject([{ url: 'https://portal.azure.com/', contents: null }]);
    expect(first.loaded).toEqual([]);
  });

  it('gives a name back when its pop-up is gone', () => {
    const names = createWindowNames();
    const { opener } = guarded({ names });
    const first = new FakeGuardedContents();
    adopt(opener.open(GOOD, { frameName: 'help' }), first);

    first.emit('destroyed');

    expect(opener.open(GOOD, { frameName: 'help' }).action).toBe('allow');
  });

  it('does not open an empty pop-up whose name is taken', () => {
    const names = createWindowNames();
    names.take('help', new FakeGuardedContents().asContents());
    const { opener, requests } = guarded({ names });

    expect(opener.open('about:blank', { frameName: 'help' })).toEqual({ action: 'deny' });
    expect(requests).toEqual([]);
  });
});

describe('createWindowNames', () => {
  it.each(['', '_blank', '_self'])('does not keep %j, which names no window', (name) => {
    const names = createWindowNames();
    names.take(name, new FakeGuardedContents().asContents());

    expect(names.isTaken(name)).toBe(false);
  });
});
