import type { Session, WebContents } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { parseUrl } from './parse-url.ts';
import type { HostList } from './host-list.ts';
import type { ReportRefusal } from './refusal.ts';

/**
 * Permissions of pages: none, but for one.
 *
 * Threat: camera, screen, clipboard, files, devices, notifications and other programs are within
 * reach of any page. Electron grants every request of a session that has no handler, answers
 * requests and checks through two handlers that must agree, and has told handlers the wrong origin
 * for requests of frames (CVE-2026-34777).
 * So both handlers refuse, every chooser is cancelled, and what frames ask for is never granted.
 * Tested in test/unit/main/security/permission-guard.test.ts.
 */

/**
 * What a portal's own page may do. Writing plain text and sanitised markup to the clipboard is what
 * every "copy" button of the portals does; Chromium wants the page to have the focus for it.
 * Reading the clipboard is not given: what an operator copied in one tenant stays there.
 */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

export interface PermissionGuardOptions {
  readonly tenantId: TenantId | null;
  /** Hosts whose main frame may have what is granted; null grants nothing at all. */
  readonly hosts: Pick<HostList, 'allowsNavigation'> | null;
  readonly report: ReportRefusal;
}

type GuardedSession = Pick<
  Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
>;

export function guardPermissions(
  session: GuardedSession,
  { tenantId, hosts, report }: PermissionGuardOptions,
): void {
  const isGranted = (permission: string, isMainFrame: boolean, url: string | undefined) =>
    GRANTED.has(permission) &&
    isMainFrame &&
    url !== undefined &&
    url.startsWith('https:') &&
    hosts !== null &&
    hosts.allowsNavigation(url).allowed;

  const refuse = (permission: string, url: string | undefined, target?: string) => {
    if (permission === 'openExternal') {
      const scheme = (target === undefined ? null : parseUrl(target)?.protocol) ?? 'another';
      const message = `A page tried to open another program through a “${scheme}” link. Bulkhead does not start programs for pages.`;
      report({ kind: 'external', tenantId, host: hostOf(url), message });
      return;
    }
    const message = `A page asked for ${wordsFor(permission)}. Bulkhead does not give it to pages.`;
    report({ kind: 'permission', tenantId, host: hostOf(url), message });
  };

  // SECURITY(permissions-denied): requests and checks give the same answer, and it is no.
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const url = details.requestingUrl;
    const granted = isGranted(permission, details.isMainFrame, url) && hasFocus(contents);
    callback(granted);
    if (!granted)
      refuse(permission, url, 'externalURL' in details ? details.externalURL : undefined);
  });
  // Checks are polled by pages all the time: they are answered, not reported.
  session.setPermissionCheckHandler(
    (contents, permission, _origin, details) =>
      // A check without contents comes from a frame of another origin, or from no page at all.
      contents !== null && isGranted(permission, details.isMainFrame, details.requestingUrl),
  );

  // SECURITY(devices-denied): no device, no screen, no pairing, and no chooser to trick anyone with.
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.on('select-hid-device', (event, details, callback) => {
    event.preventDefault();
    callback();
    refuse('hid', details.frame?.url);
  });
  session.on('select-usb-device', (event, details, callback) => {
    event.preventDefault();
    callback();
    refuse('usb', details.frame?.url);
  });
  session.on('select-serial-port', (event, _ports, contents, callback) => {
    event.preventDefault();
    callback('');
    refuse('serial', contents.getURL());
  });
  session.on('file-system-access-restricted', (_event, details, callback) => {
    callback('deny');
    refuse('fileSystem', details.origin);
  });
}

function hasFocus(contents: WebContents | null): boolean {
  return contents !== null && contents.isFocused();
}

function hostOf(url: string | undefined): string | null {
  return (url === undefined ? null : parseUrl(url)?.hostname) || null;
}

const WORDS: Readonly<Record<string, string>> = {
  'clipboard-read': 'the contents of the clipboard',
  'clipboard-sanitized-write': 'the clipboard',
  'deprecated-sync-clipboard-read': 'the contents of the clipboard',
  'display-capture': 'a recording of the screen',
  fileSystem: 'files on this workstation',
  fullscreen: 'the whole screen',
  geolocation: 'the location of this workstation',
  hid: 'a connected device',
  'idle-detection': 'whether you are at the keyboard',
  keyboardLock: 'all keys',
  media: 'the camera or the microphone',
  midi: 'music devices',
  midiSysex: 'music devices',
  notifications: 'desktop notifications',
  pointerLock: 'the mouse',
  serial: 'a serial port',
  usb: 'a USB device',
  'window-management': 'the arrangement of windows',
};

function wordsFor(permission: string): string {
  return WORDS[permission] ?? `the permission “${permission}”`;
}
