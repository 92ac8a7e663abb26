import { describe, expect, it, vi } from 'vitest';
import { contract, LockState } from '../../../../preload/contract/index.ts';
import { type AppLockDeps, createAppLock } from '../../../../main/app/app-lock.ts';
import { OPEN_WHILE_LOCKED } from '../../../../main/app/lock-ipc.ts';
import { aFailure } from '../tenants/a-registry.ts';

const RIGHT = 'correct horse battery';
const TOUCH = { name: 'Touch ID', ask: () => Promise.resolve(true) };

function aLock(change: Partial<AppLockDeps> = {}, passphrase: string | null = RIGHT) {
  let isMarked = false;
  let hadWay = false;
  let own = passphrase;
  const told: LockState[] = [];
  const calls: string[] = [];
  const lock = createAppLock({
    passphrase: {
      isSet: () => own !== null,
      isOfStorage: () => false,
      matches: async (typed) => typed === own,
      set: async (next) => {
        own = next;
      },
    },
    system: () => null,
    trustsSession: false,
    requiresPassphrase: false,
    marker: {
      isSet: () => isMarked,
      hadWay: () => hadWay,
      set: (next) => {
        isMarked = true;
        hadWay = next;
      },
      clear: () => (isMarked = false),
    },
    now: () => new Date('2026-11-21T09:00:00.000Z'),
    onLocked: (reason) => calls.push(`locked: ${reason}`),
    onUnlocked: (how) => calls.push(`unlocked: ${how}`),
    onChanged: (state) => told.push(LockState.parse(state)),
    ...change,
  });
  return { lock, told, calls, isMarked: () => isMarked };
}

describe('createAppLock', () => {
  it('locks once, says why, and opens with the passphrase alone', async () => {
    const { lock, told, calls, isMarked } = aLock();
    expect(lock.isLocked()).toBe(false);

    lock.lock('idle');
    lock.lock('session');

    expect(lock.get()).toMatchObject({ isLocked: true, reason: 'idle' });
    expect(isMarked()).toBe(true);
    await expect(lock.unlock('another one')).rejects.toThrow(aFailure('confirmation-mismatch', ''));
    await expect(lock.unlock(null)).rejects.toThrow(aFailure('not-available', ''));
    await expect(lock.unlockBySystem()).rejects.toThrow(aFailure('not-available', ''));
    expect(lock.isLocked()).toBe(true);
    await lock.unlock(RIGHT);
    expect(lock.get()).toMatchObject({ isLocked: false, reason: null, lockedAt: null });
    expect(isMarked()).toBe(false);
    expect(calls).toEqual(['locked: idle', 'unlocked: passphrase']);
    expect(told.map(({ isLocked }) => isLocked)).toEqual([true, false]);
  });

  it('is locked after a restart, until somebody shows who it is', async () => {
    const marker = { isSet: () => true, hadWay: () => false, set: vi.fn(), clear: vi.fn() };
    const { lock } = aLock({ marker });

    expect(lock.get()).toMatchObject({ isLocked: true, reason: 'start' });
    lock.sessionUnlocked();
    expect(lock.isLocked()).toBe(true);
    await lock.unlock(RIGHT);
    expect(marker.clear).toHaveBeenCalledOnce();
  });

  it('is opened after a restart by the session alone, where that is the only way', async () => {
    const marker = { isSet: () => true, hadWay: () => false, set: vi.fn(), clear: vi.fn() };
    const { lock, calls } = aLock({ marker, trustsSession: true }, null);

    await expect(lock.unlock(null)).rejects.toThrow(aFailure('not-available', ''));
    expect(lock.get()).toMatchObject({ isLocked: true, reason: 'start' });
    lock.sessionUnlocked();
    expect(lock.isLocked()).toBe(false);
    expect(calls).toEqual(['unlocked: session']);
    expect(marker.clear).toHaveBeenCalledOnce();
  });

  it('takes one try at a time', async () => {
    let answer: (isIt: boolean) => void = () => undefined;
    const { lock } = aLock({
      passphrase: {
        isSet: () => true,
        isOfStorage: () => false,
        matches: () => new Promise((resolve) => (answer = resolve)),
        set: async () => undefined,
      },
    });
    lock.lock('operator');

    const first = lock.unlock('one');
    await expect(lock.unlock('two')).rejects.toThrow(aFailure('conflict', ''));
    answer(false);
    await expect(first).rejects.toThrow(aFailure('confirmation-mismatch', ''));
  });

  it('opens when the system says who it is, and not when it does not', async () => {
    let isOperator = false;
    const { lock, calls } = aLock(
      { system: () => ({ name: 'Touch ID', ask: async () => isOperator }) },
      null,
    );
    lock.lock('idle');

    await expect(lock.unlockBySystem()).rejects.toThrow(aFailure('cancelled', ''));
    await expect(lock.unlock(null)).rejects.toThrow(aFailure('not-available', ''));
    isOperator = true;
    await lock.unlockBySystem();
    expect(lock.isLocked()).toBe(false);
    expect(calls).toEqual(['locked: idle', 'unlocked: system']);
  });

  it('opens with the session where the system asks for a credential, and nowhere else', () => {
    for (const trustsSession of [true, false]) {
      const { lock } = aLock({ trustsSession });
      lock.lock('session');
      lock.sessionUnlocked();
      expect(lock.isLocked()).toBe(!trustsSession);
    }
  });

  it('says that anybody can go on where nothing shows who it is', async () => {
    const { lock, calls } = aLock({}, null);
    lock.lock('idle');

    expect(lock.get().ways).toEqual({ passphrase: false, system: null, session: false });
    await lock.unlock(null);
    expect(lock.isLocked()).toBe(false);
    expect(calls).toEqual(['locked: idle', 'unlocked: click']);
  });

  describe('where what showed it is gone', () => {
    const touchId = { name: 'Touch ID', ask: async () => true };
    const aLockWithoutIt = () => {
      let system: typeof touchId | null = null;
      const marker = { isSet: () => true, hadWay: () => true, set: vi.fn(), clear: vi.fn() };
      const made = aLock({ marker, system: () => system }, null);
      return { ...made, find: () => (system = touchId) };
    };

    it('is not opened by a click after a restart', async () => {
      const { lock } = aLockWithoutIt();

      await expect(lock.unlock(null)).rejects.toThrow(aFailure('not-available', ''));
      expect(lock.get()).toMatchObject({ isLocked: true, isProofMissing: true });
    });

    it('is not opened by a click when it went after the lock', async () => {
      let system: typeof touchId | null = touchId;
      const { lock } = aLock({ system: () => system }, null);
      lock.lock('idle');
      expect(lock.get().isProofMissing).toBe(false);

      system = null;

      await expect(lock.unlock(null)).rejects.toThrow(aFailure('not-available', ''));
      expect(lock.isLocked()).toBe(true);
    });

    it('tells the page when it is there again, and opens with it', async () => {
      const { lock, told, find } = aLockWithoutIt();
      find();

      await expect(lock.unlock(null)).rejects.toThrow(aFailure('not-available', ''));
      expect(told.at(-1)).toMatchObject({ isProofMissing: false, ways: { system: 'Touch ID' } });
      await lock.unlockBySystem();
      expect(lock.isLocked()).toBe(false);
    });

    it('opens with the session, so that nobody is locked out for good', () => {
      const { lock, calls } = aLockWithoutIt();
      lock.sessionUnlocked();

      expect(calls).toEqual(['unlocked: session']);
    });
  });

  it('changes its passphrase only with the present one, and never while it is locked', async () => {
    const { lock } = aLock();

    await expect(lock.setPassphrase(null, 'a new passphrase')).rejects.toThrow(
      aFailure('confirmation-mismatch', ''),
    );
    lock.lock('idle');
    await expect(lock.setPassphrase(RIGHT, 'a new passphrase')).rejects.toThrow(
      aFailure('not-available', ''),
    );
    await lock.unlock(RIGHT);
    await lock.setPassphrase(RIGHT, 'a new passphrase');
    lock.lock('idle');
    await expect(lock.unlock(RIGHT)).rejects.toThrow(aFailure('confirmation-mismatch', ''));
    await lock.unlock('a new passphrase');
  });
});

describe('createAppLock, where the policy asks for a passphrase', () => {
  const required = { requiresPassphrase: true };

  it('opens nothing before one is set, and that opens it', async () => {
    const { lock, calls } = aLock({ ...required, trustsSession: true, system: () => TOUCH }, null);
    expect(lock.get()).toMatchObject({ isLocked: true, reason: 'policy', needsPassphrase: true });

    await lock.unlock(null).catch(() => undefined);
    await lock.unlockBySystem();
    lock.sessionUnlocked();
    expect(lock.get()).toMatchObject({ isLocked: true, needsPassphrase: true });
    expect(calls).toEqual([]);

    await lock.setPassphrase(null, RIGHT);

    expect(lock.get()).toMatchObject({ isLocked: false, needsPassphrase: false });
    expect(calls).toEqual(['unlocked: passphrase']);
  });

  it('is locked at each start, and takes no other passphrase in its place', async () => {
    const { lock } = aLock(required);
    expect(lock.get()).toMatchObject({ isLocked: true, reason: 'policy', needsPassphrase: false });

    await expect(lock.setPassphrase(RIGHT, 'a new passphrase')).rejects.toThrow(
      aFailure('not-available', ''),
    );
    await expect(lock.unlock(null)).rejects.toThrow(aFailure('not-available', ''));
    await lock.unlock(RIGHT);
    expect(lock.isLocked()).toBe(false);
  });

  it('has what unlocked it before shown first, where it was locked when it ended', async () => {
    const { lock } = aLock(
      {
        ...required,
        system: () => TOUCH,
        marker: { isSet: () => true, hadWay: () => true, set: () => {}, clear: () => {} },
      },
      null,
    );
    expect(lock.get()).toMatchObject({ reason: 'start', needsPassphrase: false });
    await expect(lock.setPassphrase(null, RIGHT)).rejects.toThrow(aFailure('not-available', ''));

    await lock.unlockBySystem();

    expect(lock.get()).toMatchObject({ isLocked: true, reason: 'policy', needsPassphrase: true });
  });

  it('locks when the passphrase goes', () => {
    let isSet = true;
    const { lock, calls } = aLock({
      ...required,
      passphrase: {
        isSet: () => isSet,
        isOfStorage: () => true,
        matches: async () => true,
        set: async () => {},
      },
      trustsSession: true,
    });
    lock.sessionUnlocked();
    expect(lock.isLocked()).toBe(false);
    isSet = false;

    lock.look();

    expect(lock.get()).toMatchObject({ isLocked: true, needsPassphrase: true });
    expect(calls.at(-1)).toBe('locked: policy');
  });
});

describe('OPEN_WHILE_LOCKED', () => {
  it('has nothing but unlocking and queries of the first paint', () => {
    const commands = Object.entries(contract).flatMap(([area, members]) =>
      Object.entries(members as Record<string, { kind: string }>)
        .filter(
          ([name, { kind }]) =>
            kind === 'command' && OPEN_WHILE_LOCKED.has(`bulkhead:${area}.${name}`),
        )
        .map(([name]) => `${area}.${name}`),
    );

    expect(commands.sort()).toEqual([
      'app.reportPainted',
      'lock.setPassphrase',
      'lock.unlock',
      'lock.unlockBySystem',
    ]);
  });

  it('is what unlocks and what the first paint needs, as docs/security.md says', () => {
    expect([...OPEN_WHILE_LOCKED].toSorted()).toEqual([
      'bulkhead:app.getStart',
      'bulkhead:app.reportPainted',
      'bulkhead:compartments.get',
      'bulkhead:lock.get',
      'bulkhead:lock.setPassphrase',
      'bulkhead:lock.unlock',
      'bulkhead:lock.unlockBySystem',
      'bulkhead:tenants.get',
    ]);
  });
});
