import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLockMarker } from '../../../../main/app/lock-marker.ts';
import { createLockPassphrase } from '../../../../main/app/lock-passphrase.ts';
import { openPassphraseFile } from '../../../../main/app/passphrase-file.ts';
import { wrapKey } from '../../../../main/app/passphrase-key.ts';
import { realFileSystem } from '../../../../main/stored-files/file-system.ts';
import { fileSystemWithout } from '../stored-files/failing-file-system.ts';
import { aFailure, aProfile } from '../tenants/a-registry.ts';

const COST = 2 ** 14;
const now = () => new Date('2026-11-21T09:00:00.000Z');
const RIGHT = 'correct horse battery';
const OTHER = 'another long passphrase';

function aPassphrase(dir = aProfile(), fs = realFileSystem) {
  const storage = openPassphraseFile({ dir, fs, now });
  const own = openPassphraseFile({ dir, name: 'lock.passphrase', fs, now });
  return {
    dir,
    storage,
    passphrase: createLockPassphrase({ storage, own, random: randomBytes, cost: COST }),
  };
}

describe('createLockPassphrase', () => {
  it('is set, matches itself and nothing else, also for the next start', async () => {
    const { dir, passphrase } = aPassphrase();
    expect(passphrase.isSet()).toBe(false);

    await passphrase.set(RIGHT);

    const next = aPassphrase(dir).passphrase;
    expect(next.isSet()).toBe(true);
    expect(next.isOfStorage()).toBe(false);
    expect(await next.matches(RIGHT)).toBe(true);
    expect(await next.matches(OTHER)).toBe(false);
  });

  it('is the one of what is collected, where there is one', async () => {
    const { storage, passphrase } = aPassphrase();
    await passphrase.set(OTHER);
    storage.write(await wrapKey(randomBytes(32), RIGHT, COST));

    expect(passphrase.isOfStorage()).toBe(true);
    expect(await passphrase.matches(RIGHT)).toBe(true);
    expect(await passphrase.matches(OTHER)).toBe(false);
  });

  it('opens nothing when its file is damaged', async () => {
    const { dir, passphrase } = aPassphrase();
    writeFileSync(join(dir, 'lock.passphrase'), 'nonsense');

    expect(passphrase.isSet()).toBe(true);
    await expect(passphrase.matches(RIGHT)).rejects.toThrow(aFailure('storage-failed', 'damaged'));
  });

  it('says when it cannot be saved, and takes no short one', async () => {
    const full = aPassphrase(aProfile(), fileSystemWithout('writeSync', 'ENOSPC').fs).passphrase;

    await expect(full.set(RIGHT)).rejects.toThrow(aFailure('storage-failed', ''));
    expect(full.isSet()).toBe(false);
    await expect(full.set('short')).rejects.toThrow(aFailure('not-available', ''));
  });
});

describe('openLockMarker', () => {
  it('is there for the next start until it is cleared', () => {
    const dir = aProfile();
    const open = () => openLockMarker(dir, realFileSystem, () => expect.unreachable());
    open().clear();
    expect(open().isSet()).toBe(false);

    for (const hadWay of [true, false]) {
      open().set(hadWay);
      expect(open().isSet()).toBe(true);
      expect(open().hadWay()).toBe(hadWay);
    }
    open().clear();
    expect(open().isSet()).toBe(false);
    expect(open().hadWay()).toBe(false);
  });

  it('tells of a disk that takes nothing, and does not throw', () => {
    const faults: unknown[] = [];
    const { fs } = fileSystemWithout('writeSync', 'ENOSPC');

    openLockMarker(aProfile(), fs, (error) => faults.push(error)).set(true);

    expect(faults).toHaveLength(1);
  });
});
