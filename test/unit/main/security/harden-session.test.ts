import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../../../preload/contract/index.ts';
import {
  hardenPortalSession,
  closeSession,
  hardenPrintSession,
  hardenShellSession,
} from '../../../../main/security/harden-session.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import { plainUserAgent } from '../../../../main/security/user-agent.ts';
import { FakeSession } from '../../../support/fake-session.ts';

const tenantId = '11111111-2222-3333-4444-555555555555' as TenantId;
const report = () => undefined;

async function sessions() {
  const portal = new FakeSession();
  const shell = new FakeSession();
  const closed = new FakeSession();
  const { ready } = hardenPortalSession(portal.asSession(), {
    tenantId,
    hosts: createHostList(hostsOfCloud('global')),
    downloads: null,
    allowsClipboardWrite: true,
    report,
    onSaved: report,
    newId: () => 'x',
    isHeld: () => false,
    askSystemProxy: () => Promise.resolve('PROXY proxy.example:8080'),
  });
  await ready;
  await hardenShellSession(shell.asSession(), {
    isOwnUrl: (url) => url.startsWith('app://bulkhead/'),
    report,
  });
  await closeSession(closed.asSession(), report);
  const print = new FakeSession();
  await hardenPrintSession(print.asSession(), {
    isOwnUrl: (url) => url === 'app://print/document',
    report,
  });
  return { portal, shell, closed, print };
}

describe('every session', () => {
  it('has every guard', async () => {
    for (const session of Object.values(await sessions())) {
      expect([...session.set.keys()]).toEqual(
        expect.arrayContaining([
          'onBeforeRequest',
          'permissionRequest',
          'permissionCheck',
          'devicePermission',
          'displayMedia',
          'bluetoothPairing',
        ]),
      );
      expect(session.set.get('proxy')).toEqual({ mode: 'system' });
      expect(session.set.get('spellEnabled')).toBe(false);
      expect(session.set.get('spellLanguages')).toEqual([]);
      expect(session.set.get('spellUrl')).toBe('https://spelling.invalid/');
      expect(session.isCancelled('https://attacker.example/')).toBe(true);
      expect(session.listenerCount('will-download')).toBe(1);
    }
  });
});

describe('hardenPortalSession', () => {
  it('reaches the cloud’s hosts and shows a plain user agent', async () => {
    const { portal } = await sessions();

    expect(portal.isCancelled('https://portal.azure.com/', 'mainFrame')).toBe(false);
    expect(portal.set.get('sslConfig')).toEqual({ minVersion: 'tls1.2' });
    expect(portal.set.get('userAgent')).not.toMatch(/Bulkhead|Electron/);
  });
});

describe('hardenShellSession', () => {
  it('reaches the shell’s own page and no host', async () => {
    const { shell } = await sessions();

    expect(shell.isCancelled('app://bulkhead/index.html', 'mainFrame')).toBe(false);
    expect(shell.isCancelled('https://portal.azure.com/', 'mainFrame')).toBe(true);
  });
});

describe('hardenPrintSession', () => {
  it('reaches the document and no host, also with a good certificate', async () => {
    const { print } = await sessions();
    let answer = 0;
    print.ask('verifyProc', { errorCode: 0 }, (result: number) => (answer = result));

    expect(print.isCancelled('app://print/document', 'mainFrame')).toBe(false);
    expect(print.isCancelled('app://bulkhead/index.html')).toBe(true);
    expect(print.isCancelled('https://attacker.example/pixel.png', 'image')).toBe(true);
    expect(answer).toBe(-2);
  });
});

describe('closeSession', () => {
  it('reaches nothing, also with a good certificate', async () => {
    const { closed } = await sessions();
    let answer = 0;
    closed.ask('verifyProc', { errorCode: 0 }, (result: number) => (answer = result));

    expect(closed.isCancelled('app://bulkhead/index.html')).toBe(true);
    expect(closed.isCancelled('https://portal.azure.com/', 'mainFrame')).toBe(true);
    expect(answer).toBe(-2);
  });
});

describe('plainUserAgent', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Bulkhead/0.1.0 Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.6723.137 Safari/537.36',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) bulkhead-test/1.0 Chrome/148.0.0.0 Electron/45.4.1 Safari/537.36',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36',
    ],
  ])('keeps engine and platform of %s', (given, plain) => {
    expect(plainUserAgent(given)).toBe(plain);
  });
});

describe('a portal session under a policy without copy buttons', () => {
  it('lets its page write to no clipboard', () => {
    const ask = (allowsClipboardWrite: boolean) => {
      const session = new FakeSession();
      hardenPortalSession(session.asSession(), {
        tenantId,
        hosts: createHostList(hostsOfCloud('global')),
        downloads: null,
        allowsClipboardWrite,
        report,
        onSaved: report,
        newId: () => 'x',
        isHeld: () => false,
        askSystemProxy: () => Promise.resolve('DIRECT'),
      });
      return session.ask<boolean>(
        'permissionCheck',
        { isFocused: () => true },
        'clipboard-sanitized-write',
        'https://portal.azure.com',
        { isMainFrame: true, requestingUrl: 'https://portal.azure.com/' },
      );
    };

    expect(ask(true)).toBe(true);
    expect(ask(false)).toBe(false);
  });
});
