import { describe, expect, it } from 'vitest';
import type { SignInState, TenantSignIn } from '../../../../preload/contract/index.ts';
import { SIGN_IN_STATES } from '../../../../preload/contract/index.ts';
import { aTenant, minutesAgo } from '../../../../renderer/bridge/fake/estates.ts';
import { aStatus, rowOf } from '../../../../renderer/bridge/fake/status-data.ts';
import {
  freshFinding,
  freshRow,
  isStale,
  stateOfSignIn,
} from '../../../../renderer/lib/fresh-status.ts';

const tenant = aTenant(1);
const row = rowOf(aStatus(tenant, { changes: {}, minutes: 10 }));
const signIn = (state: SignInState, minutes: number | null): TenantSignIn => ({
  tenantId: tenant.id,
  state,
  accountId: null,
  code: null,
  reason: 'What is so.',
  correlationId: null,
  tokenUntil: null,
  checkedAt: minutes === null ? null : minutesAgo(minutes),
});
const cellOf = (fresh: typeof row, id: string) => fresh.cells.find(({ checkId }) => checkId === id);

describe('freshRow', () => {
  it('takes both green badges away when the tokens are dropped after collecting', () => {
    const fresh = freshRow(row, signIn('signed-out', 1), Date.now());

    expect(cellOf(fresh, 'sign-in')?.state).toBe('attention');
    expect(cellOf(fresh, 'mfa-done')).toMatchObject({ state: 'unknown', word: 'No sign-in' });
    expect(cellOf(fresh, 'legacy-auth')?.state).toBe('pass');
  });

  it('leaves the row as it is when the sign-in is older than it, or was never looked at', () => {
    expect(freshRow(row, signIn('signed-out', 60), Date.now()).cells).toEqual(row.cells);
    expect(freshRow(row, signIn('signed-out', null), Date.now())).toEqual(row);
    expect(freshRow(row, null, Date.now())).toBe(row);
  });

  it('is green no longer than the token lasts, however the row was collected', () => {
    const until = Date.now() + 60_000;
    const lasting = { ...signIn('signed-in', 60), tokenUntil: new Date(until).toISOString() };

    expect(cellOf(freshRow(row, lasting, until - 1), 'sign-in')?.state).toBe('pass');
    expect(cellOf(freshRow(row, lasting, until), 'sign-in')).toMatchObject({
      state: 'attention',
      word: 'Token ended',
    });
  });

  it('says no longer than that that MFA was done, and not only until the network is gone', () => {
    const until = Date.now() + 60_000;
    const lasting = (state: SignInState) => ({
      ...signIn(state, 1),
      tokenUntil: new Date(until).toISOString(),
    });
    const mfa = (state: SignInState, nowMs: number) =>
      cellOf(freshRow(row, lasting(state), nowMs), 'mfa-done');

    expect(mfa('signed-in', until - 1)?.state).toBe('pass');
    expect(mfa('unreachable', until - 1)?.state).toBe('pass');
    expect(mfa('signed-in', until)).toMatchObject({ state: 'fact', word: 'MFA was done' });
    expect(mfa('unreachable', until)).toMatchObject({ state: 'fact', word: 'MFA was done' });
  });

  it('turns green by a newer sign-in only with a token that lasts, and not absurdly long', () => {
    const nowMs = Date.now();
    const uncertain = {
      ...row,
      cells: [
        {
          checkId: 'sign-in',
          state: 'unknown',
          word: 'Not certain',
          reason: 'The end of the token cannot be read.',
          collectedAt: minutesAgo(10),
        } as const,
      ],
    };
    const stateWith = (hours: number | null) =>
      cellOf(
        freshRow(
          uncertain,
          {
            ...signIn('signed-in', 1),
            tokenUntil: hours === null ? null : new Date(nowMs + hours * 3_600_000).toISOString(),
          },
          nowMs,
        ),
        'sign-in',
      )?.state;

    expect([null, -1, 1, 24, 300].map(stateWith)).toEqual([
      'unknown',
      'unknown',
      'pass',
      'pass',
      'unknown',
    ]);
  });

  it('is green for one state of a sign-in alone', () => {
    const green = SIGN_IN_STATES.filter((state) => stateOfSignIn(signIn(state, 1)) === 'pass');
    expect(green).toEqual(['signed-in']);
    expect(stateOfSignIn(null)).toBe('not-collected');
  });
});

describe('freshFinding', () => {
  it('says the same as the row, with the way out and without what showed the old answer', () => {
    const { findings } = aStatus(tenant, { changes: {}, minutes: 10 });
    const before = findings.find(({ checkId }) => checkId === 'sign-in');
    if (before === undefined) throw new Error('Every status has a sign-in.');
    expect(before.evidence).not.toEqual([]);

    expect(freshFinding(before, signIn('signed-out', 1), Date.now())).toMatchObject({
      state: 'attention',
      word: 'Signed out',
      evidence: [],
      waysOut: [{ kind: 'sign-in' }],
    });
    expect(freshFinding(before, signIn('signed-in', 1), Date.now())).toBe(before);
  });
});

describe('isStale', () => {
  it('is so after a day; what never was collected is not old', () => {
    const nowMs = Date.now();
    expect(isStale(minutesAgo(60 * 25), nowMs)).toBe(true);
    expect(isStale(minutesAgo(60 * 23), nowMs)).toBe(false);
    expect(isStale(null, nowMs)).toBe(false);
  });
});
