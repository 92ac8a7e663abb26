import { describe, expect, it } from 'vitest';
import type { TenantInventory } from '../../../../preload/contract/index.ts';
import { anInventory } from '../../../../renderer/bridge/fake/devices/inventory-data.ts';
import { demoEstate } from '../../../../renderer/bridge/fake/estates.ts';
import {
  asOfText,
  refusedText,
  SOURCE_STATE_WORDS,
  sourceText,
} from '../../../../renderer/lib/inventory-words.ts';

const { tenants } = anInventory(demoEstate().tenants, true);
const NOW = Date.parse('2026-11-20T12:00:00Z');
const collectedAt = (at: string | null, isPartial = false): TenantInventory => ({
  ...(tenants[0] as TenantInventory),
  collectedAt: at,
  isPartial,
});

describe('words of the inventory', () => {
  it('have a word of its own for each state of a source', () => {
    const words = Object.values(SOURCE_STATE_WORDS);
    const sentences = tenants.flatMap(({ sources }) => sources.map(sourceText));

    expect(new Set(words).size).toBe(words.length);
    expect(new Set(sentences).size).toBeGreaterThanOrEqual(words.length);
    expect(sentences.join()).not.toContain(' 0 ');
  });

  it('say what was refused and why, or nothing', () => {
    const sources = tenants.flatMap(({ sources }) => sources);

    expect(sources.flatMap((source) => refusedText(source) ?? [])[0]).toBe(
      '12 rows refused: 12 without an id',
    );
    const taken = { ...(sources[0] as (typeof sources)[number]), refused: 0, refusals: [] };
    expect(refusedText(taken)).toBeNull();
    // Its row was taken; what of it was not is said all the same.
    const doubts = ['3 values left out: risk (no text)'];
    expect(refusedText({ ...taken, refusals: doubts })).toBe(doubts[0]);
  });

  it('give the oldest age, and what is not whole', () => {
    const text = asOfText(
      [
        collectedAt('2026-11-20T08:31:00Z', true),
        collectedAt('2026-11-20T11:00:00Z'),
        collectedAt(null),
      ],
      NOW,
    );

    expect(text).toMatch(/^as of \d\d:\d\d \(1 tenant partial, 1 tenant not collected\)$/);
    expect(asOfText([collectedAt('2026-11-01T08:00:00Z')], NOW)).toMatch(/^as of 1 Nov 2026/);
    expect(asOfText([collectedAt(null)], NOW)).toBe('not collected yet');
    expect(asOfText([], NOW)).toBe('not collected yet');
  });
});
