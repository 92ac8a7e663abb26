import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DataKey } from '../../../../main/app/data-key.ts';
import { createEstateLock, type EstateLockDeps } from '../../../../main/app/estate-lock.ts';
import { openPassphraseFile } from '../../../../main/app/passphrase-file.ts';
import { realFileSystem } from '../../../../main/stored-files/file-system.ts';
import { storage, StorageState } from '../../../../preload/contract/index.ts';

/** The least that is taken, because these tests are no thieves. */
const COST = 2 ** 14;
const PASSPHRASE = 'correct horse battery staple';
const NO_KEYSTORE: DataKey = { key: null, notice: 'No keystore.' };
const KEYSTORE: DataKey = { key: new Uint8Array(32).fill(5), notice: null };

function aProfile() {
  const dir = mkdtempSync(join(tmpdir(), 'estate-lock-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const start = (change: Partial<EstateLockDeps> = {}) => {
    const states: StorageState[] = [];
    const keepMemory = vi.fn<EstateLockDeps['keepMemory']>(() => Promise.resolve());
    const goOn = vi.fn<EstateLockDeps['goOn']>(() => Promise.resolve());
    const lock = createEstateLock({
      file: openPassphraseFile({
        dir,
        fs: realFileSystem,
        now: () => new Date('2026-11-21T09:00:00.000Z'),
      }),
      openKeystore: () => NO_KEYSTORE,
      random: (size) => new Uint8Array(size).fill(9),
      keepMemory,
      goOn,
      cost: COST,
      onChanged: (state) => states.push(StorageState.parse(state)),
      ...change,
    });
    lock.open();
    return { lock, states, keepMemory, goOn };
  };
  /** A profile in which a passphrase was set. */
  const kept = async () => {
    await start().lock.setPassphrase(PASSPHRASE);
    return start();
  };
  return { dir, file: join(dir, 'estate.passphrase'), start, kept, names: () => readdirSync(dir) };
}

describe('what protects the estate', () => {
  it('says when the process that has the database is given up, whatever protects it', () => {
    const { lock, states } = aProfile().start({ openKeystore: () => KEYSTORE });
    expect(lock.get()).toMatchObject({ state: 'keystore', isEnded: false });
    lock.end();
    expect(states.at(-1)).toMatchObject({ state: 'keystore', isEnded: true, revision: 2 });
  });

  it('is the keystore where there is one, else nothing', () => {
    const { start, names } = aProfile();

    const [one, other] = [start({ openKeystore: () => KEYSTORE }), start()];

    expect([one.lock.get().state, one.lock.key()]).toEqual(['keystore', KEYSTORE.key]);
    expect(other.lock.get()).toMatchObject({ state: 'memory', notice: 'No keystore.' });
    expect([other.lock.key(), other.lock.isLocked(), names()]).toEqual([null, false, []]);
  });

  it('becomes a passphrase, and what is in memory is kept under its key', async () => {
    const { start, file } = aProfile();
    const { lock, states, keepMemory, goOn } = start();

    await lock.setPassphrase(PASSPHRASE);

    expect(lock.get()).toMatchObject({ state: 'passphrase', notice: null });
    expect(keepMemory).toHaveBeenCalledExactlyOnceWith(new Uint8Array(32).fill(9));
    expect(goOn).toHaveBeenCalledTimes(1);
    expect(lock.key()).toEqual(new Uint8Array(32).fill(9));
    expect(states.map(({ state }) => state)).toEqual(['memory', 'passphrase']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    for (const secret of ['horse', Buffer.alloc(32, 9).toString('base64').slice(0, 40)]) {
      expect(text).not.toContain(secret);
      expect(JSON.stringify(states)).not.toContain(secret);
    }
  });

  it('is nothing still when what is in memory cannot be kept', async () => {
    const { start, names } = aProfile();
    const { lock, goOn } = start({
      keepMemory: () => Promise.reject(new Error('The disk is full.')),
    });

    await expect(lock.setPassphrase(PASSPHRASE)).rejects.toThrow('full');

    expect([lock.get().state, lock.key(), names()]).toEqual(['memory', null, []]);
    expect(goOn).not.toHaveBeenCalled();
  });

  it('keeps nothing under a key that could not be saved', async () => {
    const { start, dir } = aProfile();
    mkdirSync(join(dir, 'estate.passphrase.tmp'));
    const { lock, keepMemory } = start();

    await expect(lock.setPassphrase(PASSPHRASE)).rejects.toMatchObject({ code: 'storage-failed' });

    expect(keepMemory).not.toHaveBeenCalled();
    expect(lock.get().state).toBe('memory');
  });

  it.each(['', 'eleven char', '👩‍💻'.repeat(3), 'x'.repeat(1_025)])(
    'takes no passphrase that is guessed or without end: %j',
    async (passphrase) => {
      const { start, names } = aProfile();
      const { lock } = start();

      await expect(lock.setPassphrase(passphrase)).rejects.toMatchObject({ code: 'invalid' });
      expect(names()).toEqual([]);
    },
  );
});

describe('what is locked', () => {
  it('gives no key before the right passphrase, and says that another is wrong', async () => {
    const { lock, goOn, states } = await aProfile().kept();

    expect(lock.get()).toMatchObject({ state: 'locked', notice: null, canUnlock: true });
    for (const wrong of ['correct horse battery stapl', ` ${PASSPHRASE}`, 'x'.repeat(2_048)]) {
      await expect(lock.unlock(wrong)).rejects.toMatchObject({ code: 'confirmation-mismatch' });
    }
    expect([lock.isLocked(), lock.key(), goOn.mock.calls.length]).toEqual([true, null, 0]);

    await lock.unlock(PASSPHRASE);

    expect([lock.isLocked(), lock.key()]).toEqual([false, new Uint8Array(32).fill(9)]);
    expect(goOn).toHaveBeenCalledTimes(1);
    expect(states.map(({ state }) => state)).toEqual(['locked', 'passphrase']);
  });

  it('stays so when a keystore has come since: another key would set all of it aside', async () => {
    const profile = aProfile();
    await profile.kept();
    const openKeystore = vi.fn(() => KEYSTORE);

    const { lock } = profile.start({ openKeystore });

    expect([lock.get().state, lock.key()]).toEqual(['locked', null]);
    expect(openKeystore).not.toHaveBeenCalled();
  });

  it('runs one try at a time', async () => {
    const { lock } = await aProfile().kept();

    const tries = await Promise.allSettled(
      ['guess number one', 'guess number two', PASSPHRASE].map((typed) => lock.unlock(typed)),
    );

    expect(tries.map((one) => one.status === 'rejected' && one.reason)).toMatchObject([
      { code: 'confirmation-mismatch' },
      { code: 'conflict' },
      { code: 'conflict' },
    ]);
    expect(lock.isLocked()).toBe(true);
    await lock.unlock(PASSPHRASE);
    expect(lock.isLocked()).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"version":1'],
    ['another version', '{"version":2}'],
    ['a list', '[]'],
    ['bytes', '\u0000\u0001'],
    ['more than a key', `"${'x'.repeat(5_000)}"`],
  ])('says what can be done when its file holds %s', async (_, content) => {
    const profile = aProfile();
    await profile.kept();
    writeFileSync(profile.file, content);

    const { lock, goOn } = profile.start();

    expect(lock.get()).toMatchObject({ state: 'locked', canUnlock: false });
    expect(lock.get().notice).toMatch(/damaged.*copy.*start anew/);
    await expect(lock.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'storage-failed' });
    expect([lock.isLocked(), goOn.mock.calls.length]).toEqual([true, 0]);
  });

  it('says so when its key was changed in the file', async () => {
    const profile = aProfile();
    await profile.kept();
    const wrapped = JSON.parse(readFileSync(profile.file, 'utf8')) as { key: string };
    const key = Buffer.from(wrapped.key, 'base64');
    key[3] = (key[3] ?? 0) ^ 1;
    writeFileSync(profile.file, JSON.stringify({ ...wrapped, key: key.toString('base64') }));

    const { lock } = profile.start();
    await expect(lock.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'storage-failed' });

    expect(lock.get()).toMatchObject({ state: 'locked', canUnlock: false });
    expect(lock.get().notice).toMatch(/damaged/);
  });

  it('follows no link that was put in the place of its file', async () => {
    const profile = aProfile();
    await profile.kept();
    const elsewhere = join(profile.dir, 'elsewhere');
    writeFileSync(elsewhere, readFileSync(profile.file));
    rmSync(profile.file);
    symlinkSync(elsewhere, profile.file);

    const { lock } = profile.start();

    expect(lock.get()).toMatchObject({ state: 'locked', canUnlock: false });
    await expect(lock.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('can be given up: its key is set aside, and what is there then protects', async () => {
    const profile = aProfile();
    const { lock, goOn } = await profile.kept();

    await lock.startAnew();

    expect(lock.get().state).toBe('memory');
    expect(goOn).toHaveBeenCalledTimes(1);
    expect(profile.names()).toEqual(['estate.passphrase.set-aside-2026-11-21T09-00-00-000Z']);
    await expect(lock.startAnew()).rejects.toMatchObject({ code: 'not-available' });
    await lock.setPassphrase('another twelve letters');
    expect(profile.names()).toContain('estate.passphrase');
  });
});

describe('changing the passphrase', () => {
  it('opens the same key afterwards, with the new one alone', async () => {
    const profile = aProfile();
    const { lock } = await profile.kept();
    await lock.unlock(PASSPHRASE);
    const next = 'another twelve letters';

    await expect(lock.changePassphrase('not the passphrase', next)).rejects.toMatchObject({
      code: 'confirmation-mismatch',
    });
    await expect(lock.changePassphrase(PASSPHRASE, 'short')).rejects.toMatchObject({
      code: 'invalid',
    });
    await lock.changePassphrase(PASSPHRASE, next);

    const again = profile.start().lock;
    await expect(again.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'confirmation-mismatch' });
    await again.unlock(next);
    expect(again.key()).toEqual(new Uint8Array(32).fill(9));
  });

  it.each(['setPassphrase', 'changePassphrase'] as const)(
    '%s does nothing where there is none or one already',
    async (method) => {
      const { start, names } = aProfile();
      const { lock } = start({ openKeystore: () => KEYSTORE });

      const tried =
        method === 'setPassphrase'
          ? lock.setPassphrase(PASSPHRASE)
          : lock.changePassphrase(PASSPHRASE, PASSPHRASE);

      await expect(tried).rejects.toMatchObject({ code: 'not-available' });
      expect(names()).toEqual([]);
    },
  );
});

describe('what the page may send', () => {
  it.each([
    {},
    { passphrase: '' },
    { passphrase: 'x'.repeat(2_049) },
    { passphrase: 1 },
    { passphrase: [PASSPHRASE] },
    { passphrase: PASSPHRASE, path: '/etc/passwd' },
  ])('is bounded and nothing else: %#', (input) => {
    expect(storage.unlock.input.safeParse(input).success).toBe(false);
    expect(storage.setPassphrase.input.safeParse(input).success).toBe(false);
    expect(storage.changePassphrase.input.safeParse(input).success).toBe(false);
  });
});
