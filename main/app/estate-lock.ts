import type { StorageState } from '../../preload/contract/index.ts';
import { PASSPHRASE_LENGTH } from '../../preload/contract/passphrase-length.ts';
import { Failure } from '../ipc/failure.ts';
import type { DataKey } from './data-key.ts';
import { isTakenPassphrase, rewrapKey, unwrapKey, wrapKey } from './passphrase-key.ts';
import type { PassphraseFile } from './passphrase-file.ts';

export interface EstateLockDeps {
  readonly file: PassphraseFile;
  /** Looks into the system's keystore. */
  readonly openKeystore: () => DataKey;
  readonly random: (size: number) => Uint8Array;
  /** Has what is in memory written under the key; rejects when it is in memory still. */
  readonly keepMemory: (key: Uint8Array) => Promise<void>;
  /** What was in memory is kept: goes on with `key()`. */
  readonly goOn: () => Promise<void>;
  /** Of one try, in the terms of scrypt; what `wrapKey` takes unless given. */
  readonly cost?: number;
  readonly onChanged: (state: StorageState) => void;
}

/** What protects the estate's key, and the key while it is there. */
export interface EstateLock {
  get(): StorageState;
  /** Looks at keystore and file; once, before anything is kept. */
  open(): void;
  /** Whether something is kept that cannot be read before a passphrase is typed. */
  isLocked(): boolean;
  /** The process that has the database is given up. */
  end(): void;
  /** 32 bytes; null while it is locked, and when nothing is kept. */
  key(): Uint8Array | null;
  /** Throws a Failure, as the rest of them. One of them runs at a time. */
  unlock(passphrase: string): Promise<void>;
  setPassphrase(passphrase: string): Promise<void>;
  changePassphrase(passphrase: string, next: string): Promise<void>;
  startAnew(): Promise<void>;
}

export const LOCKED =
  'What was collected is locked. Unlock it with your passphrase to see and collect devices and status.';
const KEY_BYTES = 32;

/**
 * Decides what protects the key of what is collected: the keystore, a passphrase, or nothing.
 *
 * Threat: without a keystore a key beside the database protects nobody, and who sits at the
 * workstation for a minute may try passphrases. A wrapped key that is there is the key of what is
 * kept, also when a keystore has come since: another key would set all of it aside.
 * So the key is wrapped by a passphrase that is nowhere kept, one try runs at a time, each at the
 * full cost of scrypt, and until one is right there is no key and no database.
 * Tested in test/unit/main/app/estate-lock.test.ts and test/e2e/electron/passphrase.spec.ts.
 */
export function createEstateLock(deps: EstateLockDeps): EstateLock {
  const { file } = deps;
  let key: Uint8Array | null = null;
  let isBusy = false;
  let current: StorageState = {
    revision: 0,
    state: 'starting',
    notice: null,
    canUnlock: false,
    isEnded: false,
  };

  const set = (change: Partial<StorageState>) => {
    current = { ...current, ...change, revision: current.revision + 1 };
    deps.onChanged(current);
  };

  const look = () => {
    const kept = file.read();
    if (kept.kind === 'absent') {
      const opened = deps.openKeystore();
      key = opened.key;
      set({
        state: opened.key === null ? 'memory' : 'keystore',
        notice: opened.notice,
        canUnlock: false,
      });
      return;
    }
    key = null;
    const notice =
      kept.kind === 'wrapped'
        ? null
        : kept.kind === 'damaged'
          ? damagedWords(file.name)
          : `The file “${file.name}” with the key of what was collected cannot be read (${kept.code}). Make it readable and start Bulkhead again, or start anew.`;
    set({ state: 'locked', notice, canUnlock: kept.kind === 'wrapped' });
  };

  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    // SECURITY(estate-lock): one try at a time, so that many at once are not cheaper.
    if (isBusy) throw new Failure('conflict', 'Another try is under way. Wait a moment.');
    isBusy = true;
    try {
      return await work();
    } finally {
      isBusy = false;
    }
  };

  const mustBe = (state: StorageState['state'], words: string) => {
    if (current.state !== state) throw new Failure('not-available', words);
  };
  const wrapped = (): unknown => {
    const kept = file.read();
    return kept.kind === 'wrapped' ? kept.wrapped : null;
  };
  const damaged = () => new Failure('storage-failed', damagedWords(file.name));
  const write = (next: Parameters<PassphraseFile['write']>[0]) => {
    try {
      file.write(next);
    } catch {
      throw new Failure('storage-failed', 'The key could not be saved. The disk may be full.');
    }
  };

  return {
    get: () => current,
    open() {
      if (current.state === 'starting') look();
    },
    isLocked: () => current.state === 'locked',
    end: () => set({ isEnded: true }),
    key: () => key,
    unlock: (passphrase) =>
      alone(async () => {
        mustBe('locked', 'Nothing is locked.');
        const opened = await unwrapKey(wrapped(), passphrase);
        if (opened.kind === 'wrong-passphrase') throw wrongPassphrase();
        if (opened.kind === 'damaged') {
          set({ state: 'locked', notice: damagedWords(file.name), canUnlock: false });
          throw damaged();
        }
        key = opened.key;
        set({ state: 'passphrase', notice: null, canUnlock: false });
        await deps.goOn();
      }),
    setPassphrase: (passphrase) =>
      alone(async () => {
        mustBe('memory', 'What is collected is kept already.');
        assertTaken(passphrase);
        const next = Uint8Array.from(deps.random(KEY_BYTES));
        // First, so that there is never a database whose key is nowhere.
        write(await wrapKey(next, passphrase, deps.cost));
        try {
          await deps.keepMemory(next);
        } catch (error) {
          file.remove();
          throw error;
        }
        key = next;
        set({ state: 'passphrase', notice: null, canUnlock: false });
        await deps.goOn();
      }),
    changePassphrase: (passphrase, next) =>
      alone(async () => {
        mustBe('passphrase', 'There is no passphrase to change.');
        assertTaken(next);
        const again = await rewrapKey(wrapped(), passphrase, next);
        if (again.kind === 'wrong-passphrase') throw wrongPassphrase();
        if (again.kind === 'damaged') throw damaged();
        write(again.wrapped);
      }),
    startAnew: () =>
      alone(async () => {
        mustBe('locked', 'Nothing is locked.');
        try {
          file.setAside();
        } catch {
          throw new Failure('storage-failed', `The file “${file.name}” could not be set aside.`);
        }
        look();
        await deps.goOn();
      }),
  };
}

const wrongPassphrase = () =>
  new Failure('confirmation-mismatch', 'This is not the passphrase. Nothing was changed.');

function damagedWords(name: string): string {
  return `The file “${name}” with the key of what was collected is damaged, so no passphrase opens it. Put a copy of it back into the profile folder and start Bulkhead again, or start anew.`;
}

function assertTaken(passphrase: string): void {
  if (isTakenPassphrase(passphrase)) return;
  const { min, max } = PASSPHRASE_LENGTH;
  throw new Failure('invalid', `A passphrase has ${String(min)} to ${String(max)} characters.`);
}
