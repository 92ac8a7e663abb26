import { describe, expect, it } from 'vitest';
import { holdWhileLocked } from '../../../../main/app/locked-pushes.ts';
import { contract } from '../../../../preload/contract/index.ts';

const events = Object.entries(contract).flatMap(([area, members]) =>
  Object.entries(members as Readonly<Record<string, { readonly kind: string }>>)
    .filter(([, { kind }]) => kind === 'event')
    .map(([name]) => ({ area, name, event: `${area}.${name}` })),
);

function aPush() {
  const told: unknown[][] = [];
  const state = { isLocked: false };
  const push = holdWhileLocked(
    (...args: unknown[]) => told.push(args),
    () => state.isLocked,
  ) as unknown as (area: string, event: string, payload: unknown) => void;
  return { told, state, push };
}

describe('holdWhileLocked', () => {
  it('tells everything while it is open', () => {
    const { told, push } = aPush();
    for (const { area, name } of events) push(area, name, 1);

    expect(told).toHaveLength(events.length);
  });

  it('tells of the lock alone while it is locked', () => {
    const { told, state, push } = aPush();
    state.isLocked = true;
    for (const { area, name } of events) push(area, name, 1);

    expect(told.map(([area, name]) => `${String(area)}.${String(name)}`).toSorted()).toEqual([
      'app.onlineChanged',
      'app.settingsChanged',
      'lock.changed',
    ]);
  });

  it('hands over the last of each event and every notice when it is open again', () => {
    const { told, state, push } = aPush();
    state.isLocked = true;
    push('status', 'changed', 'old');
    push('app', 'noticeRaised', 'one');
    push('app', 'noticeRaised', 'two');
    push('status', 'changed', 'new');
    state.isLocked = false;
    push('lock', 'changed', 'open');
    push('lock', 'changed', 'again');

    expect(told).toEqual([
      ['status', 'changed', 'new'],
      ['app', 'noticeRaised', 'one'],
      ['app', 'noticeRaised', 'two'],
      ['lock', 'changed', 'open'],
      ['lock', 'changed', 'again'],
    ]);
  });

  it('keeps no more notices than can be read', () => {
    const { told, state, push } = aPush();
    state.isLocked = true;
    for (let count = 0; count < 200; count += 1) push('app', 'noticeRaised', count);
    state.isLocked = false;
    push('lock', 'changed', 'open');

    expect(told).toHaveLength(51);
    expect(told.at(-2)).toEqual(['app', 'noticeRaised', 199]);
  });
});
