import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHECK_CATALOGUE, CHECK_GROUPS } from '../../../../../preload/contract/check-catalogue.ts';
import { CHECK_IDS } from '../../../../../preload/contract/status.ts';

describe('the catalogue of checks', () => {
  it('describes every check of the contract, in its order, under its own id', () => {
    expect(Object.keys(CHECK_CATALOGUE)).toEqual([...CHECK_IDS]);
    for (const id of CHECK_IDS) expect(CHECK_CATALOGUE[id].id).toBe(id);
  });

  it.each(CHECK_IDS)('%s has words that fit where they are shown', (id) => {
    const check = CHECK_CATALOGUE[id];
    expect(CHECK_GROUPS).toContain(check.group);
    expect(check.title.length).toBeGreaterThan(0);
    expect(check.title.length).toBeLessThanOrEqual(60);
    expect(check.column.length).toBeLessThanOrEqual(12);
    expect(check.meaning).toMatch(/^[A-Z].*\.$/);
    expect(check.meaning.length).toBeLessThanOrEqual(120);
    expect((check.needs ?? '').length).toBeLessThanOrEqual(200);
  });

  it('writes ids of other tools as those tools do', () => {
    const all = Object.values(CHECK_CATALOGUE);
    for (const id of all.flatMap((check) => check.maester)) expect(id).toMatch(/^MT\.\d{4}$/);
    for (const id of all.flatMap((check) => check.scubaGear))
      expect(id).toMatch(/^MS\.AAD\.\d\.\dv\d$/);
    for (const id of all.flatMap((check) => check.zeroTrustAssessment))
      expect(id).toMatch(/^\d{5}$/);
  });

  it('uses no column twice', () => {
    const columns = Object.values(CHECK_CATALOGUE).map((check) => check.column);
    expect(new Set(columns).size).toBe(columns.length);
  });

  it('loads no validator, so that the page may import it', () => {
    const text = readFileSync(
      new URL('../../../../../preload/contract/check-catalogue.ts', import.meta.url),
      'utf8',
    );
    expect(text.match(/^import (?!type )/gm)).toBeNull();
  });
});
