import fc from 'fast-check';
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
  platform: NodeJS.Platform = 'linux',
) {
  return refuseDangerousStart({
    isRelease,
    hasSwitch: (name) => name in switches,
    switchValue: (name) => switches[name] ?? '',
    platform,
    args,
    env,
  });
}

/** What a release says of these words after its own name. */
const ofWords = (words: readonly string[], platform: NodeJS.Platform = 'linux') =>
  offenders(true, {}, {}, ['/opt/bulkhead/bulkhead', ...words], platform);

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
    'enable-blink-test-features',
    'enable-gpu-benchmarking',
    'shared-array-buffer-unrestricted-access-allowed',
    'disable-webrtc-encryption',
    'allow-loopback-in-peer-connection',
    'enable-experimental-cookie-features',
    'enable-unsafe-webgpu',
    'no-zygote-sandbox',
    'wait-for-debugger-children',
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

  it.each([
    '--user-data-dir=/home/alex/second profile',
    '--password-store=gnome-libsecret',
    '--password-store=kwallet6',
    '--lang=de-AT',
    '--ozone-platform=wayland',
    '--ozone-platform-hint=auto',
    '--enable-wayland-ime',
    '--wayland-text-input-version=3',
    '--force-device-scale-factor=1.25',
    '--force-renderer-accessibility',
    '--disable-gpu',
    '--disable-gpu-compositing',
    'bulkhead://tenant/7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201',
    '/home/alex/a-file',
    '--',
  ])('starts a release with %s', (word) => {
    expect(ofWords([word])).toEqual([]);
  });

  it.each([
    ['--enable-blink-test-features', '--enable-blink-test-features'],
    ['--enable-gpu-benchmarking', '--enable-gpu-benchmarking'],
    ['--allow-file-access-from-files', '--allow-file-access-from-files'],
    ['--a-switch-of-next-year=1', '--a-switch-of-next-year'],
    ['-one-dash', '-one-dash'],
    [' --space-before', '--space-before'],
    ['\u0085--line-end-before', '?--line-end-before'],
    ['--Disable-GPU', '--Disable-GPU'],
    ['--disable-gpu=no', '--disable-gpu=no'],
    ['--lang=de\n--x', '--lang=de?--x'],
    ['--password-store', '--password-store'],
    ['--password-store=basic', '--password-store=basic'],
    ['--password-store=gnome-libsecret,basic', '--password-store=gnome-libsecret,basic'],
    ['--user-data-dir=', '--user-data-dir='],
    ['--ozone-platform=headless', '--ozone-platform=headless'],
    ['-psn_0_12345', '-psn_0_12345'],
    ['-', '-'],
    [`--${'x'.repeat(80)}`, `--${'x'.repeat(58)}…`],
  ])('names %j to a release, which knows nothing of it', (word, named) => {
    expect(ofWords([word])).toEqual([named]);
    expect(ofWords(['bulkhead://x', '--', word])).toEqual([named]);
    expect(offenders(false, {}, {}, ['electron', '/checkout', word])).toEqual([]);
  });

  it('starts a release with nothing that looks like a switch and is not on its short list', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.constantFrom('-', '--', '---', ' --', '\t-', '--no-'), text, (dash, rest) => {
        const word = `${dash}${rest}`;
        const isKnown = /^--(?:lang|disable-gpu|user-data-dir)/.test(word) || word.trim() === '--';
        expect(isKnown || ofWords([word]).length === 1).toBe(true);
      }),
    );
  });

  it('takes a slash for a dash on Windows, as Chromium does', () => {
    expect(ofWords(['/no-sandbox', String.raw`C:\x`], 'win32')).toEqual(['/no-sandbox']);
  });

  it('takes the number that the Finder gives for what it is, on macOS', () => {
    expect(ofWords(['-psn_0_12345'], 'darwin')).toEqual([]);
    expect(ofWords(['-psn_0_12345 --x', '-psn_a'], 'darwin')).toHaveLength(2);
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
    expect(offenders(false, { 'enable-gpu-benchmarking': '' })).toHaveLength(1);
    expect(offenders(false, {}, { ELECTRON_DISABLE_SANDBOX: '1' })).toHaveLength(1);
  });

  it('refuses only the keystore that keeps secrets under a known password', () => {
    expect(offenders(true, { 'password-store': 'gnome-libsecret' })).toEqual([]);
    expect(offenders(true, { 'password-store': 'basic' })).toEqual(['--password-store=basic']);
  });

  it('names the same thing once', () => {
    const args = ['/opt/bulkhead/bulkhead', '--no-sandbox', '--no-sandbox'];

    expect(offenders(true, { 'no-sandbox': '' }, {}, args)).toEqual(['--no-sandbox']);
  });

  it('names forty of many', () => {
    const many = Array.from({ length: 300 }, (_, index) => `--x${String(index)}`);

    expect(refusedStartMessage(many)).toMatch(/--x39 and 260 more\n/);
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
