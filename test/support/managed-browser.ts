import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One start of a program that records instead of doing anything. */
export interface RecordedStart {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Names of the variables it was given. */
  readonly variables: readonly string[];
}

/**
 * Programs that write down how they were started, and a policy that names one of them as the
 * managed browser. All of it belongs to root, as Bulkhead demands of a policy.
 */
export interface RecordingPrograms {
  readonly policyFile: string;
  /** Folder for `PATH` in which the programs lie that open things on a Linux desktop. */
  readonly desktopDir: string;
  readonly starts: () => Promise<readonly RecordedStart[]>;
  readonly remove: () => Promise<void>;
}

/** What a desktop hands addresses and files to: all that Chromium and Electron ask for. */
const DESKTOP_PROGRAMS = ['xdg-open', 'xdg-email', 'gio', 'dbus-send', 'kde-open', 'gnome-open'];

/** The recorder: a file per start, the environment's names first, then one argument a line. */
const script = (recordsDir: string, leaves: string) => `#!/bin/sh
record=$(mktemp ${recordsDir}/XXXXXX)
{
  printf '%s\\n' "$0"
  env -0 | tr '\\0' '\\001' | tr '\\n' ' ' | tr '\\001' '\\n' | sed 's/=.*//' | tr '\\n' ' '
  printf '\\n'
  for argument in "$@"; do printf '%s\\n' "$argument"; done
} > "$record"
for argument in "$@"; do
  case "$argument" in
    --user-data-dir=*) printf '%s' '${leaves}' > "\${argument#--user-data-dir=}/History" ;;
  esac
done
mv "$record" "$record.done"
`;

/**
 * @param name how the policy calls the browser
 * @param leaves what the browser writes into the profile it is given
 * @param isThere whether the browser that the policy names exists
 */
export async function recordPrograms({
  name = 'Managed test browser',
  leaves = '',
  isThere = true,
} = {}): Promise<RecordingPrograms> {
  const dir = await mkdtemp(join(tmpdir(), 'recorded-programs-'));
  await chmod(dir, 0o755);
  const recordsDir = join(dir, 'records');
  const desktopDir = join(dir, 'bin');
  await mkdir(recordsDir);
  // Electron's account writes here.
  await chmod(recordsDir, 0o777);
  await mkdir(desktopDir);
  const browser = join(dir, 'managed-browser');
  for (const path of [browser, ...DESKTOP_PROGRAMS.map((program) => join(desktopDir, program))]) {
    await writeFile(path, script(recordsDir, leaves), { mode: 0o755 });
  }
  if (!isThere) await rm(browser);
  const policyFile = join(dir, 'policy.json');
  const policy = { managedBrowser: { path: browser, name } };
  await writeFile(policyFile, JSON.stringify(policy), { mode: 0o644 });

  return {
    policyFile,
    desktopDir,
    async starts() {
      const records = (await readdir(recordsDir)).filter((record) => record.endsWith('.done'));
      return Promise.all(
        records.map(async (record) => {
          const text = await readFile(join(recordsDir, record), 'utf8');
          const [program = '', variables = '', ...args] = text.trimEnd().split('\n');
          return { program, variables: variables.trim().split(' '), arguments: args };
        }),
      );
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
