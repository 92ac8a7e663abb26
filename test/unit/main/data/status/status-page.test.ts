import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHECK_CATALOGUE } from '../../../../../preload/contract/check-catalogue.ts';
import { CHECK_IDS, CHECK_STATES } from '../../../../../preload/contract/status.ts';

const page = readFileSync(new URL('../../../../../docs/status.md', import.meta.url), 'utf8');
const idsTable = page.slice(page.indexOf('## Ids of other tools'), page.indexOf('## What is not'));

/** Cells of the table row that begins with the check. */
function rowOf(id: string): readonly string[] {
  const row = idsTable.split('\n').find((line) => line.startsWith(`| \`${id}\``));
  return (row ?? '').split('|').map((cell) => cell.trim());
}

describe('the page on status', () => {
  it.each(CHECK_IDS)('says how %s is answered', (id) => {
    expect(page.split('\n').some((line) => line.startsWith(`| \`${id}\` `))).toBe(true);
  });

  it.each(CHECK_STATES)('says what %s means', (state) => {
    expect(page.slice(0, page.indexOf('## Checks'))).toContain(state);
  });

  it.each(CHECK_IDS)('has the ids of other tools for %s as the catalogue has them', (id) => {
    const { maester, scubaGear, zeroTrustAssessment } = CHECK_CATALOGUE[id];
    const [, , ...cells] = rowOf(id);
    const written = cells.slice(0, 3).map((cell) => cell.split(', ').filter((one) => one !== ''));
    const expected = [maester, scubaGear, zeroTrustAssessment];
    const isListed = expected.some((ids) => ids.length > 0);
    expect(written).toEqual(isListed ? expected : []);
  });
});
