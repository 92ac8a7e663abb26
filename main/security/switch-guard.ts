/**
 * Start-up switches and variables that would undo the guards.
 *
 * Threat: whoever can edit a shortcut can start Bulkhead with a debug port, without its sandbox, or
 * with another resolver in front of a signed-in administrator's session. Fuses do not cover these:
 * they are switches of Chromium, documented and obeyed.
 * So a packaged Bulkhead that finds one says which, and does not start. An unpackaged one allows
 * only those that development and tests need.
 * Tested in test/unit/main/security/switch-guard.test.ts.
 */

/** How the app was started, as Electron tells it. */
export interface StartFacts {
  readonly isRelease: boolean;
  readonly hasSwitch: (name: string) => boolean;
  readonly switchValue?: (name: string) => string;
  /** The whole command line, as words. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Of a command line, in UTF-8. Chromium hands that of a second start to the first one, which refuses
 * more than 32 KB (process_singleton_posix.cc); the second would wait for an answer for minutes.
 */
const MAX_ARGUMENT_BYTES = 16 * 1024;

/** EX_CONFIG of sysexits: something is wrong with how it was set up. */
export const REFUSED_START_EXIT_CODE = 78;

/** Switches that development and tests need: the simulated cloud and Playwright. */
const DEVELOPMENT_SWITCHES: ReadonlySet<string> = new Set([
  'host-resolver-rules',
  'ignore-certificate-errors-spki-list',
  'inspect',
  'remote-debugging-port',
]);

const DANGEROUS_SWITCHES: readonly string[] = [
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
 * Variables that Chromium or Electron obey. NODE_EXTRA_CA_CERTS is not here, though enterprises set
 * it for whole machines: it is for Node's own sockets, which Bulkhead does not use.
 */
const DANGEROUS_VARIABLES: readonly string[] = [
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_DISABLE_SANDBOX',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_LOG_FILE',
  'ELECTRON_ENABLE_STACK_DUMPING',
  'ELECTRON_NO_ASAR',
  'NODE_OPTIONS',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_REDIRECT_WARNINGS',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_V8_COVERAGE',
  'SSLKEYLOGFILE',
  'CHROME_LOG_FILE',
  'CHROME_DEVEL_SANDBOX',
  'BREAKPAD_DUMP_LOCATION',
];

/** What takes away the sandbox counts in development too. */
const NEVER_VARIABLES: ReadonlySet<string> = new Set(['ELECTRON_DISABLE_SANDBOX']);

/**
 * What the app was started with and must not be; empty when all is well. Switches are written with
 * their dashes, variables as they are.
 */
export function refuseDangerousStart(facts: StartFacts): readonly string[] {
  const { isRelease, hasSwitch, switchValue, args, env } = facts;
  // SECURITY(start-switches): checked before anything is opened, read or shown.
  const switches = DANGEROUS_SWITCHES.filter(
    (name) => hasSwitch(name) && (isRelease || !DEVELOPMENT_SWITCHES.has(name)),
  ).map((name) => `--${name}`);
  // The keystore is chosen by the system; this value keeps secrets under a password known to all.
  const store = switchValue?.('password-store') === 'basic' ? ['--password-store=basic'] : [];
  const variables = DANGEROUS_VARIABLES.filter(
    (name) =>
      env[name] !== undefined && env[name] !== '' && (isRelease || NEVER_VARIABLES.has(name)),
  );
  const tooMuch = Buffer.byteLength(args.join(' ')) > MAX_ARGUMENT_BYTES;
  return [...switches, ...store, ...variables, ...(tooMuch ? ['more than 16 KB of words'] : [])];
}

/** What is printed and shown, with what to do. */
export function refusedStartMessage(offenders: readonly string[]): string {
  return [
    'Bulkhead did not start, because it was started in a way that is not safe.',
    `Found: ${offenders.join(', ')}`,
    'Remove this from the shortcut, script or environment that starts Bulkhead, then start it again.',
  ].join('\n');
}
