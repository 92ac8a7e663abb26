/** Switches that development and tests need: the simulated cloud and Playwright. */
export const DEVELOPMENT_SWITCHES: ReadonlySet<string> = new Set([
  'host-resolver-rules',
  'ignore-certificate-errors-spki-list',
  'inspect',
  'remote-debugging-port',
]);

/**
 * Switches that undo a guard: what a checkout refuses, and a release too when they come in a way
 * that its command line does not show. Chromium has more than a thousand; a list of bad ones is
 * never whole. `allow-file-access-from-files` is not here: Electron gives it to itself, and the
 * guards refuse `file:` to every page.
 */
export const DANGEROUS_SWITCHES: readonly string[] = [
  // Debugging and remote control.
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-io-pipes',
  'remote-debugging-address',
  'remote-allow-origins',
  'remote-debugging-targets',
  'custom-devtools-frontend',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'enable-automation',
  'dom-automation',
  'auto-open-devtools-for-tabs',
  'wait-for-debugger-children',
  'enable-gpu-benchmarking',
  'require',
  // The sandbox and the separation of sites.
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-gpu-sandbox',
  'allow-sandbox-debugging',
  'single-process',
  'in-process-gpu',
  'no-zygote',
  'no-zygote-sandbox',
  'process-per-site',
  'process-per-tab',
  'disable-site-isolation-trials',
  'disable-site-isolation-for-policy',
  'disable-web-security',
  'reduce-security-for-testing',
  'enable-sandbox-logging',
  'disable-kill-after-bad-ipc',
  'disable-ipc-flooding-protection',
  'origin-trial-public-key',
  'unsafely-treat-insecure-origin-as-secure',
  'allow-running-insecure-content',
  'disable-popup-blocking',
  'load-extension',
  'test-type',
  'enable-features',
  'disable-features',
  'shared-array-buffer-unrestricted-access-allowed',
  'enable-unsafe-webgpu',
  'enable-experimental-cookie-features',
  'enable-blink-test-features',
  'enable-blink-features',
  'disable-blink-features',
  'blink-settings',
  'enable-experimental-web-platform-features',
  'force-fieldtrials',
  'js-flags',
  'gpu-launcher',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'zygote-cmd-prefix',
  'browser-subprocess-path',
  'ppapi-plugin-launcher',
  'register-pepper-plugins',
  // The network.
  'host-resolver-rules',
  'host-rules',
  'proxy-server',
  'proxy-pac-url',
  'proxy-bypass-list',
  'no-proxy-server',
  'proxy-auto-detect',
  'winhttp-proxy-resolver',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'ignore-urlfetcher-cert-requests',
  'ssl-version-min',
  'cipher-suite-blacklist',
  'origin-to-force-quic-on',
  'ssl-key-log-file',
  'auth-server-whitelist',
  'auth-server-allowlist',
  'auth-negotiate-delegate-whitelist',
  'auth-negotiate-delegate-allowlist',
  'disable-ntlm-v2',
  'force-webrtc-ip-handling-policy',
  'disable-webrtc-encryption',
  'allow-loopback-in-peer-connection',
  // The keystore, which these leave out.
  'use-mock-keychain',
  'disable-encryption',
  'disable-encryption-window',
  'disable-cookie-encryption',
  // What is written to disk or taken from devices without a question.
  'log-net-log',
  'net-log-capture-mode',
  'enable-logging',
  'log-file',
  'vmodule',
  'trace-startup',
  'trace-startup-file',
  'trace-config-file',
  'enable-tracing',
  'enable-tracing-output',
  'crash-dumps-dir',
  'disk-cache-dir',
  'use-fake-ui-for-media-stream',
  'use-fake-device-for-media-stream',
  'auto-select-desktop-capture-source',
  'auto-select-tab-capture-source-by-title',
  'enable-usermedia-screen-capturing',
  'allow-http-screen-capture',
];

/**
 * All that a release may be started with, and the values: where the profile is, which keystore,
 * language and screen, and what helps assistive technology and broken graphics. Bulkhead itself,
 * the entries of its packages in menus and its links pass none.
 */
const ALLOWED_SWITCHES: ReadonlyMap<string, RegExp> = new Map([
  ['user-data-dir', /^[^]+$/],
  // Not `basic`, which keeps secrets under a password known to all.
  ['password-store', /^(?:gnome-libsecret|gnome|kwallet[56]?)$/],
  ['lang', /^[A-Za-z0-9-]{1,35}$/],
  ['ozone-platform', /^(?:x11|wayland)$/],
  ['ozone-platform-hint', /^(?:auto|x11|wayland)$/],
  ['enable-wayland-ime', /^$/],
  ['wayland-text-input-version', /^[13]$/],
  ['force-device-scale-factor', /^\d(?:\.\d{1,3})?$/],
  ['force-renderer-accessibility', /^(?:|basic|form-controls|complete)$/],
  ['disable-gpu', /^$/],
  ['disable-gpu-compositing', /^$/],
]);

const MAX_NAMED = 60;

/**
 * Switches among the words of a command line that a release is not started with, as they may be
 * shown. A word is taken for a switch wherever Chromium could: with one dash or two, on Windows with
 * a slash, with white space before it, and after a `--` that ends switches.
 *
 * @param words without the program itself
 */
export function refusedWords(
  words: readonly string[],
  platform: NodeJS.Platform,
): readonly string[] {
  return words.filter((word) => isSwitch(word, platform) && !isAllowed(word, platform)).map(named);
}

function isSwitch(word: string, platform: NodeJS.Platform): boolean {
  const text = word.replace(/^[\s\p{Cc}\p{Cf}]+/u, '');
  // The end of switches is none.
  if (text === '--') return false;
  return text.startsWith('-') || (platform === 'win32' && text.startsWith('/'));
}

function isAllowed(word: string, platform: NodeJS.Platform): boolean {
  // What the Finder of older systems gives every app.
  if (platform === 'darwin' && /^-psn_\d{1,10}_\d{1,10}$/.test(word)) return true;
  const [, name = '', value = ''] = /^--([a-z-]+)(?:=([^]*))?$/.exec(word) ?? [];
  return ALLOWED_SWITCHES.get(name)?.test(value) ?? false;
}

/** The name, and the value of a switch whose name alone would be all right. */
function named(word: string): string {
  const [, name = ''] = /^--([a-z-]+)/.exec(word) ?? [];
  const shown = ALLOWED_SWITCHES.has(name) ? word : (word.split('=')[0] ?? '');
  const plain = shown.trim().replaceAll(/[^\x21-\x7e]/g, '?');
  return plain.length > MAX_NAMED ? `${plain.slice(0, MAX_NAMED)}…` : plain;
}
