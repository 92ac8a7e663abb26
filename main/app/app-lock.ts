import type { LockState } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';

/** A way in which the system itself asks who is there. */
export interface SystemProof {
  /** As people know it: Touch ID. */
  readonly name: string;
  /** Answers whether it was the operator. Never rejects. */
  ask(): Promise<boolean>;
}

export interface LockPassphrase {
  /** Whether there is one. */
  isSet(): boolean;
  /** Whether it is the one under which what is collected is kept. */
  isOfStorage(): boolean;
  /** Whether this is it; throws Failure `storage-failed` when what is kept of it is damaged. */
  matches(passphrase: string): Promise<boolean>;
  /** Throws a Failure. */
  set(passphrase: string): Promise<void>;
}

/** Remembers over a restart that it is locked, and whether there was a way to show who goes on. */
export interface LockMarker {
  isSet(): boolean;
  hadWay(): boolean;
  set(hadWay: boolean): void;
  clear(): void;
}

/** What showed who goes on; `click` where nothing on the device does. */
type UnlockedBy = 'passphrase' | 'system' | 'session' | 'click';

/** What the lock tells of: what it covers, and what the journal has of it. */
export interface LockListeners {
  readonly onLocked: (reason: NonNullable<LockState['reason']>) => void;
  readonly onUnlocked: (how: UnlockedBy) => void;
  readonly onChanged: (state: LockState) => void;
}

export interface AppLockDeps extends LockListeners {
  readonly passphrase: LockPassphrase;
  /** Asked anew each time: a lid that is closed takes the sensor away, and gives it back. */
  readonly system: () => SystemProof | null;
  /** Whether signing in to the workstation again shows that it is the operator. */
  readonly trustsSession: boolean;
  /** Whether the policy opens nothing without a passphrase, and asks for it at each start. */
  readonly requiresPassphrase: boolean;
  readonly marker: LockMarker;
  readonly now: () => Date;
}

export interface AppLock {
  get(): LockState;
  isLocked(): boolean;
  lock(reason: NonNullable<LockState['reason']>): void;
  /** Throws a Failure, as the next ones do. */
  unlock(passphrase: string | null): Promise<void>;
  unlockBySystem(): Promise<void>;
  setPassphrase(present: string | null, passphrase: string): Promise<void>;
  /** The workstation was locked and somebody has signed in to it again. */
  sessionUnlocked(): void;
  /** What protects what is collected has changed, and so may the ways. */
  look(): void;
}

/**
 * The lock over everything that is on the screen.
 *
 * Threat: an operator walks away from a workstation that is signed in to many tenants. The lock of
 * the system is minutes later, or never; and who is at the keyboard may quit Bulkhead and start it
 * again.
 * So it locks by itself and with the system, covers every page, answers nothing at the door but what
 * unlocks it, hands out no token, and is locked still after a restart. Where there is nothing that
 * shows who goes on, it says so instead of pretending; where the policy asks for a passphrase, it
 * stays locked until one is set.
 * Tested in test/unit/main/app/app-lock.test.ts and test/e2e/electron/app-lock.spec.ts.
 */
export function createAppLock(deps: AppLockDeps): AppLock {
  const { passphrase, system, trustsSession, marker, now } = deps;
  let revision = 0;
  let reason: LockState['reason'] = null;
  let lockedAt: string | null = null;
  let isBusy = false;
  /** Whether there was a way when it was locked. */
  let hadWay = false;

  const ways = (): LockState['ways'] => ({
    passphrase: passphrase.isSet(),
    system: system()?.name ?? null,
    session: trustsSession,
  });
  const hasWay = () => passphrase.isSet() || system() !== null || trustsSession;
  // SECURITY(lock-required): whatever opened it otherwise, without a passphrase it stays locked.
  const isMissing = () => deps.requiresPassphrase && !passphrase.isSet();
  const isProofMissing = () => reason !== null && hadWay && !hasWay();
  const get = (): LockState => ({
    revision,
    isLocked: reason !== null,
    reason,
    lockedAt,
    ways: ways(),
    usesStoragePassphrase: passphrase.isOfStorage(),
    isProofMissing: isProofMissing(),
    needsPassphrase: reason === 'policy' && isMissing(),
  });
  const changed = () => {
    revision += 1;
    deps.onChanged(get());
  };
  const lock = (next: NonNullable<LockState['reason']>) => {
    if (reason !== null) return;
    reason = next;
    lockedAt = now().toISOString();
    // SECURITY(lock-restart): quitting and starting again opens nothing.
    hadWay = hasWay();
    marker.set(hadWay);
    deps.onLocked(next);
    changed();
  };
  /** What is asked for by the policy alone; who is there need not show anything of before. */
  const lockByPolicy = () => {
    reason = 'policy';
    lockedAt = now().toISOString();
    hadWay = !isMissing();
  };
  const open = (how: UnlockedBy) => {
    marker.clear();
    if (isMissing()) {
      lockByPolicy();
      changed();
      return;
    }
    reason = null;
    lockedAt = null;
    deps.onUnlocked(how);
    changed();
  };
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isBusy) throw new Failure('conflict', 'Another try is under way. Wait a moment.');
    isBusy = true;
    try {
      return await work();
    } finally {
      isBusy = false;
    }
  };
  const mustMatch = async (typed: string) => {
    if (!(await passphrase.matches(typed))) {
      throw new Failure(
        'confirmation-mismatch',
        'This is not the passphrase. Nothing was changed.',
      );
    }
  };

  if (marker.isSet()) {
    reason = 'start';
    lockedAt = now().toISOString();
    hadWay = marker.hadWay();
  } else if (deps.requiresPassphrase) lockByPolicy();

  return {
    get,
    isLocked: () => reason !== null,
    lock,
    unlock: (typed) =>
      alone(async () => {
        if (reason === null) return;
        // SECURITY(lock-proof): one try at a time, each at the full cost of scrypt.
        if (typed !== null && passphrase.isSet()) {
          await mustMatch(typed);
          open('passphrase');
        } else if (hasWay() || hadWay) {
          // SECURITY(lock-way-gone): a sensor that is covered makes no click enough. It may be there
          // again, and then the page has to know.
          if (!passphrase.isSet()) changed();
          throw new Failure('not-available', 'Show first that it is you who goes on.');
        } else open('click');
      }),
    unlockBySystem: () =>
      alone(async () => {
        if (reason === null) return;
        const proof = system();
        if (proof === null)
          throw new Failure('not-available', 'This system does not offer it now.');
        if (!(await proof.ask())) throw new Failure('cancelled', 'Bulkhead is locked still.');
        open('system');
      }),
    setPassphrase: (present, next) =>
      alone(async () => {
        const isFirst = reason === 'policy' && isMissing();
        if (reason !== null && !isFirst) {
          throw new Failure('not-available', 'Unlock Bulkhead first.');
        }
        if (passphrase.isOfStorage()) {
          throw new Failure(
            'not-available',
            'The passphrase of what is collected unlocks Bulkhead too. Change that one.',
          );
        }
        if (passphrase.isSet()) await mustMatch(present ?? '');
        await passphrase.set(next);
        if (isFirst) open('passphrase');
        else changed();
      }),
    sessionUnlocked() {
      // The system has asked who is there, so that Bulkhead need not ask again. That holds after a
      // restart as well: without a passphrase it is the only way.
      // And where what was there is gone it is what is left, so that nobody is locked out for good.
      if (reason !== null && (trustsSession || isProofMissing())) open('session');
    },
    look() {
      // What was kept under the passphrase was begun anew, and the passphrase went with it.
      if (reason === null && isMissing()) {
        lockByPolicy();
        deps.onLocked('policy');
      }
      changed();
    },
  };
}
