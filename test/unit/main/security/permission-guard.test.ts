import { describe, expect, it, vi } from 'vitest';
import type { TenantId } from '../../../../preload/contract/index.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import { guardPermissions } from '../../../../main/security/permission-guard.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import { FakeSession } from '../../../support/fake-session.ts';

const tenantId = '11111111-2222-3333-4444-555555555555' as TenantId;
const hosts = createHostList(hostsOfCloud('global'));
const page = { isFocused: () => true, getURL: () => 'https://portal.azure.com/' };
const MAIN = { isMainFrame: true, requestingUrl: 'https://portal.azure.com/x' };

/** All that Electron's handlers may name, and one that it may come to name. */
const PERMISSIONS = [
  'ar',
  'automatic-fullscreen',
  'background-fetch',
  'background-sync',
  'captured-surface-control',
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'local-network-access',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'nfc',
  'notifications',
  'openExternal',
  'payment-handler',
  'persistent-storage',
  'pointerLock',
  'screen-wake-lock',
  'sensors',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'usb',
  'vr',
  'window-management',
  'unknown',
  'not-yet-invented',
];

function guarded(list: typeof hosts | null = hosts) {
  const session = new FakeSession();
  const refusals: Refusal[] = [];
  guardPermissions(session.asSession(), {
    tenantId,
    hosts: list,
    report: (refusal) => refusals.push(refusal),
  });
  const request = (permission: string, details: object = MAIN, contents: object | null = page) => {
    const callback = vi.fn<(granted: boolean) => void>();
    session.ask('permissionRequest', contents, permission, callback, details);
    expect(callback).toHaveBeenCalledOnce();
    return callback.mock.calls[0]?.[0];
  };
  const check = (permission: string, details: object = MAIN, contents: object | null = page) =>
    session.ask<boolean>(
      'permissionCheck',
      contents,
      permission,
      'https://portal.azure.com',
      details,
    );
  return { session, refusals, request, check };
}

describe('guardPermissions', () => {
  it.each(PERMISSIONS)('denies %s to the main frame of a portal, asked and checked', (name) => {
    const { request, check, refusals } = guarded();

    expect(request(name)).toBe(false);
    expect(check(name)).toBe(false);
    expect(refusals).toHaveLength(1);
  });

  it('lets the main frame of a portal write to the clipboard', () => {
    const { request, check, refusals } = guarded();

    expect(request('clipboard-sanitized-write')).toBe(true);
    expect(check('clipboard-sanitized-write')).toBe(true);
    expect(refusals).toEqual([]);
  });

  it.each([
    ['a frame', { ...MAIN, isMainFrame: false }, page],
    ['another host', { ...MAIN, requestingUrl: 'https://attacker.example/' }, page],
    ['an empty page', { ...MAIN, requestingUrl: 'about:blank' }, page],
    ['a page without address', { isMainFrame: true }, page],
    ['no page', MAIN, null],
  ])('does not let %s write to the clipboard', (_who, details, contents) => {
    const { request, check } = guarded();

    expect(request('clipboard-sanitized-write', details, contents)).toBe(false);
    expect(check('clipboard-sanitized-write', details, contents)).toBe(false);
  });

  it('does not let a page without the focus write to the clipboard', () => {
    const { request } = guarded();

    expect(request('clipboard-sanitized-write', MAIN, { ...page, isFocused: () => false })).toBe(
      false,
    );
  });

  it('grants nothing at all where there are no hosts', () => {
    const { request, check } = guarded(null);

    expect(request('clipboard-sanitized-write')).toBe(false);
    expect(check('clipboard-sanitized-write')).toBe(false);
  });

  it('reports another program as such, by scheme and without the address', () => {
    const { request, refusals } = guarded();
    request('openExternal', { ...MAIN, externalURL: 'ms-msdt:/id secret' });

    expect(refusals[0]).toMatchObject({ kind: 'external', host: 'portal.azure.com' });
    expect(refusals[0]?.message).toContain('ms-msdt:');
    expect(refusals[0]?.message).not.toContain('secret');
  });

  it.each([
    ['select-hid-device', [{ frame: null }], undefined],
    ['select-usb-device', [{ frame: null }], undefined],
    ['select-serial-port', [[], page], ''],
  ])('cancels the chooser of %s', (event, args, answer) => {
    const { session, refusals } = guarded();
    const preventDefault = vi.fn<() => void>();
    const callback = vi.fn<(...given: unknown[]) => void>();

    session.emit(event, { preventDefault }, ...args, callback);

    expect(preventDefault).toHaveBeenCalledOnce();
    expect(callback.mock.calls).toEqual([answer === undefined ? [] : [answer]]);
    expect(refusals).toHaveLength(1);
  });

  it('denies files, devices, screens and pairing', () => {
    const { session } = guarded();
    const files = vi.fn<(action: string) => void>();
    const pairing = vi.fn<(response: object) => void>();

    session.emit('file-system-access-restricted', {}, { origin: 'https://x.example' }, files);
    session.ask('bluetoothPairing', {}, pairing);

    expect(files).toHaveBeenCalledExactlyOnceWith('deny');
    expect(pairing).toHaveBeenCalledExactlyOnceWith({ confirmed: false });
    expect(session.ask('devicePermission', {})).toBe(false);
    expect(session.set.get('displayMedia')).toBeNull();
  });
});
