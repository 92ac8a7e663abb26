import { describe, expect, it } from 'vitest';
import { trustCells } from '../../../../../../main/data/status/evaluate/trust-cells.ts';
import { TrustCell, type TrustValue } from '../../../../../../preload/contract/status.ts';
import {
  anEntry,
  ALLOW_ALL,
  BLOCK_ALL,
  gap,
  HOME,
  known,
  someFacts,
  TENANT,
  theDefault,
} from './some-facts.ts';
import { measureCpu } from '../../../../../support/cpu-time.ts';

const THIRD = '00000000-0000-4000-8000-000000000003';
const own = (value: boolean): TrustValue => ({ value, isInherited: false });
const inherited = (value: boolean): TrustValue => ({ value, isInherited: true });
const UNKNOWN: TrustValue = { value: null, isInherited: false };

const trust = (isMfaAccepted: boolean | null) => ({
  isMfaAccepted,
  isCompliantDeviceAccepted: null,
  isHybridAzureADJoinedDeviceAccepted: null,
});

/** What `target` accepts from `source`. */
function cellOf(source: string, target: string, all: Parameters<typeof trustCells>[0]): TrustCell {
  const cell = trustCells(all).find((one) => one.sourceId === source && one.targetId === target);
  if (cell === undefined) throw new Error('no such cell');
  expect(TrustCell.safeParse(cell).error).toBeUndefined();
  return cell;
}

describe('trust between two tenants', () => {
  const target = someFacts({
    tenantId: TENANT,
    crossTenantPartners: known([
      anEntry({
        tenantId: HOME.toUpperCase(),
        inboundTrust: trust(true),
        automaticUserConsentSettings: { inboundAllowed: true, outboundAllowed: null },
        b2bDirectConnectInbound: ALLOW_ALL,
        isInboundSyncAllowed: true,
      }),
    ]),
  });
  const source = someFacts({
    tenantId: HOME,
    crossTenantPartners: known([
      anEntry({
        tenantId: TENANT,
        automaticUserConsentSettings: { inboundAllowed: null, outboundAllowed: true },
        b2bCollaborationOutbound: BLOCK_ALL,
      }),
    ]),
  });

  it('takes inbound from the target, outbound from the source, and the default value by value', () => {
    expect(cellOf(HOME, TENANT, [source, target])).toEqual({
      sourceId: HOME,
      targetId: TENANT,
      inboundMfa: own(true),
      inboundCompliantDevice: inherited(false),
      inboundHybridJoin: inherited(false),
      inboundRedemption: own(true),
      outboundRedemption: own(true),
      inboundCollaboration: inherited(true),
      outboundCollaboration: own(false),
      inboundDirectConnect: own(true),
      inboundSync: own(true),
      collectedAt: '2026-11-20T08:00:00.000Z',
    });
  });

  it('is another thing the other way round', () => {
    expect(cellOf(TENANT, HOME, [source, target])).toMatchObject({
      inboundMfa: inherited(false),
      inboundSync: own(false),
      outboundRedemption: inherited(false),
      outboundCollaboration: inherited(true),
    });
  });

  it('is not known where one side may not be read', () => {
    const blind = someFacts({ tenantId: HOME, crossTenantPartners: gap('not-permitted') });
    expect(cellOf(HOME, TENANT, [blind, target])).toMatchObject({
      inboundMfa: own(true),
      outboundRedemption: UNKNOWN,
      outboundCollaboration: UNKNOWN,
    });
    expect(cellOf(TENANT, HOME, [blind, target])).toMatchObject({
      inboundMfa: UNKNOWN,
      inboundSync: UNKNOWN,
      outboundRedemption: inherited(false),
    });
  });

  it('is not taken from a default that may not be read', () => {
    const blind = someFacts({ ...target, crossTenantDefault: gap('failed') });
    expect(cellOf(HOME, TENANT, [source, blind])).toMatchObject({
      inboundMfa: own(true),
      inboundCompliantDevice: UNKNOWN,
      inboundCollaboration: UNKNOWN,
    });
  });

  it('is left out where neither side may be read', () => {
    const blind = gap('not-collected');
    expect(
      trustCells([
        someFacts({ tenantId: HOME, crossTenantPartners: blind }),
        someFacts({ tenantId: TENANT, crossTenantPartners: blind }),
      ]),
    ).toEqual([]);
  });

  it('is as old as its older side, and has no age when one has none', () => {
    const older = { ...known([]), collectedAt: '2026-11-18T08:00:00Z' };
    const aged = someFacts({ ...source, crossTenantPartners: older });
    expect(cellOf(HOME, TENANT, [aged, target]).collectedAt).toBe('2026-11-18T08:00:00.000Z');
    const odd = someFacts({
      ...source,
      crossTenantPartners: { ...older, collectedAt: 'on Monday' },
    });
    expect(cellOf(HOME, TENANT, [odd, target]).collectedAt).toBeNull();
  });
});

describe('rules for some', () => {
  const of = (accessType: string, users: readonly string[]) => {
    const target = someFacts({
      crossTenantPartners: known([
        anEntry({
          b2bCollaborationInbound: {
            usersAndGroups: { accessType, targets: users },
            applications: { accessType: 'allowed', targets: ['AllApplications'] },
          },
        }),
      ]),
    });
    return cellOf(HOME, TENANT, [someFacts({ tenantId: HOME }), target]).inboundCollaboration;
  };

  it.each([
    ['allowed', ['AllUsers'], own(true)],
    ['allowed', ['a user'], own(true)],
    ['allowed', [], own(false)],
    ['blocked', ['AllUsers'], own(false)],
    ['blocked', ['a user'], own(true)],
  ] as const)('%s %s', (accessType, users, expected) => {
    expect(of(accessType, users)).toEqual(expected);
  });

  it('of a kind that is not known fall back to nothing, not to yes', () => {
    const target = someFacts({
      crossTenantDefault: known(theDefault({ b2bCollaborationInbound: null })),
      crossTenantPartners: known([
        anEntry({
          b2bCollaborationInbound: {
            usersAndGroups: { accessType: 'unknownFutureValue', targets: ['AllUsers'] },
            applications: null,
          },
        }),
      ]),
    });
    const cell = cellOf(HOME, TENANT, [someFacts({ tenantId: HOME }), target]);
    expect(cell.inboundCollaboration.value).toBeNull();
  });
});

describe('the trust of an estate', () => {
  const estate = (count: number, more: Parameters<typeof someFacts>[0] = {}) =>
    Array.from({ length: count }, (_, at) =>
      someFacts({ ...more, tenantId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}` }),
    );

  it('has a cell for each way of each pair', () => {
    expect(trustCells(estate(5))).toHaveLength(20);
  });

  it('has no cell for a tenant with itself, nor for an id that is none', () => {
    expect(trustCells([someFacts(), someFacts(), someFacts({ tenantId: 'x' })])).toEqual([]);
  });

  it('joins tenants of different clouds only by an entry', () => {
    const entry = known([anEntry({ tenantId: THIRD, inboundTrust: trust(true) })]);
    const one = someFacts({ cloud: 'global' });
    const other = someFacts({ tenantId: THIRD, cloud: 'gcc-high' });
    expect(trustCells([one, other])).toEqual([]);
    expect(trustCells([{ ...one, crossTenantPartners: entry }, other])).toHaveLength(2);
  });

  it('keeps to the bound of the contract, entries first, and is quick', () => {
    const all = estate(400);
    const last = all.at(-1);
    if (last === undefined) throw new Error('no tenant');
    const first = all[0]?.tenantId ?? '';
    const withEntry = {
      ...last,
      crossTenantPartners: known([anEntry({ tenantId: first, inboundTrust: trust(true) })]),
    };
    const { made: cells, cpuMs } = measureCpu(() => trustCells([...all.slice(0, -1), withEntry]));
    expect(cpuMs).toBeLessThan(3_000);
    expect(cells).toHaveLength(40_000);
    expect(cells[0]).toMatchObject({ sourceId: last.tenantId, targetId: first });
    expect(cells[1]).toMatchObject({
      sourceId: first,
      targetId: last.tenantId,
      inboundMfa: own(true),
    });
  });
});
