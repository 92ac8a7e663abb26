import { describe, expect, it } from 'vitest';
import type { PolicyVerdict } from '../../../../preload/contract/index.ts';
import { aTenant } from '../../../../renderer/bridge/fake/estates.ts';
import { everyState, POLICIES_GOOD } from '../../../../renderer/bridge/fake/status-data.ts';
import {
  orderedPolicies,
  outcomeText,
  reasonsOf,
  stateOfPolicy,
  wouldHit,
} from '../../../../renderer/features/tenant-status/order.ts';

const [base] = POLICIES_GOOD;
if (base === undefined) throw new Error('There are policies.');
const policy = (said: Partial<PolicyVerdict>): PolicyVerdict => ({ ...base, ...said });

describe('reasonsOf', () => {
  it('puts the worst first and never good beside what is not known', () => {
    const { needsYou, notKnown, inOrder } = reasonsOf(everyState(aTenant(1)).findings);

    expect(needsYou.map(({ state }) => state)).toEqual(['fail', 'attention']);
    expect(notKnown.map(({ state }) => state)).toEqual([
      'report-only',
      'unknown',
      'not-permitted',
      'not-licensed',
      'not-collected',
      'not-available',
    ]);
    expect(new Set(inOrder.map(({ state }) => state))).toEqual(new Set(['fact', 'pass']));
  });
});

describe('policies', () => {
  it('are those that would hit when they apply or may and are not switched off', () => {
    expect(wouldHit(policy({}))).toBe(true);
    expect(wouldHit(policy({ applies: 'maybe' }))).toBe(true);
    expect(wouldHit(policy({ applies: 'no' }))).toBe(false);
    expect(wouldHit(policy({ state: 'disabled' }))).toBe(false);
  });

  it('come with what stops the operator first', () => {
    const names = orderedPolicies([
      policy({ name: 'off', state: 'disabled' }),
      policy({ name: 'met' }),
      policy({ name: 'trial', state: 'report-only', outcome: 'blocked' }),
      policy({ name: 'unmet', outcome: 'not-satisfied' }),
      policy({ name: 'blocks', outcome: 'blocked' }),
    ]).map(({ name }) => name);

    expect(names).toEqual(['blocks', 'unmet', 'met', 'trial', 'off']);
  });

  it.each<[Partial<PolicyVerdict>, string, string]>([
    [{}, 'pass', 'Satisfied'],
    [{ applies: 'maybe' }, 'unknown', 'Satisfied if it applies'],
    [{ outcome: 'blocked' }, 'fail', 'Blocks you'],
    [{ outcome: 'blocked', applies: 'maybe' }, 'attention', 'May block you'],
    [{ outcome: 'not-satisfied' }, 'fail', 'Not satisfied'],
    [{ outcome: 'unknown' }, 'unknown', 'Not known'],
    [{ outcome: 'satisfied', state: 'report-only' }, 'report-only', 'Would be satisfied'],
    [{ outcome: 'blocked', state: 'report-only' }, 'report-only', 'Would block you'],
    [{ outcome: 'satisfied', state: 'disabled' }, 'not-available', 'Switched off'],
    [{ outcome: 'satisfied', applies: 'no' }, 'not-available', 'Does not apply'],
  ])('%o is shown as %s: %s', (said, state, words) => {
    expect(stateOfPolicy(policy(said))).toBe(state);
    expect(outcomeText(policy(said))).toBe(words);
  });
});
