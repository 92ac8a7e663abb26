import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** What the process says of the cache. */
interface Said {
  readonly storage: string;
  readonly notice: string | null;
  readonly loaded: string | null;
  readonly ms: number;
}

const CANARY = 'canary-0.AXkA-refresh-token';
const CACHE = JSON.stringify({
  RefreshToken: {
    one: { home_account_id: 'a.b', environment: 'x', client_id: 'c', secret: CANARY },
  },
});

describe('tokens in a real keyring', () => {
  let home: string;
  let profile: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'bulkhead-keyring-'));
    profile = join(home, 'profile');
    mkdirSync(profile);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  /** Runs the process in a D-Bus session of its own, with the keyring of that home unlocked. */
  const run = (
    args: readonly string[],
    options: { hasKeyring?: boolean; keyring?: string; killsWhenLocked?: boolean } = {},
  ): Promise<Said> => {
    const { hasKeyring = true, keyring = 'home', killsWhenLocked = false } = options;
    const runtime = join(home, keyring);
    mkdirSync(runtime, { recursive: true, mode: 0o700 });
    const script = join(import.meta.dirname, 'keyring-process.ts');
    const command = [process.execPath, script, profile, ...args];
    const unlock =
      'printf %s password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1';
    const [program = '', ...rest] = hasKeyring
      ? ['dbus-run-session', '--', 'bash', '-c', `${unlock}; exec "$@"`, 'keyring', ...command]
      : command;
    return new Promise((resolve, reject) => {
      const child = spawn(program, rest, {
        env: { PATH: process.env['PATH'] ?? '', HOME: runtime, XDG_RUNTIME_DIR: runtime },
        stdio: ['ignore', 'pipe', 'pipe'],
        // Ends with everything it started.
        detached: true,
      });
      let said = '';
      let wrong = '';
      child.stderr.on('data', (chunk) => (wrong += String(chunk)));
      child.stdout.on('data', (chunk) => {
        said += String(chunk);
        if (killsWhenLocked && said.includes('locked')) process.kill(-(child.pid ?? 0), 'SIGKILL');
      });
      child.once('close', () => {
        const last = said.trim().split('\n').at(-1) ?? '';
        if (last === '') reject(new Error(`The process said nothing: ${wrong}`));
        else resolve(JSON.parse(last) as Said);
      });
    });
  };

  const written = () =>
    readdirSync(profile, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('are there again in the next process, and in no file of the profile', async () => {
    const saved = await run(['save', CACHE]);
    const later = await run(['load']);

    expect(saved).toMatchObject({ storage: 'keystore', notice: null, loaded: CACHE });
    expect(later).toMatchObject({ storage: 'keystore', notice: null, loaded: CACHE });
    expect(written().length).toBeGreaterThan(0);
    for (const file of written()) {
      expect(readFileSync(file, 'utf8')).not.toContain(CANARY);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    // The keyring's own file is encrypted.
    const keyrings = join(home, 'home', '.local', 'share', 'keyrings');
    const kept = readdirSync(keyrings).map((name) => readFileSync(join(keyrings, name), 'latin1'));
    expect(kept.join('')).not.toContain(CANARY);
  });

  it('are kept in memory only where there is no keyring, and the operator is told', async () => {
    const said = await run(['save', CACHE], { hasKeyring: false });

    expect(said).toMatchObject({ storage: 'memory', loaded: null });
    expect(said.notice).toContain('no keyring');
    expect(said.ms).toBeLessThan(20_000);
    for (const file of written()) expect(readFileSync(file, 'utf8')).not.toContain(CANARY);
  });

  it('are gone, without harm, when the keyring is another one', async () => {
    await run(['save', CACHE]);

    const other = await run(['load'], { keyring: 'other' });
    const saved = await run(['save', CACHE], { keyring: 'other' });

    expect(other).toMatchObject({ storage: 'keystore', notice: null, loaded: null });
    expect(saved.loaded).toBe(CACHE);
  });

  it.each([
    ['cut off', CACHE.slice(0, 60)],
    ['of another shape', '{"RefreshToken":{"one":{"secret":7}}}'],
    ['not JSON', 'garbage'],
  ])('are not used when they are damaged (%s), and can be kept again', async (_, text) => {
    await run(['save', CACHE]);

    const damaged = await run(['damage', text]);
    const saved = await run(['save', CACHE]);

    expect(damaged).toMatchObject({ storage: 'keystore', loaded: null });
    expect(damaged.notice).toContain('Sign in again');
    expect(saved.loaded).toBe(CACHE);
  });

  it('are read at once after a process was killed while it held the lock', async () => {
    await run(['save', CACHE]);
    await run(['hang', CACHE], { killsWhenLocked: true });
    const lock = join(profile, 'identity', 'global.cache.lockfile');
    const wasLeft = existsSync(lock);

    const later = await run(['load']);

    expect(wasLeft).toBe(true);
    expect(later).toMatchObject({ storage: 'keystore', notice: null, loaded: CACHE });
    expect(later.ms).toBeLessThan(20_000);
    expect(existsSync(lock)).toBe(false);
  });
});
