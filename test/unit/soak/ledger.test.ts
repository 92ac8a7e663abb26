import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../../preload/contract/index.ts';
import { type Inventory, Ledger } from '../../soak/ledger.ts';

const [ONE, TWO] = ['one', 'two'] as [TenantId, TenantId];

function there(change: Partial<Inventory> = {}): Inventory {
  return {
    notes: new Map([
      [ONE, ''],
      [TWO, 'kept'],
    ]),
    tabs: new Map([[ONE, 2]]),
    devices: new Map([
      [ONE, 120],
      [TWO, 80],
    ]),
    statuses: 2,
    ...change,
  };
}

/** Two tabs opened in one tenant, a third opened and closed, and a note in the other. */
function worked(): Ledger {
  const ledger = new Ledger();
  for (const _ of [1, 2, 3]) {
    ledger.opened(ONE);
    ledger.did('compartments.openPortal');
  }
  ledger.closed(ONE);
  ledger.noted(TWO, 'kept');
  ledger.did('tenants.update');
  return ledger;
}

describe('what a soak finds to be lost', () => {
  it('is nothing when everything is there', () => {
    const ledger = worked();

    expect(ledger.lost(there({ notes: new Map([[ONE, '']]) }), there())).toEqual([]);
    expect(ledger.count).toBe(4);
    expect(ledger.tabs).toBe(2);
  });

  it.each<[string, Partial<Inventory>, string]>([
    ['a tenant', { notes: new Map([[TWO, 'kept']]) }, 'Tenant one is gone.'],
    [
      'a note',
      {
        notes: new Map([
          [ONE, ''],
          [TWO, 'older'],
        ]),
      },
      'The notes of two are "older", not "kept".',
    ],
    ['a tab', { tabs: new Map([[ONE, 1]]) }, 'Tenant one has 1 tabs instead of 2.'],
    ['all tabs', { tabs: new Map() }, 'Tenant one has 0 tabs instead of 2.'],
    [
      'a device',
      {
        devices: new Map([
          [ONE, 119],
          [TWO, 80],
        ]),
      },
      'Tenant one has 119 devices instead of 120.',
    ],
    [
      'all devices of a tenant',
      { devices: new Map([[ONE, 120]]) },
      'Tenant two has 0 devices instead of 80.',
    ],
    ['a status', { statuses: 1 }, '1 tenants have a status instead of 2.'],
  ])('names %s', (_what, change, sentence) => {
    expect(worked().lost(there(), there(change))).toEqual([sentence]);
  });

  it('names a tab that nobody opened', () => {
    const tabs = new Map([
      [ONE, 2],
      [TWO, 1],
    ]);

    expect(worked().lost(there(), there({ tabs }))).toEqual([
      'Tenant two has 1 tabs instead of 0.',
    ]);
  });

  it('names actions without a record', () => {
    const records = new Map([['compartments.openPortal', 2]]);

    expect(worked().unrecorded(records)).toEqual([
      'The journal has 2 of 3 records of compartments.openPortal.',
      'The journal has 0 of 1 records of tenants.update.',
    ]);
    records.set('compartments.openPortal', 3).set('tenants.update', 4);
    expect(worked().unrecorded(records)).toEqual([]);
  });
});
