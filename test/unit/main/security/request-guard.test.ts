import { describe, expect, it, vi } from 'vitest';
import type { TenantId } from '../../../../preload/contract/index.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import { closeRequests, guardRequests } from '../../../../main/security/request-guard.ts';
import { FakeSession } from '../../../support/fake-session.ts';

const tenantId = '11111111-2222-3333-4444-555555555555' as TenantId;
const hosts = createHostList(hostsOfCloud('global'));

function guarded() {
  const session = new FakeSession();
  const refusals: Refusal[] = [];
  const guard = guardRequests(session.asSession(), {
    tenantId,
    hosts,
    report: (refusal) => refusals.push(refusal),
  });
  return { session, guard, refusals };
}

describe('guardRequests', () => {
  it('lets through what is listed for its use', () => {
    const { session, refusals } = guarded();

    expect(session.isCancelled('https://portal.azure.com/', 'mainFrame')).toBe(false);
    expect(session.isCancelled('https://x.reactblade.portal.azure.net/', 'subFrame')).toBe(false);
    expect(session.isCancelled('https://graph.microsoft.com/v1.0/me', 'xhr')).toBe(false);
    expect(session.isCancelled('wss://security.microsoft.com/', 'webSocket')).toBe(false);
    expect(refusals).toEqual([]);
  });

  it.each([
    'mainFrame',
    'subFrame',
    'stylesheet',
    'script',
    'image',
    'font',
    'object',
    'xhr',
    'ping',
    'cspReport',
    'media',
    'webSocket',
    'other',
  ])('cancels a %s of another host and says which', (resourceType) => {
    const { session, refusals } = guarded();

    expect(session.isCancelled('https://attacker.example/x?secret=1', resourceType)).toBe(true);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({ tenantId, host: 'attacker.example' });
    expect(refusals[0]?.message).not.toContain('secret');
  });

  it('cancels a page of a host that is listed for requests only', () => {
    const { session } = guarded();

    expect(session.isCancelled('https://graph.microsoft.com/', 'mainFrame')).toBe(true);
    expect(session.isCancelled('https://x.azureedge.net/', 'subFrame')).toBe(true);
  });

  it('cancels usage telemetry without a word', () => {
    const { session, refusals } = guarded();

    expect(session.isCancelled('https://eu.events.data.microsoft.com/', 'ping')).toBe(true);
    expect(refusals).toEqual([]);
  });

  it('cancels when the decision itself fails', () => {
    const session = new FakeSession();
    const report = vi.fn<(refusal: object) => void>();
    const allowsRequest = () => {
      throw new Error('damaged list');
    };
    guardRequests(session.asSession(), {
      tenantId,
      hosts: { ...hosts, allowsRequest },
      report,
    });
    const { listener } = session.set.get('onBeforeRequest') as {
      listener: (d: object, c: (r: object) => void) => void;
    };
    const callback = vi.fn<(response: object) => void>();

    listener({ url: 'https://x.example/', resourceType: 'xhr' }, callback);
    expect(report).toHaveBeenCalledWith(expect.objectContaining({ kind: 'request', host: null }));
    expect(callback).toHaveBeenCalledExactlyOnceWith({ cancel: true });
  });

  it('takes secrets off requests below a wildcard that anyone can join', () => {
    const { session } = guarded();
    const requestHeaders = { Cookie: 'a=1', AUTHORIZATION: 'Bearer x', Accept: '*/*' };
    const url = 'https://x.azureedge.net/a.js';

    expect(session.headers('onBeforeSendHeaders', { url, requestHeaders })).toEqual({
      requestHeaders: { Accept: '*/*' },
    });
    expect(
      session.headers('onHeadersReceived', {
        url,
        responseHeaders: { 'Set-Cookie': ['a=1'], 'content-type': ['text/javascript'] },
      }),
    ).toEqual({ responseHeaders: { 'content-type': ['text/javascript'] } });
  });

  it('asks Electron about headers of those hosts only', () => {
    const { session } = guarded();
    const { filter } = session.set.get('onBeforeSendHeaders') as { filter: { urls: string[] } };

    expect(filter.urls).toContain('https://*.azureedge.net/*');
    expect(filter.urls.filter((url) => url.includes('microsoft.com'))).toEqual([]);
  });

  it('keeps the headers of a listed host that the filter happens to cover', () => {
    const session = new FakeSession();
    const government = createHostList(hostsOfCloud('dod'));
    guardRequests(session.asSession(), { tenantId, hosts: government, report: () => undefined });

    expect(
      session.headers('onBeforeSendHeaders', {
        url: 'https://management.usgovcloudapi.net/tenants',
        requestHeaders: { Authorization: 'Bearer x' },
      }),
    ).toEqual({});
  });
});

describe('a page that is covered until the operator decides', () => {
  it('asks for nothing, also of listed hosts, and others go on', () => {
    const session = new FakeSession();
    guardRequests(session.asSession(), {
      tenantId,
      hosts,
      report: () => undefined,
      isHeld: (contentsId) => contentsId === 7 || contentsId === null,
    });
    const url = 'https://graph.microsoft.com/';

    expect(session.isCancelled(url, 'xhr', { webContentsId: 7 })).toBe(true);
    expect(session.isCancelled(url, 'xhr', { webContentsId: 8 })).toBe(false);
    // A service worker asks without a page of its own.
    expect(session.isCancelled(url, 'xhr')).toBe(true);
  });

  it('does not send the sign-in by which it was found out', () => {
    const session = new FakeSession();
    let isCovered = false;
    const guard = guardRequests(session.asSession(), {
      tenantId,
      hosts,
      report: () => undefined,
      isHeld: () => isCovered,
    });
    guard.observe({ documentRequested: () => (isCovered = true) });

    const signIn = { webContentsId: 7, uploadData: [] };
    expect(session.isCancelled('https://portal.azure.com/signin', 'mainFrame', signIn)).toBe(true);
  });
});

describe('observe', () => {
  it('shows documents that were let through, and redirects, until it is ended', () => {
    const { session, guard } = guarded();
    const documentRequested = vi.fn<(details: object) => void>();
    const redirected = vi.fn<(details: object) => void>();
    const end = guard.observe({ documentRequested, redirected });

    session.isCancelled('https://portal.azure.com/signin', 'mainFrame', { uploadData: [] });
    session.isCancelled('https://attacker.example/', 'mainFrame');
    session.isCancelled('https://portal.azure.com/a.js', 'script');
    session.redirect({ url: 'https://portal.azure.com/', redirectURL: 'https://x.example/' });
    end();
    session.isCancelled('https://portal.azure.com/again', 'mainFrame');

    expect(documentRequested).toHaveBeenCalledOnce();
    expect(documentRequested.mock.calls[0]?.[0]).toMatchObject({ uploadData: [] });
    expect(redirected).toHaveBeenCalledOnce();
  });
});

describe('closeRequests', () => {
  it('cancels everything but the session’s own page', () => {
    const session = new FakeSession();
    const refusals: Refusal[] = [];
    closeRequests(
      session.asSession(),
      (url) => url === 'app://bulkhead/index.html',
      (refusal) => refusals.push(refusal),
    );

    expect(session.isCancelled('app://bulkhead/index.html', 'mainFrame')).toBe(false);
    expect(session.isCancelled('https://portal.azure.com/', 'mainFrame')).toBe(true);
    expect(session.isCancelled('not a url')).toBe(true);
    expect(refusals.map(({ host }) => host)).toEqual(['portal.azure.com', null]);
  });
});
