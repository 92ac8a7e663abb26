import { PASSPHRASE_LENGTH } from '../../preload/contract/passphrase-length.ts';
import { Failure } from '../ipc/failure.ts';
import type { LockPassphrase } from './app-lock.ts';
import type { PassphraseFile } from './passphrase-file.ts';
import { isTakenPassphrase, unwrapKey, wrapKey } from './passphrase-key.ts';

export interface LockPassphraseDeps {
  /** Of what is collected. Where it is there, it is the passphrase of the lock too. */
  readonly storage: PassphraseFile;
  /** Of the lock alone. The key that it wraps is used for nothing. */
  readonly own: PassphraseFile;
  readonly random: (size: number) => Uint8Array;
  /** Of one try, in the terms of scrypt; what `wrapKey` takes unless given. */
  readonly cost?: number;
}

const KEY_BYTES = 32;

/** The passphrase that unlocks Bulkhead: that of what is collected, else one of its own. */
export function createLockPassphrase(deps: LockPassphraseDeps): LockPassphrase {
  const { storage, own, random, cost } = deps;
  const isOfStorage = () => storage.read().kind !== 'absent';
  const kept = () => (isOfStorage() ? storage : own);
  return {
    isOfStorage,
    // One that is damaged is there: taking it away must not be a way in.
    isSet: () => kept().read().kind !== 'absent',
    async matches(passphrase) {
      const read = kept().read();
      const opened = await unwrapKey(read.kind === 'wrapped' ? read.wrapped : null, passphrase);
      if (opened.kind === 'damaged') {
        throw new Failure(
          'storage-failed',
          `The file “${kept().name}” is damaged, so no passphrase unlocks Bulkhead. Put a copy of it back into the profile folder.`,
        );
      }
      if (opened.kind === 'key') opened.key.fill(0);
      return opened.kind === 'key';
    },
    async set(passphrase) {
      if (!isTakenPassphrase(passphrase)) {
        const { min, max } = PASSPHRASE_LENGTH;
        throw new Failure(
          'not-available',
          `A passphrase has ${String(min)} to ${String(max)} characters.`,
        );
      }
      const wrapped = await wrapKey(Uint8Array.from(random(KEY_BYTES)), passphrase, cost);
      try {
        own.write(wrapped);
      } catch {
        throw new Failure(
          'storage-failed',
          'The passphrase could not be saved. The disk may be full.',
        );
      }
    },
  };
}
