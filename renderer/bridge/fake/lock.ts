import type { LockState } from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import { emitter } from './emitter.ts';
import type { FakeArea } from './fake-area.ts';

export interface FakeLockState {
  readonly isLocked: boolean;
  /** What unlocks it; null when there is none. */
  readonly passphrase: string | null;
  readonly system: string | null;
  readonly session: boolean;
  /** What unlocked it is not available just now. */
  readonly isProofMissing?: boolean;
  /** The policy asks for a passphrase. */
  readonly requiresPassphrase?: boolean;
}

/** What a test may do from main's side. */
export interface FakeLockControls {
  readonly lock: (reason: NonNullable<LockState['reason']>) => void;
}

export interface FakeLock {
  readonly lock: FakeArea<'lock'>;
  readonly controls: FakeLockControls;
}

export function fakeLock(initial: FakeLockState, now: () => string, tryMs: number): FakeLock {
  let { passphrase, isLocked } = initial;
  let revision = 1;
  const { requiresPassphrase = false } = initial;
  let reason: LockState['reason'] = isLocked ? (requiresPassphrase ? 'policy' : 'start') : null;
  let lockedAt: string | null = isLocked ? now() : null;
  const changed = emitter<LockState>();
  const get = (): LockState => ({
    revision,
    isLocked,
    reason,
    lockedAt,
    ways: { passphrase: passphrase !== null, system: initial.system, session: initial.session },
    usesStoragePassphrase: false,
    isProofMissing: isLocked && initial.isProofMissing === true,
    needsPassphrase: isLocked && requiresPassphrase && passphrase === null,
  });
  const set = (next: LockState['reason']) => {
    isLocked = next !== null;
    reason = next;
    lockedAt = isLocked ? now() : null;
    revision += 1;
    changed.emit(get());
  };
  const later = () => new Promise((resolve) => setTimeout(resolve, tryMs));
  return {
    controls: { lock: set },
    lock: {
      get: () => ok(get()),
      lock: () => {
        set('operator');
        return ok({});
      },
      unlock: async (input) => {
        await later();
        if (initial.isProofMissing === true) {
          return fails('not-available', 'Show first that it is you who goes on.');
        }
        if (input.passphrase !== passphrase) {
          return fails('confirmation-mismatch', 'This is not the passphrase. Nothing was changed.');
        }
        set(null);
        return ok({});
      },
      unlockBySystem: async () => {
        await later();
        if (initial.system === null) return fails('not-available');
        set(null);
        return ok({});
      },
      setPassphrase: async (input) => {
        await later();
        if (passphrase !== null && input.present !== passphrase) {
          return fails('confirmation-mismatch', 'This is not the passphrase. Nothing was changed.');
        }
        const isFirst = get().needsPassphrase;
        ({ passphrase } = input);
        set(isFirst ? null : reason);
        return ok({});
      },
      onChanged: changed.on,
    },
  };
}
