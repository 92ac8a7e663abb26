import { beforeEach, expect, it } from 'vitest';
import { createJournaledRefusals } from '../../../../main/journal/journaled-refusals.ts';
import type { JournalDraft } from '../../../../main/journal/record.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';

const A = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const B = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201' as TenantId;
const aRefusal = (change: Partial<Refusal> = {}): Refusal => ({
  kind: 'navigation',
  tenantId: A,
  host: 'contoso-canary.example',
  message: 'The page wanted to go to contoso-canary.example.',
  ...change,
});

let at: number;
let written: JournalDraft[];
let refusals: ReturnType<typeof createJournaledRefusals>;
beforeEach(() => {
  at = 0;
  written = [];
  refusals = createJournaledRefusals({ note: (draft) => written.push(draft), elapsed: () => at });
});
const said = () =>
  written.map(({ action, tenantId, fields }) => [action, tenantId, fields['count']]);

it('records the first at once, and what follows as a number', () => {
  for (let each = 0; each < 1_000; each += 1) refusals.report(aRefusal());
  expect(said()).toEqual([['refused.navigation', A, 1]]);
  at += 60_000;
  refusals.report(aRefusal());
  expect(said().at(-1)).toEqual(['refused.navigation', A, 1_000]);
  refusals.report(aRefusal());
  refusals.flush();
  refusals.flush();
  expect(said().slice(2)).toEqual([['refused.navigation', A, 1]]);
});

it('lets no tenant’s page take the place of another’s, nor one kind of another', () => {
  for (let each = 0; each < 1_000; each += 1) refusals.report(aRefusal());
  refusals.report(aRefusal({ tenantId: B }));
  refusals.report(aRefusal({ kind: 'ipc', tenantId: null }));

  expect(said()).toEqual([
    ['refused.navigation', A, 1],
    ['refused.navigation', B, 1],
    ['refused.ipc', null, 1],
  ]);
});

it('writes nothing that a page made up', () => {
  refusals.report(aRefusal());

  expect(JSON.stringify(written)).not.toContain('canary');
});

it('holds no more than so many, and loses no number', () => {
  for (let each = 0; each < 12_000; each += 1) {
    const tenantId = `${String(each).padStart(8, '0')}-0000-0000-0000-000000000000` as TenantId;
    refusals.report(aRefusal({ tenantId }));
    refusals.report(aRefusal({ tenantId }));
  }
  refusals.flush();

  expect(said().reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(24_000);
});
