import type { Door } from '../ipc/door.ts';

/** Events that say nothing of a tenant, and that the page needs to show that it is locked. */
const TOLD_WHILE_LOCKED: ReadonlySet<string> = new Set([
  'lock.changed',
  'app.onlineChanged',
  'app.settingsChanged',
]);
/** Each is something that the operator has not seen yet; the oldest go first. */
const MAX_NOTICES = 50;

/**
 * Holds back what the page is told while Bulkhead is locked.
 *
 * Threat: the lock covers the page; what is below it still runs, and what it is told of devices,
 * status and pages could be read by whoever has taken it over.
 * So it is told of the lock, and of what says nothing of a tenant. The last of each event, and every notice, is handed over with the
 * first thing that it is told after that, so that nothing it shows is older than what main knows.
 * Tested in test/unit/main/app/locked-pushes.test.ts.
 */
export function holdWhileLocked(push: Door['push'], isLocked: () => boolean): Door['push'] {
  const held = new Map<string, () => void>();
  let notices: (() => void)[] = [];
  const release = () => {
    const all = [...held.values(), ...notices];
    held.clear();
    notices = [];
    for (const tell of all) tell();
  };
  return (area, event, payload) => {
    const name = `${area}.${event}`;
    const tell = () => push(area, event, payload);
    // SECURITY(lock-pushes): a page that is covered hears of no tenant.
    if (isLocked() && !TOLD_WHILE_LOCKED.has(name)) {
      if (name === 'app.noticeRaised') notices = [...notices, tell].slice(-MAX_NOTICES);
      else held.set(name, tell);
      return;
    }
    if (!isLocked()) release();
    tell();
  };
}
