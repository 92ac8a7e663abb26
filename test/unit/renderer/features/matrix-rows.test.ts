import { describe, expect, it } from 'vitest';
import type { CheckId, StatusCell, StatusRow } from '../../../../preload/contract/index.ts';
import { aTenant, minutesAgo } from '../../../../renderer/bridge/fake/estates.ts';
import {
  failCounts,
  filteredRows,
  type MatrixFilter,
  matrixRows,
  type MatrixSort,
  sortAfter,
  sortedRows,
} from '../../../../renderer/features/status-matrix/matrix-rows.ts';
import { CHECKS } from '../../../../renderer/lib/checks.ts';

const cell = (
  checkId: CheckId,
  state: StatusCell['state'],
  word: string = state,
  reason = '',
): StatusCell => ({ checkId, state, word, reason, collectedAt: minutesAgo(5) });

const row = (number: number, minutes: number | null, ...cells: StatusCell[]): StatusRow => ({
  tenantId: aTenant(number).id,
  cells,
  collectedAt: minutes === null ? null : minutesAgo(minutes),
  problem: null,
});

const tenants = [
  aTenant(1, { name: 'Alpha', domain: 'alpha.example' }),
  aTenant(2, { name: 'Beta', domain: 'beta.example' }),
  aTenant(3, { name: 'Gamma', domain: 'gamma.example' }),
  aTenant(4, { name: 'Delta', domain: 'delta.example' }),
];
const byTenant = Object.fromEntries(
  [
    row(1, 5, cell('mfa-done', 'pass', 'MFA done'), cell('legacy-auth', 'fail', 'Allowed')),
    row(2, 600, cell('mfa-done', 'fail', 'Not done'), cell('legacy-auth', 'fail', 'Allowed')),
    row(
      3,
      60,
      cell('mfa-done', 'not-permitted', 'Not permitted'),
      cell('legacy-auth', 'report-only', 'Report-only', 'A compliant device is only reported.'),
    ),
  ].map((one) => [one.tenantId, one]),
);
const all = matrixRows(tenants, byTenant, {}, Date.now());
const ANY: MatrixFilter = { text: '', check: null, state: null };
const names = (rows: typeof all) => rows.map(({ tenant }) => tenant.name).join(' ');
const sorted = (by: MatrixSort['by'], isReversed = false) =>
  names(sortedRows(all, { by, isReversed }));

describe('matrixRows', () => {
  it('has a cell for every check, and says of what nobody asked that nobody asked', () => {
    for (const { cells } of all) expect(Object.keys(cells).sort()).toEqual([...CHECKS].sort());
    expect(all[3]?.cells['mfa-done']).toMatchObject({ state: 'not-collected', collectedAt: null });
  });

  it('counts failures of each check, and calls nothing else a failure', () => {
    expect(failCounts(all)['mfa-done']).toBe(1);
    expect(failCounts(all)['legacy-auth']).toBe(2);
    expect(failCounts(all)['break-glass']).toBe(0);
  });
});

describe('sortedRows', () => {
  it('sorts by a check, worst first: what is not known lies between bad and good', () => {
    expect(sorted('mfa-done')).toBe('Beta Gamma Delta Alpha');
    expect(sorted('mfa-done', true)).toBe('Alpha Delta Gamma Beta');
  });

  it('sorts by age with the never collected and the oldest first, and by name', () => {
    expect(sorted('age')).toBe('Delta Beta Gamma Alpha');
    expect(sorted('tenant')).toBe('Alpha Beta Gamma Delta');
    expect(sorted('tenant', true)).toBe('Delta Gamma Beta Alpha');
  });

  it('keeps equals in the order of the estate', () => {
    expect(sorted('break-glass')).toBe('Alpha Beta Gamma Delta');
    expect(sorted('legacy-auth')).toBe('Alpha Beta Gamma Delta');
  });

  it('reverses when a head is pressed again, and begins anew at another', () => {
    const first = sortAfter({ by: 'tenant', isReversed: false }, 'mfa-done');
    expect(first).toEqual({ by: 'mfa-done', isReversed: false });
    expect(sortAfter(first, 'mfa-done').isReversed).toBe(true);
    expect(sortAfter(sortAfter(first, 'mfa-done'), 'age')).toEqual({
      by: 'age',
      isReversed: false,
    });
  });
});

describe('filteredRows', () => {
  const filtered = (filter: Partial<MatrixFilter>) =>
    names(filteredRows(all, { ...ANY, ...filter }));

  it('leaves all without a filter', () => {
    expect(filtered({})).toBe('Alpha Beta Gamma Delta');
  });

  it('finds tenants by name, domain and id', () => {
    expect(filtered({ text: 'beta' })).toBe('Beta');
    expect(filtered({ text: 'gamma.example' })).toBe('Gamma');
    expect(filtered({ text: tenants[3]?.id ?? '' })).toBe('Delta');
  });

  it('finds tenants by what a cell says', () => {
    expect(filtered({ text: 'compliant device' })).toBe('Gamma');
  });

  it('filters by a state in any check, or in one', () => {
    expect(filtered({ state: 'fail' })).toBe('Alpha Beta');
    expect(filtered({ state: 'fail', check: 'mfa-done' })).toBe('Beta');
    expect(filtered({ state: 'not-permitted' })).toBe('Gamma');
  });

  it('looks for words only in the check that is chosen', () => {
    expect(filtered({ text: 'compliant device', check: 'mfa-done' })).toBe('');
  });
});
