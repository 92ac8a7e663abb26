import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordFacts } from '../../../../../main/data/inventory/device.ts';
import {
  disagreementsOf,
  mergeDevice,
  type SaidRecord,
} from '../../../../../main/data/inventory/merge.ts';
import type { DeviceSource } from '../../../../../preload/contract/device-columns.ts';
import type { TenantId } from '../../../../../preload/contract/index.ts';

const TENANT = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const IDENTITY = { id: 7, tenantId: TENANT, firstCollectedAt: 50, changedAt: null };

function says(
  source: DeviceSource,
  facts: RecordFacts,
  change: Partial<Omit<SaidRecord, 'source' | 'facts'>> = {},
): SaidRecord {
  return {
    source,
    sourceId: `${source}-1`,
    joinId: null,
    collectedAt: 100,
    firstCollectedAt: 50,
    exportedAt: null,
    facts,
    ...change,
  };
}
const merge = (...records: SaidRecord[]) => mergeDevice(IDENTITY, records);

describe('mergeDevice', () => {
  it('takes each field from the first service that says something', () => {
    const device = merge(
      says('entra', { name: 'PAW-017', compliance: 'noncompliant', enabled: 'yes', os: 'Windows' }),
      says('defender', { dnsName: 'paw-017.contoso.example', os: 'Windows 11', risk: 'high' }),
      says('intune', { name: 'LON-PAW-017', compliance: 'compliant', os: 'Windows', user: null }),
    );

    expect(device).toMatchObject({
      id: 7,
      tenantId: TENANT,
      name: 'LON-PAW-017',
      dnsName: 'paw-017.contoso.example',
      os: 'Windows 11',
      risk: 'high',
      compliance: 'compliant',
      enabled: 'yes',
      user: null,
      sources: ['defender', 'intune', 'entra'],
      collectedAt: 100,
      firstCollectedAt: 50,
    });
  });

  it.each<[string, readonly SaidRecord[], string | null]>([
    ['Intune', [says('entra', { name: 'E' }), says('intune', { name: 'I' })], 'I'],
    ['Entra', [says('entra', { name: 'E' }), says('defender', { dnsName: 'd.x' })], 'E'],
    ['DNS', [says('defender', { dnsName: 'paw-1.contoso.example' })], 'paw-1'],
    ['Defender', [says('defender', { name: 'paw-2.contoso.example' })], 'paw-2'],
    ['an address', [says('defender', { dnsName: '10.4.7.20' })], '10.4.7.20'],
    ['nobody', [says('defender', { name: null })], null],
  ])('is called what %s calls it', (_, records, name) => {
    expect(merge(...records).name).toBe(name);
  });

  it('asks only Defender for what only Defender can know', () => {
    const device = merge(says('intune', { risk: 'high', health: 'active', vulnerabilities: 4 }));

    expect([device.risk, device.health, device.vulnerabilities]).toEqual([null, null, null]);
  });

  it('takes the Defender record that was seen last, also where it says that there is nothing', () => {
    const device = merge(
      says('defender', { lastSeen: 10, risk: 'high', deviceGroup: 'PAW' }, { sourceId: 'a' }),
      says('defender', { lastSeen: 20, risk: null }, { sourceId: 'b', collectedAt: 90 }),
    );

    expect([device.risk, device.deviceGroup, device.lastSeen]).toEqual([null, 'PAW', 20]);
  });

  it.each([
    ['newer', 200, 'low'],
    ['older', 99, 'high'],
    ['as old', 100, 'high'],
  ])('takes a file that is %s than the collection as its service on that day', (_, day, risk) => {
    const device = merge(
      says('defender', { risk: 'high', lastSeen: 1 }),
      says('defender-file', { risk: 'low', lastSeen: 99 }, { exportedAt: day, collectedAt: 300 }),
    );

    expect([device.risk, device.exportedAt, device.collectedAt]).toEqual([risk, day, 300]);
  });

  it('takes the newest and the oldest of times, and every value of lists once', () => {
    const device = merge(
      says('defender', { lastSeen: 5, firstSeen: 4, ips: ['10.0.0.1'], macs: ['AA:BB'] }),
      says('intune', { lastSeen: 9, firstSeen: 2, lastSync: 9, macs: ['aa:bb', 'CC:DD'] }),
      says('entra', { lastSeen: null, lastSignIn: 8 }),
    );

    expect(device).toMatchObject({
      lastSeen: 9,
      firstSeen: 2,
      lastSync: 9,
      lastSignIn: 8,
      ips: ['10.0.0.1'],
      macs: ['AA:BB', 'CC:DD'],
    });
  });

  it('has the Entra device id by which its records were joined', () => {
    const device = merge(says('intune', {}, { joinId: '80fe8ff8-2624-418e-9591-41f0491218f9' }));

    expect(device.entraDeviceId).toBe('80fe8ff8-2624-418e-9591-41f0491218f9');
  });

  it('makes the same device of the same records, whatever their order', () => {
    const facts = fc.record<RecordFacts>(
      {
        name: fc.constantFrom('a', 'b.c', null),
        risk: fc.constantFrom('low', 'high', null),
        lastSeen: fc.constantFrom(1, 2, null),
        tags: fc.constantFrom([], ['x'], ['X', 'y']),
      },
      { requiredKeys: [] },
    );
    const records = fc.uniqueArray(
      fc.record<SaidRecord>({
        source: fc.constantFrom('defender', 'intune', 'entra', 'defender-file', 'intune-file'),
        sourceId: fc.constantFrom('1', '2', '3'),
        joinId: fc.constant(null),
        collectedAt: fc.nat(3),
        firstCollectedAt: fc.constant(0),
        exportedAt: fc.constantFrom(null, 1, 2),
        facts,
      }),
      { selector: ({ source, sourceId }) => `${source} ${sourceId}`, maxLength: 6 },
    );
    fc.assert(
      fc.property(records, fc.nat(), (list, turn) => {
        const at = list.length === 0 ? 0 : turn % list.length;
        const turned = [...list.slice(at), ...list.slice(0, at)].toReversed();
        expect(mergeDevice(IDENTITY, turned)).toEqual(mergeDevice(IDENTITY, list));
      }),
    );
  });
});

describe('disagreementsOf', () => {
  it.each<[string, RecordFacts, RecordFacts]>([
    ['case', { name: 'PAW-017' }, { name: 'paw-017' }],
    ['a full name', { name: 'paw-017.contoso.example' }, { name: 'PAW-017' }],
    ['a domain and its short form', { domain: 'contoso.example' }, { domain: 'CONTOSO' }],
    ['a coarser system', { os: 'Windows 11' }, { os: 'Windows' }],
    ['another way to count versions', { osVersion: '24H2' }, { osVersion: '10.0.26100.2314' }],
    ['a shorter version', { osVersion: '10.0.26100' }, { osVersion: '10.0.26100.2314' }],
    ['an account without its domain', { user: 'CONTOSO\\josh' }, { user: 'josh@contoso.example' }],
    ['silence', { serial: null }, { serial: '12' }],
    ['lists', { ips: ['10.0.0.1'] }, { ips: ['10.0.0.2'] }],
  ])('does not take %s for one', (_, one, two) => {
    expect(disagreementsOf([says('defender', one), says('intune', two)])).toEqual([]);
  });

  it('names columns of which two services say different things', () => {
    const found = disagreementsOf([
      says('entra', { name: 'PAW-017', compliance: 'noncompliant', os: 'Windows' }),
      says('intune', { name: 'PAW-018', compliance: 'compliant', osVersion: '10.0.1' }),
      says('defender', { os: 'Linux', osVersion: '10.0.2' }),
    ]);

    expect(found).toEqual(['name', 'os', 'osVersion', 'compliance']);
  });

  it('does not take what a service said before for a disagreement with it', () => {
    const found = disagreementsOf([
      says('intune', { serial: '12' }),
      says('intune-file', { serial: '11' }, { exportedAt: 20 }),
    ]);

    expect(found).toEqual([]);
  });

  it('sees two full names, two accounts and two domains that are not the same', () => {
    const found = disagreementsOf([
      says('defender', { dnsName: 'a.contoso.example', user: 'a@x.example', domain: 'x.example' }),
      says('intune', { dnsName: 'a.fabrikam.example', user: 'a@y.example', domain: 'xy' }),
    ]);

    expect(found).toEqual(['dnsName', 'user', 'domain']);
  });
});
