import type { StorageState } from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import { emitter } from './emitter.ts';
import type { FakeArea } from './fake-area.ts';

export interface FakeStorageState {
  readonly state: StorageState['state'];
  readonly notice: string | null;
  readonly canUnlock: boolean;
  readonly isEnded: boolean;
  /** What opens it; null when there is none. */
  readonly passphrase: string | null;
  readonly failsToSave: boolean;
}

/** What a test may look at. */
export interface FakeStorageControls {
  readonly current: () => StorageState;
  readonly tries: () => number;
}

export interface FakeStorage {
  readonly storage: FakeArea<'storage'>;
  readonly controls: FakeStorageControls;
}

export interface FakeStorageOptions {
  /** Milliseconds that a try takes. */
  readonly tryMs: number;
}

export function fakeStorage(initial: FakeStorageState, { tryMs }: FakeStorageOptions): FakeStorage {
  const { state, notice, canUnlock, failsToSave } = initial;
  let passphrase = initial.passphrase;
  let current: StorageState = {
    revision: 1,
    state,
    notice,
    canUnlock,
    isEnded: initial.isEnded,
  };
  let tries = 0;
  let isBusy = false;
  const changed = emitter<StorageState>();

  const set = (next: Partial<StorageState>) => {
    current = { ...current, canUnlock: false, ...next, revision: current.revision + 1 };
    changed.emit(current);
  };
  const wrong = () =>
    fails('confirmation-mismatch', 'This is not the passphrase. Nothing was changed.');
  const unsaved = () =>
    fails('storage-failed', 'The key could not be saved. The disk may be full.');
  /** Takes its time, one at a time, as scrypt does. */
  const alone = async <T>(work: () => Promise<T>) => {
    if (isBusy) return fails('conflict', 'Another try is under way. Wait a moment.');
    isBusy = true;
    tries += 1;
    await new Promise((resolve) => setTimeout(resolve, tryMs));
    isBusy = false;
    return work();
  };

  return {
    controls: { current: () => current, tries: () => tries },
    storage: {
      get: () => ok(current),
      unlock: (input) =>
        alone(() => {
          if (input.passphrase !== passphrase) return wrong();
          set({ state: 'passphrase', notice: null });
          return ok({});
        }),
      setPassphrase: (input) =>
        alone(() => {
          if (failsToSave) return unsaved();
          ({ passphrase } = input);
          set({ state: 'passphrase', notice: null });
          return ok({});
        }),
      changePassphrase: (input) =>
        alone(() => {
          if (input.passphrase !== passphrase) return wrong();
          if (failsToSave) return unsaved();
          passphrase = input.next;
          return ok({});
        }),
      startAnew: () =>
        alone(() => {
          set({ state: 'memory', notice: NO_KEYSTORE });
          return ok({});
        }),
      onChanged: changed.on,
    },
  };
}

export const NO_KEYSTORE =
  'This device offers no keystore in which a key would be safe. What is collected is gone after quitting.';
