import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type KeyStore, openDataKey } from '../../../../main/app/data-key.ts';
import { realFileSystem } from '../../../../main/stored-files/file-system.ts';

/** Like a keystore: what one encrypts, another does not decrypt. */
function aKeyStore(secret: string, change: Partial<KeyStore> = {}): KeyStore {
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text) => Buffer.from(`${secret}:${Buffer.from(text).toString('hex')}`),
    decryptString: (bytes) => {
      const [owner, hex = ''] = bytes.toString().split(':');
      if (owner !== secret) throw new Error('cannot decrypt');
      return Buffer.from(hex, 'hex').toString();
    },
    ...change,
  };
}

function aProfile() {
  const dir = mkdtempSync(join(tmpdir(), 'data-key-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  let byte = 0;
  const open = (keyStore: KeyStore, platform: NodeJS.Platform = 'linux') =>
    openDataKey({
      keyStore,
      dir,
      platform,
      fs: realFileSystem,
      random: (size) => new Uint8Array(size).fill((byte += 1)),
      now: () => new Date('2026-11-21T09:00:00.000Z'),
    });
  return { dir, open, names: () => readdirSync(dir).sort() };
}

describe('openDataKey', () => {
  it('makes a key once and finds it again', () => {
    const { open, dir } = aProfile();

    const first = open(aKeyStore('a'));
    const second = open(aKeyStore('a'));

    expect([first.notice, first.key?.length]).toEqual([null, 32]);
    expect(second).toEqual(first);
    expect(readFileSync(join(dir, 'estate.key')).includes(Buffer.from(first.key ?? []))).toBe(
      false,
    );
  });

  it.each([
    ['basic_text', 'linux'],
    ['unknown', 'linux'],
  ] as const)('has none with the backend %s', (backend, platform) => {
    const { open, names } = aProfile();

    const { key, notice } = open(
      aKeyStore('a', { getSelectedStorageBackend: () => backend }),
      platform,
    );

    expect([key, names()]).toEqual([null, []]);
    expect(notice).toMatch(/gone after quitting/);
  });

  it('has none when the backend cannot be told on Linux, and asks for none elsewhere', () => {
    const { getSelectedStorageBackend: _, ...silent } = aKeyStore('a');

    expect(aProfile().open(silent, 'linux').key).toBeNull();
    expect(aProfile().open(silent, 'win32').key).not.toBeNull();
    expect(aProfile().open(silent, 'darwin').key).not.toBeNull();
  });

  it('has none without a keystore', () => {
    const { open, names } = aProfile();

    expect(open(aKeyStore('a', { isEncryptionAvailable: () => false })).key).toBeNull();
    expect(names()).toEqual([]);
  });

  it('makes another one when the keystore is another, and keeps the file', () => {
    const { open, names } = aProfile();
    const before = open(aKeyStore('a'));

    const after = open(aKeyStore('b'));

    expect(after.key).not.toBeNull();
    expect(after.key).not.toEqual(before.key);
    expect(after.notice).toMatch(/starts anew/);
    expect(names()).toEqual(['estate.key', 'estate.key.set-aside-2026-11-21T09-00-00-000Z']);
    expect(open(aKeyStore('b'))).toEqual({ key: after.key, notice: null });
  });

  it('leaves the file alone when the keystore is locked', () => {
    const { open, dir, names } = aProfile();
    const before = open(aKeyStore('a'));
    const locked = () => {
      throw new Error('locked');
    };

    const during = open(aKeyStore('a', { decryptString: locked, encryptString: locked }));

    expect([during.key, names()]).toEqual([null, ['estate.key']]);
    expect(open(aKeyStore('a')).key).toEqual(before.key);
    expect(dir).toBeTruthy();
  });

  it.each(['', 'x', 'a:zz', `a:${Buffer.from('c2hvcnQ=').toString('hex')}`])(
    'makes a new one for a damaged file: %j',
    (content) => {
      const { open, dir } = aProfile();
      writeFileSync(join(dir, 'estate.key'), content);

      expect(open(aKeyStore('a')).key?.length).toBe(32);
    },
  );
});
