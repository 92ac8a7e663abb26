import { describe, expect, it } from 'vitest';
import { tellsIdleTime, watchIdle } from '../../../../main/app/idle-watch.ts';

function aWatch({ minutes = 5, withSession = true, isTold = true } = {}) {
  const listeners = new Map<string, () => void>();
  const locks: string[] = [];
  let idleSeconds = 0;
  let state: 'active' | 'locked' = 'active';
  let ticks = 0;
  const watch = watchIdle({
    power: {
      getSystemIdleTime: () => idleSeconds,
      getSystemIdleState: () => state,
      on: (event, listener) => listeners.set(event, listener),
    },
    tellsIdleTime: isTold,
    lockAfterMinutes: () => minutes,
    locksWithSession: () => withSession,
    lock: (reason) => locks.push(reason),
    sessionUnlocked: () => locks.push('unlocked'),
    ticks: () => ticks,
    lookEveryMs: 1,
  });
  return {
    watch,
    locks,
    listeners,
    be: (next: { idle?: number; running?: number; state?: 'active' | 'locked' }) => {
      idleSeconds = next.idle ?? idleSeconds;
      ticks = (next.running ?? ticks / 1_000) * 1_000;
      state = next.state ?? state;
    },
  };
}

/** Long enough for several looks; what must not happen has had its time. */
const looks = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('watchIdle', () => {
  it('locks after so many minutes without input', async () => {
    const { watch, locks, be } = aWatch();
    be({ idle: 299, running: 10_000 });
    await looks();
    expect(locks).toEqual([]);

    be({ idle: 300 });

    await expect.poll(() => locks).toContain('idle');
    watch.stop();
  });

  it('does not count what was before the start, or before it was unlocked', async () => {
    const { watch, locks, be } = aWatch();
    be({ idle: 100_000, running: 299 });
    await looks();
    be({ running: 5_000 });
    watch.begin();
    const before = locks.length;
    be({ running: 5_299 });
    await looks();
    expect(locks.slice(before)).toEqual([]);

    be({ running: 5_300 });

    await expect.poll(() => locks.length).toBeGreaterThan(before);
    watch.stop();
  });

  it('counts input to Bulkhead alone where the system does not tell', async () => {
    const { watch, locks, be } = aWatch({ isTold: false });
    be({ idle: 0, running: 299 });
    await looks();
    watch.begin();
    be({ running: 598 });
    await looks();
    expect(locks).toEqual([]);

    be({ running: 599 });

    await expect.poll(() => locks).toContain('idle');
    watch.stop();
  });

  it('never locks at 0 minutes', async () => {
    const { watch, locks, be } = aWatch({ minutes: 0 });
    be({ idle: 100_000, running: 100_000 });
    await looks();

    expect(locks).toEqual([]);
    watch.stop();
  });

  it('locks with the session, where it is told and where it is only seen', async () => {
    const told = aWatch();
    told.listeners.get('lock-screen')?.();
    told.listeners.get('unlock-screen')?.();
    expect(told.locks).toEqual(['session', 'unlocked']);
    told.watch.stop();

    const asleep = aWatch();
    asleep.listeners.get('suspend')?.();
    expect(asleep.locks).toEqual(['session']);
    asleep.watch.stop();

    const seen = aWatch();
    seen.be({ state: 'locked' });
    await expect.poll(() => seen.locks).toContain('session');
    seen.watch.stop();
  });

  it('takes sleep for time without input', () => {
    const { watch, locks, listeners } = aWatch({ withSession: false });

    listeners.get('suspend')?.();

    expect(locks).toEqual(['session']);
    watch.stop();
  });

  it('leaves the session and sleep alone where it is set so', async () => {
    const { watch, locks, listeners, be } = aWatch({ withSession: false, minutes: 0 });
    listeners.get('lock-screen')?.();
    listeners.get('suspend')?.();
    be({ state: 'locked' });
    await looks();

    expect(locks).toEqual([]);
    watch.stop();
  });
});

describe('tellsIdleTime', () => {
  it.each([
    ['linux', { XDG_SESSION_TYPE: 'wayland' }, false],
    ['linux', { XDG_SESSION_TYPE: 'tty', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, false],
    ['linux', { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '', DISPLAY: ':0' }, true],
    ['linux', {}, true],
    ['win32', { XDG_SESSION_TYPE: 'wayland' }, true],
    ['darwin', {}, true],
  ] as const)('on %s with %o: %s', (platform, env, isTold) => {
    expect(tellsIdleTime(platform, env)).toBe(isTold);
  });
});
