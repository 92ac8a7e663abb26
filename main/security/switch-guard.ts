import { DANGEROUS_SWITCHES, DEVELOPMENT_SWITCHES, refusedWords } from './switches.ts';

/**
 * Start-up switches and variables that would undo the guards.
 *
 * Threat: whoever can edit a shortcut can start Bulkhead with a debug port, without its sandbox, or
 * with another resolver in front of a signed-in administrator's session. Fuses do not cover these:
 * they are switches of Chromium, documented and obeyed.
 * Nor can they be listed: Chromium has far more than it documents, and gets new ones every month.
 * So a release is started with the few switches that it knows to be harmless, or says which other
 * one it found and does not start. A checkout refuses those that are known to be dangerous, but for
 * those that development and tests need.
 * Tested in test/unit/main/security/switch-guard.test.ts and test/e2e/package/t23-start.spec.ts.
 */

/** How the app was started, as Electron tells it. */
export interface StartFacts {
  readonly isRelease: boolean;
  readonly hasSwitch: (name: string) => boolean;
  readonly switchValue?: (name: string) => string;
  readonly platform: NodeJS.Platform;
  /** The whole command line, as words, the program first. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Of a command line, in UTF-8. Chromium hands that of a second start to the first one, which refuses
 * more than 32 KB (process_singleton_posix.cc); the second would wait for an answer for minutes.
 */
const MAX_ARGUMENT_BYTES = 16 * 1024;

/** Of what was found; a dialog with thousands of lines has no button in sight. */
const MAX_SHOWN = 40;

/** EX_CONFIG of sysexits: something is wrong with how it was set up. */
export const REFUSED_START_EXIT_CODE = 78;

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
  'CHROME_SANDBOX_DEBUGGING',
  'BREAKPAD_DUMP_LOCATION',
];

/** What takes away the sandbox counts in development too. */
const NEVER_VARIABLES: ReadonlySet<string> = new Set(['ELECTRON_DISABLE_SANDBOX']);

/**
 * What the app was started with and must not be; empty when all is well. Switches are written with
 * their dashes, variables as they are.
 */
export function refuseDangerousStart(facts: StartFacts): readonly string[] {
  const { isRelease, hasSwitch, switchValue, platform, args, env } = facts;
  // SECURITY(start-switches): checked before anything is opened, read or shown.
  const switches = DANGEROUS_SWITCHES.filter(
    (name) => hasSwitch(name) && (isRelease || !DEVELOPMENT_SWITCHES.has(name)),
  ).map((name) => `--${name}`);
  const words = isRelease ? refusedWords(args.slice(1), platform) : [];
  // The keystore is chosen by the system; this value keeps secrets under a password known to all.
  const store = switchValue?.('password-store') === 'basic' ? ['--password-store=basic'] : [];
  const variables = DANGEROUS_VARIABLES.filter(
    (name) =>
      env[name] !== undefined && env[name] !== '' && (isRelease || NEVER_VARIABLES.has(name)),
  );
  const tooMuch = Buffer.byteLength(args.join(' ')) > MAX_ARGUMENT_BYTES;
  const found = [...new Set([...switches, ...store, ...words])];
  return [...found, ...variables, ...(tooMuch ? ['more than 16 KB of words'] : [])];
}

/** What is printed and shown, with what to do. */
export function refusedStartMessage(offenders: readonly string[]): string {
  const more = offenders.length - MAX_SHOWN;
  return [
    'Bulkhead did not start, because it was started in a way that is not safe.',
    `Found: ${offenders.slice(0, MAX_SHOWN).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`,
    'Remove this from the shortcut, script or environment that starts Bulkhead, then start it again.',
  ].join('\n');
}
