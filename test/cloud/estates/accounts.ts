import type { AccessPath } from '../../../preload/contract/tenants.ts';
import type { Membership, SimulatedAccount, SimulatedTenant } from './estate.ts';
import { createRandom } from './random.ts';
import type { RoleHolding } from './roles.ts';

const WORDS = [
  'amber',
  'anchor',
  'birch',
  'canal',
  'cedar',
  'copper',
  'delta',
  'ember',
  'fjord',
  'granite',
  'harbor',
  'indigo',
  'juniper',
  'lagoon',
  'maple',
  'meadow',
  'orchid',
  'pebble',
  'quartz',
  'river',
  'saffron',
  'timber',
  'velvet',
  'willow',
] as const;

export type AccountDraft = {
  userPrincipalName: string;
  displayName: string;
  home: SimulatedTenant;
  /** Other tenants it gets into, and as what. */
  elsewhere?: readonly {
    tenant: SimulatedTenant;
    kind: Membership['kind'];
    isDisabled?: boolean;
    roles?: readonly RoleHolding[];
  }[];
  /** In the home tenant. */
  roles?: readonly RoleHolding[];
  isDisabled?: boolean;
  hasMfaMethod?: boolean;
};

/** Builds an account; ids and password follow from the seed and the account's name. */
export function buildAccount(seed: number, draft: AccountDraft): SimulatedAccount {
  const random = createRandom(seed, `account/${draft.userPrincipalName}`);
  const homeObjectId = random.guid();
  const elsewhere = (draft.elsewhere ?? []).map(
    ({ tenant, kind, isDisabled = false, roles = [] }) => ({
      tenantId: tenant.id,
      objectId: kind === 'delegated' ? homeObjectId : random.guid(),
      kind,
      isDisabled,
      roles,
    }),
  );
  return {
    id: `${homeObjectId}.${draft.home.id}`,
    userPrincipalName: draft.userPrincipalName,
    displayName: draft.displayName,
    password: [random.pick(WORDS), random.pick(WORDS), random.integer(1000, 9999)].join('-'),
    homeTenantId: draft.home.id,
    isDisabled: draft.isDisabled ?? false,
    hasMfaMethod: draft.hasMfaMethod ?? true,
    memberships: [
      {
        tenantId: draft.home.id,
        objectId: homeObjectId,
        kind: 'member',
        isDisabled: false,
        roles: draft.roles ?? [],
      },
      ...elsewhere,
    ],
  };
}

/** What an operator from another tenant is there, given how access was arranged. */
export function kindForAccessPath(accessPath: AccessPath): Membership['kind'] {
  if (accessPath === 'guest-sync') return 'external-member';
  if (accessPath === 'gdap' || accessPath === 'lighthouse' || accessPath === 'governance') {
    return 'delegated';
  }
  return 'guest';
}
