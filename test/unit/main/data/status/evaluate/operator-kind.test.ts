import { describe, expect, it } from 'vitest';
import {
  isExternal,
  operatorOf,
} from '../../../../../../main/data/status/evaluate/operator-kind.ts';
import type { TenantFacts } from '../../../../../../main/data/status/facts.ts';
import { aMe, anEntry, aToken, gap, HOME, known, ME, someFacts, TENANT } from './some-facts.ts';

const atHome = known(aToken({ homeTenantId: TENANT }));
const noToken = { token: gap('not-collected') };
const noMe = { me: gap('not-available') };

/** Microsoft Learn, "Authentication and Conditional Access for B2B users", external user types. */
describe('what the operator is taken for', () => {
  it.each<[string, Partial<TenantFacts>, readonly string[], string]>([
    ['a guest of another tenant', {}, ['b2bCollaborationGuest'], 'yes'],
    [
      'a member of another tenant',
      { me: known(aMe({ userType: 'Member' })) },
      ['b2bCollaborationMember'],
      'yes',
    ],
    [
      'a member of this tenant',
      { token: atHome, me: known(aMe({ userType: 'Member' })) },
      ['internalMember'],
      'no',
    ],
    ['a guest of this tenant', { token: atHome }, ['internalGuest'], 'no'],
    [
      'of this tenant, type not told',
      { token: atHome, ...noMe },
      ['internalMember', 'internalGuest'],
      'no',
    ],
    [
      'of another tenant, type not told',
      { me: known(aMe({ userType: null })) },
      ['b2bCollaborationGuest', 'b2bCollaborationMember'],
      'yes',
    ],
    [
      'GDAP as the operator said, without an object',
      { ...noMe, statedAccessPath: 'gdap' },
      ['serviceProvider'],
      'yes',
    ],
    [
      'said GDAP, but has an object',
      { statedAccessPath: 'gdap' },
      ['b2bCollaborationGuest'],
      'yes',
    ],
    [
      'a guest of a provider',
      { crossTenantPartners: known([anEntry({ isServiceProvider: true })]) },
      ['b2bCollaborationGuest', 'serviceProvider'],
      'yes',
    ],
    ['invited, home not known', noToken, ['b2bCollaborationGuest'], 'yes'],
    [
      'a member, home not known',
      {
        ...noToken,
        me: known(aMe({ userType: 'Member', creationType: null, externalUserState: null })),
      },
      ['internalMember', 'b2bCollaborationMember'],
      'maybe',
    ],
  ])('%s', (_name, more, kinds, external) => {
    const operator = operatorOf(someFacts(more));
    expect(operator.possibleKinds).toEqual(kinds);
    expect(isExternal(operator)).toBe(external);
  });

  it('is anything when nothing is known', () => {
    const operator = operatorOf(someFacts({ ...noToken, ...noMe }));
    expect(operator.possibleKinds).toHaveLength(7);
    expect(isExternal(operator)).toBe('maybe');
  });

  it('has ids in lower case, and a home only when it is a tenant id', () => {
    const me = known(aMe({ id: ME.toUpperCase() }));
    const token = known(aToken({ homeTenantId: HOME.toUpperCase() }));
    expect(operatorOf(someFacts({ me, token }))).toMatchObject({
      objectId: ME,
      homeTenantId: HOME,
    });
    const odd = known(aToken({ homeTenantId: 'contoso.com' }));
    expect(operatorOf(someFacts({ token: odd })).homeTenantId).toBeNull();
  });

  it('holds roles of both lists, and eligible ones not', () => {
    const roleSchedules = known([
      { roleTemplateId: 'ACTIVE', kind: 'active' as const, endDateTime: null },
      { roleTemplateId: 'later', kind: 'eligible' as const, endDateTime: null },
    ]);
    const { roles } = operatorOf(someFacts({ roleSchedules }));
    expect([...(roles ?? [])]).toEqual(['5d6b6bb7-de71-4623-b4af-96380a352509', 'active']);
    expect(operatorOf(someFacts({ activeRoles: gap('failed') })).roles).toBeNull();
  });
});
