import { describe, expect, it } from 'vitest';
import { ACTIONS, OWN_ACTIONS } from '../../../../main/journal/actions.ts';
import { actionWords } from '../../../../renderer/lib/journal-words.ts';

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
