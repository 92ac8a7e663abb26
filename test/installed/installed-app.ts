import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, cp, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How long a start may take on a machine that looks at every file. */
const START_MS = 30_000;
const LOOK_EVERY_MS = 250;

/** The program that `BULKHEAD_INSTALLED` names, or where an installer puts it. Throws when it is not there. */
export async function installedProgram(): Promise<string> {
  const usual =
    process.platform === 'win32'
      ? join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'Bulkhead', 'Bulkhead.exe')
      : '/Applications/Bulkhead.app/Contents/MacOS/Bulkhead';
  const program = process.env['BULKHEAD_INSTALLED'] ?? usual;
  await access(program).catch(() => {
    throw new Error(`Bulkhead is not installed at ${program}. BULKHEAD_INSTALLED names it.`);
  });
  return program;
}

/** A copy of all that is installed, of the account's own; `program` and `archive` are in it. */
export async function copyOfInstalled() {
  const program = await installedProgram();
  const isMac = process.platform === 'darwin';
  // On macOS the bundle; elsewhere the folder.
  const from = isMac ? dirname(dirname(dirname(program))) : dirname(program);
  const dir = await mkdtemp(join(tmpdir(), 'bulkhead-copy-'));
  const to = join(dir, basename(from));
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
  return {
    program: isMac ? join(to, 'Contents/MacOS/Bulkhead') : join(to, basename(program)),
    archive: join(to, isMac ? 'Contents/Resources/app.asar' : 'resources/app.asar'),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Turns one bit in the last file of an archive, where no header is. */
export async function turnOneBit(archive: string): Promise<void> {
  const file = await open(archive, 'r+');
  try {
    const { size } = await file.stat();
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, size - 64);
    byte[0] = (byte[0] ?? 0) ^ 1;
    await file.write(byte, 0, 1, size - 64);
  } finally {
    await file.close();
  }
}

/** What the first record of a start's journal says of the policy; null when none was written. */
async function policyIn(profileDir: string): Promise<string | null> {
  const path = join(profileDir, 'journal', 'journal-00000001.jsonl');
  const text = await readFile(path, 'utf8').catch(() => '');
  const opened = text.split('\n').find((line) => line.includes('"journal.opened"'));
  return /"policy":"([a-z-]+)"/.exec(opened ?? '')?.[1] ?? null;
}

/**
 * Starts it on a new profile and waits until its journal is open or it ends by itself; then ends it.
 * `policy` is what it takes the policy for, null when it never came so far.
 */
export async function startOnce(program: string) {
  const profileDir = await mkdtemp(join(tmpdir(), 'bulkhead-profile-'));
  const child = spawn(program, [`--user-data-dir=${profileDir}`], { stdio: 'ignore' });
  try {
    const deadline = Date.now() + START_MS;
    let policy: string | null = null;
    while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
      policy = await policyIn(profileDir);
      if (policy !== null) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    return { policy, hasEnded, exitCode: child.exitCode };
  } finally {
    await end(child);
    await rm(profileDir, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** Runs a program of the system and answers with what it wrote; rejects when it fails. */
export async function systemTool(path: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(path, args, { maxBuffer: 16 * 1024 * 1024 });
  return `${stdout}${stderr}`;
}
