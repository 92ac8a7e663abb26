import { describe, expect, it } from 'vitest';
import type { EngagementSummary, Tenant, TenantId } from '../../../../preload/contract/index.ts';
import { aTenant, idOf } from '../../../../renderer/bridge/fake/estates.ts';
import { anEngagement } from '../../../../renderer/bridge/fake/onboarding/engagement-data.ts';
import { MULTITENANT } from '../../../../renderer/bridge/fake/onboarding/sample-checklists.ts';
import {
  ALL_OPEN,
  filteredRuns,
  ownersOf,
  type RunFilter,
  runRows,
} from '../../../../renderer/lib/run-list.ts';

const contoso = aTenant(1, { name: 'Contoso' });
const fabrikam = aTenant(2, { name: 'Fabrikam' });
const adatum = aTenant(3, { name: 'Adatum' });
const tenants: Record<TenantId, Tenant> = {
  [contoso.id]: contoso,
  [fabrikam.id]: fabrikam,
  [adatum.id]: adatum,
};
const NOW = Date.parse('2026-05-10T12:00:00Z');

const run = (number: number, target: Tenant, said: Partial<EngagementSummary> = {}) => ({
  ...anEngagement({ number, checklist: MULTITENANT, source: contoso, target }).summary,
  dueAt: null,
  ...said,
});

const runs = [
  run(1, fabrikam, { owner: 'Josh', dueAt: '2026-05-20T00:00:00.000Z' }),
  run(2, adatum, { owner: '', dueAt: '2026-05-01T00:00:00.000Z', failedChecks: 2 }),
  run(3, fabrikam, { owner: 'Mia', drifted: 1, endsAt: '2026-05-15T00:00:00.000Z' }),
  run(4, adatum, { owner: 'Mia', state: 'archived' }),
];
const shown = (said: Partial<RunFilter> = {}) =>
  filteredRuns(runs, { ...ALL_OPEN, ...said }, tenants, NOW).map(({ id }) =>
    Number(`0x${id.slice(1)}`),
  );

describe('the list of runs', () => {
  it('has what drifted first, then what is due first, and no archived ones', () => {
    expect(shown()).toEqual([3, 2, 1]);
  });

  it.each([
    [{ state: 'archived' }, [4]],
    [{ state: '' }, [3, 2, 1, 4]],
    [{ tenantId: idOf(3) }, [2]],
    [{ tenantId: idOf(1) }, [3, 2, 1]],
    [{ owner: 'Nobody' }, [2]],
    [{ need: 'drifted' }, [3]],
    [{ need: 'failed-checks' }, [2]],
    [{ need: 'overdue' }, [2]],
    [{ need: 'ends-soon' }, [3]],
    [{ text: 'ADATUM' }, [2]],
    [{ text: 'josh fabrikam' }, [1]],
    [{ text: 'nothing of the kind' }, []],
  ] satisfies [Partial<RunFilter>, number[]][])('filters by %j', (filter, ids) => {
    expect(shown(filter)).toEqual(ids);
  });

  it('groups under names in order, each with its count', () => {
    const rows = runRows(runs, 'tenant', { tenants, checklists: new Map() });
    expect(rows.flatMap((row) => (row.kind === 'group' ? [[row.name, row.count]] : []))).toEqual([
      ['Adatum', 2],
      ['Fabrikam', 2],
    ]);
    expect(rows).toHaveLength(6);
  });

  it('names a group whose tenant was forgotten', () => {
    const [first] = runRows(runs, 'tenant', { tenants: {}, checklists: new Map() });
    expect(first).toMatchObject({ name: 'A tenant that is no longer here' });
  });

  it('lists each owner once, and nobody as somebody to look for', () => {
    expect(ownersOf(runs)).toEqual(['Josh', 'Mia', 'Nobody']);
  });
});
