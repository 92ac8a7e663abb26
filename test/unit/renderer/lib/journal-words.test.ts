import { describe, expect, it } from 'vitest';
import { ACTIONS, OWN_ACTIONS } from '../../../../main/journal/actions.ts';
import { actionWords, outcomeWords } from '../../../../renderer/lib/journal-words.ts';

const recorded = Object.entries(ACTIONS).flatMap(([area, rules]) =>
  Object.entries(rules as Readonly<Record<string, string | object>>)
    .filter(([, rule]) => typeof rule === 'object')
    .map(([name]) => `${area}.${name}`),
);

describe('actionWords', () => {
  it('has words for everything that is recorded', () => {
    const wordless = [...recorded, ...OWN_ACTIONS].filter(
      (action) => actionWords(action) === action,
    );

    expect(recorded.length).toBeGreaterThan(60);
    expect(wordless).toEqual([]);
  });

  it('leaves an action of another version as it is', () => {
    expect(actionWords('tenants.renamed')).toBe('tenants.renamed');
    expect(actionWords('constructor')).toBe('constructor');
  });
});

describe('words of the journal', () => {
  it.each([
    'identity.signIn',
    'identity.signInByCode',
    'inventory.collect',
    'onboarding.runChecks',
    'status.collect',
  ])('say of %s that it was begun, and not that it was done', (action) => {
    expect(actionWords(action)).toMatch(/begun$/);
    expect(outcomeWords({ kind: 'event', action, outcome: 'ok' })).toBe('Begun');
    expect(outcomeWords({ kind: 'outcome', action, outcome: 'ok' })).toBe('Begun');
    expect(outcomeWords({ kind: 'event', action, outcome: 'offline' })).toBe('Not done: offline');
  });

  it('say how a sign-in ended', () => {
    const ended = { kind: 'event', action: 'sign-in.ended' } as const;
    const words = ['signed-in', 'not-signed-in', 'cancelled', 'abandoned'].map((outcome) =>
      outcomeWords({ ...ended, outcome }),
    );

    expect(words).toEqual([
      'Signed in',
      'Not signed in',
      'Cancelled',
      'Stopped: its tenant or account was let go',
    ]);
  });

  it('say of what was done that it was done', () => {
    const exported = { kind: 'outcome', action: 'inventory.exportFile', outcome: 'ok' } as const;

    expect(outcomeWords(exported)).toBe('Done');
  });
});
