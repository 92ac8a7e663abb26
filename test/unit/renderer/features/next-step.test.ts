import { describe, expect, it } from 'vitest';
import type { SignInState, StatusRow, TenantSignIn } from '../../../../preload/contract/index.ts';
import { aTenant, minutesAgo } from '../../../../renderer/bridge/fake/estates.ts';
import { aStatus, NEVER, rowOf, STORIES } from '../../../../renderer/bridge/fake/status-data.ts';
import { nextStepOf } from '../../../../renderer/features/overview/next-step.ts';
import { overviewItems } from '../../../../renderer/features/overview/overview-order.ts';

const tenant = aTenant(1);
const rowAt = (at: number, said: Partial<StatusRow> = {}): StatusRow => {
  const story = STORIES[at];
  if (story === undefined) throw new Error(`There is no story ${String(at)}.`);
  return { ...rowOf(aStatus(tenant, story)), ...said };
};
const signIn = (state: SignInState, said: Partial<TenantSignIn> = {}): TenantSignIn => ({
  tenantId: tenant.id,
  state,
  accountId: 'a.00000000-0000-4000-8000-000000000001' as never,
  code: null,
  reason: '',
  correlationId: null,
  tokenUntil: null,
  checkedAt: minutesAgo(1),
  ...said,
});
const step = (row: StatusRow | null, of: TenantSignIn | null) => nextStepOf(row, of, Date.now());

describe('nextStepOf', () => {
  it('wants nothing when all is well, and nothing before anything was read', () => {
    expect(step(rowAt(0), signIn('signed-in'))).toBeNull();
    expect(step(null, null)).toBeNull();
  });

  it.each<[SignInState, string | null]>([
    ['needs-mfa', 'do-mfa'],
    ['needs-sign-in', 'sign-in'],
    ['signed-out', 'sign-in'],
    ['failed', 'sign-in'],
    ['needs-consent', 'ask-consent'],
    ['blocked', null],
    ['disabled', null],
  ])('answers the sign-in state %s with %s', (state, way) => {
    expect(step(rowAt(0), signIn(state))).toMatchObject({
      isUrgent: true,
      way: way && { kind: way },
    });
  });

  it('does not call a tenant signed out in which nobody ever was', () => {
    expect(step(null, signIn('signed-out', { accountId: null }))).toBeNull();
  });

  it('leads to the sign-in where collecting would fail because nobody ever signed in', () => {
    const nobody = signIn('signed-out', { accountId: null });
    for (const said of [{ problem: 'Nobody is signed in.' }, { collectedAt: null }])
      expect(step(rowAt(0, said), nobody)).toMatchObject({
        isUrgent: false,
        way: { kind: 'sign-in' },
      });
  });

  it('leads to the reasons when Conditional Access blocks, before a role that ends', () => {
    expect(step(rowAt(1), null)).toMatchObject({
      words: 'Conditional Access: Blocked',
      way: null,
      isUrgent: true,
    });
  });

  it('asks for a collection when the last one failed, none was, or it is old', () => {
    expect(step(rowAt(0, { problem: 'Cut off.' }), null)).toMatchObject({
      words: 'The last collection failed',
      isUrgent: false,
    });
    const never = rowOf(aStatus(tenant, { changes: NEVER, minutes: null }));
    expect(step(never, null)).toMatchObject({ words: 'Never collected', way: { kind: 'collect' } });
    expect(step(rowAt(0, { collectedAt: minutesAgo(60 * 25) }), null)).toMatchObject({
      words: 'Data is more than a day old',
    });
  });
});

describe('the overview', () => {
  it('orders tenants by what their status wants', () => {
    const tenants = [0, 1, 2, 3].map((at) => aTenant(at + 1, { name: `T${String(at)}` }));
    const rows = Object.fromEntries(
      tenants.map((one, at) => [one.id, rowOf(aStatus(one, STORIES[at] ?? { changes: {} }))]),
    );
    const [, , , fourth] = tenants;
    if (fourth === undefined) throw new Error('There are four tenants.');
    const signIns = { [fourth.id]: signIn('signed-out', { tenantId: fourth.id }) };

    const items = overviewItems(tenants, {}, null, 'need', { rows, signIns, nowMs: Date.now() });

    expect(items.map((item) => item.tenant.name)).toEqual(['T3', 'T2', 'T1', 'T0']);
  });
});
