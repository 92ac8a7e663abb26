import { describe, expect, it } from 'vitest';
import { CHROMIUM_SWITCHES } from '../../../../main/security/chromium-switches.ts';
import {
  refuseDangerousStart,
  refusedStartMessage,
} from '../../../../main/security/switch-guard.ts';

function offenders(
  isRelease: boolean,
  switches: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = ['/opt/bulkhead/bulkhead'],
) {
  return refuseDangerousStart({
    isRelease,
    hasSwitch: (name) => name in switches,
    switchValue: (name) => switches[name] ?? '',
    args,
    env,
  });
}

describe('refuseDangerousStart', () => {
  it('finds nothing in an ordinary start', () => {
    expect(
      offenders(true, { 'user-data-dir': '/x', lang: 'de' }, { PATH: '/bin', HOME: '/h' }),
    ).toEqual([]);
  });

  it.each([true, false])(
    'refuses more words than a running Bulkhead would be handed, packaged or not',
    (isRelease) => {
      const word = 'ü'.repeat(1_000);
      const words = (count: number) => Array.from({ length: count }, () => word);

      expect(offenders(isRelease, {}, {}, words(8))).toEqual([]);
      expect(offenders(isRelease, {}, {}, words(9))).toEqual(['more than 16 KB of words']);
    },
  );

  it.each([
    'remote-debugging-port',
    'remote-debugging-pipe',
    'inspect',
    'inspect-brk',
    'no-sandbox',
    'ignore-certificate-errors',
    'ignore-certificate-errors-spki-list',
    'host-resolver-rules',
    'proxy-server',
    'js-flags',
    'log-net-log',
    'disable-web-security',
    'gpu-launcher',
    'renderer-cmd-prefix',
    'auth-server-whitelist',
    'disable-site-isolation-trials',
    'load-extension',
    'blink-settings',
    'enable-logging',
    'use-mock-keychain',
    'disable-encryption',
    'trace-startup-file',
    'crash-dumps-dir',
  ])('names --%s to a packaged start', (name) => {
    expect(offenders(true, { [name]: '' })).toEqual([`--${name}`]);
  });

  it.each([
    'ELECTRON_RUN_AS_NODE',
    'ELECTRON_DISABLE_SANDBOX',
    'NODE_OPTIONS',
    'SSLKEYLOGFILE',
    'ELECTRON_ENABLE_LOGGING',
    'ELECTRON_LOG_FILE',
    'ELECTRON_NO_ASAR',
    'NODE_V8_COVERAGE',
    'BREAKPAD_DUMP_LOCATION',
  ])('names the variable %s to a packaged start', (name) => {
    expect(offenders(true, {}, { [name]: '1' })).toEqual([name]);
    expect(offenders(true, {}, { [name]: '' })).toEqual([]);
  });

  it('starts where an enterprise gives Node its own root certificates', () => {
    expect(offenders(true, {}, { NODE_EXTRA_CA_CERTS: '/etc/ssl/x.pem' })).toEqual([]);
  });

  it('allows an unpackaged start what development needs, and nothing else', () => {
    const development = {
      'host-resolver-rules': 'MAP * 127.0.0.1:1',
      'ignore-certificate-errors-spki-list': 'x',
      'remote-debugging-port': '0',
      inspect: '0',
    };

    expect(offenders(false, development, { NODE_OPTIONS: '--x' })).toEqual([]);
    expect(offenders(true, development)).toHaveLength(4);
    expect(offenders(false, { 'no-sandbox': '' })).toEqual(['--no-sandbox']);
    expect(offenders(false, { 'ignore-certificate-errors': '' })).toHaveLength(1);
    expect(offenders(false, {}, { ELECTRON_DISABLE_SANDBOX: '1' })).toHaveLength(1);
  });

  it('refuses only the keystore that keeps secrets under a known password', () => {
    expect(offenders(true, { 'password-store': 'gnome-libsecret' })).toEqual([]);
    expect(offenders(true, { 'password-store': 'basic' })).toEqual(['--password-store=basic']);
  });

  it('says what was found and what to do', () => {
    expect(refusedStartMessage(['--no-sandbox'])).toMatch(
      /did not start[^]*--no-sandbox[^]*Remove/,
    );
  });
});

describe('CHROMIUM_SWITCHES', () => {
  it('keep scripts from reading the clipboard and from having names looked up', () => {
    expect(CHROMIUM_SWITCHES).toContainEqual([
      'blink-settings',
      'DOMPasteAllowed=false,dnsPrefetchingEnabled=false',
    ]);
  });
});
