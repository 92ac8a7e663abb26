import { describe, expect, it } from 'vitest';
import { evaluateTenant } from '../../../../../../main/data/status/evaluate/evaluate-tenant.ts';
import type { TenantFacts } from '../../../../../../main/data/status/facts.ts';
import { check, verdict, MEMBER } from './a-check.ts';
import { aMe, anEntry, gap, known, NOW, someFacts } from './some-facts.ts';

describe('access path', () => {
  it.each<[string, Partial<TenantFacts>, string]>([
    ['a member', MEMBER, 'fact: Member'],
    ['an invited guest', {}, 'fact: Invited guest'],
    ['a guest by package', { statedAccessPath: 'guest-package' }, 'fact: Guest by package'],
    ['an external member', { me: known(aMe({ userType: 'Member' })) }, 'fact: External member'],
    [
      'a synchronised member',
      {
        me: known(aMe({ userType: 'Member' })),
        crossTenantPartners: known([anEntry({ isInboundSyncAllowed: true })]),
      },
      'fact: Synchronised member',
    ],
    ['GDAP', { me: gap('not-available'), statedAccessPath: 'gdap' }, 'fact: GDAP'],
    ['Lighthouse', { me: gap('failed'), statedAccessPath: 'lighthouse' }, 'fact: Azure Lighthouse'],
    ['nothing told', { me: gap('not-collected') }, 'not-collected: Not collected'],
    [
      'a name that every object has',
      { me: gap('not-collected'), statedAccessPath: 'valueOf' },
      'not-collected: Not collected',
    ],
    ['switched off', { me: known(aMe({ accountEnabled: false })) }, 'fail: Account disabled'],
  ])('%s', (_name, more, expected) => {
    expect(verdict(check('access-path', more))).toBe(expected);
  });

  it('says what the path cannot do, and where the operator said something else', () => {
    expect(check('access-path', { me: gap('failed'), statedAccessPath: 'gdap' }).reason).toContain(
      'no Microsoft Sentinel data',
    );
    expect(check('access-path', { statedAccessPath: 'gdap' }).reason).toContain('You said “GDAP”');
  });
});

describe('roles', () => {
  const READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
  const schedule = (kind: 'active' | 'eligible', endDateTime: string | null) => ({
    roleTemplateId: READER,
    kind,
    endDateTime,
  });

  it.each<[string, Partial<TenantFacts>, string]>([
    ['held without an end', {}, 'pass: 1 role'],
    ['none', { activeRoles: known([]) }, 'attention: No role'],
    [
      'eligible only',
      { activeRoles: known([]), roleSchedules: known([schedule('eligible', null)]) },
      'attention: Activate first',
    ],
    [
      'active, the right to it ends soon',
      {
        roleSchedules: known([
          schedule('active', '2026-11-20T15:00:00Z'),
          schedule('eligible', '2026-11-25T09:00:00Z'),
        ]),
      },
      'attention: Ends in 5 days',
    ],
    [
      'active for some hours, eligible for long',
      {
        roleSchedules: known([
          schedule('active', '2026-11-20T15:00:00Z'),
          schedule('eligible', null),
        ]),
      },
      'pass: 1 role',
    ],
    [
      'ended already',
      {
        activeRoles: known([]),
        roleSchedules: known([schedule('active', '2026-11-19T09:00:00Z')]),
      },
      'attention: No role',
    ],
    ['end not known', { roleSchedules: gap('not-licensed') }, 'fact: 1 role'],
    [
      'nothing known',
      { activeRoles: gap('failed'), roleSchedules: gap('not-licensed') },
      'unknown: Could not ask',
    ],
  ])('%s', (_name, more, expected) => {
    expect(verdict(check('roles', more))).toBe(expected);
  });

  it('are listed once each with the later end', () => {
    const roleSchedules = known([
      schedule('active', '2026-12-20T15:00:00Z'),
      schedule('active', '2027-11-20T15:00:00.1234567Z'),
      schedule('eligible', null),
    ]);
    const { roles } = evaluateTenant(someFacts({ roleSchedules }), { now: NOW });
    expect(roles).toEqual([
      {
        name: 'Security Reader',
        roleTemplateId: READER,
        kind: 'active',
        endsAt: '2027-11-20T15:00:00.123Z',
      },
      { name: 'Security Reader', roleTemplateId: READER, kind: 'eligible', endsAt: null },
    ]);
  });
});
