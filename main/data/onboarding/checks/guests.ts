import { z } from 'zod';
import type { Asked } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { word } from '../../status/collect/shapes.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, passed } from './drafts.ts';

/** What guests may do. Source: Microsoft Graph, authorizationPolicy. */

const POLICY: Asked = { permissions: ['Policy.Read.All'] };
const PATH = '/v1.0/policies/authorizationPolicy';
const COMMON = {
  kind: 'auto',
  permissions: POLICY.permissions,
  role: 'Security Reader',
  licence: null,
  source: `GET ${PATH}`,
} as const;

const Policy = z.object({ allowInvitesFrom: word, guestUserRoleId: word });

async function policyOf({ here }: CheckRun): Promise<z.infer<typeof Policy>> {
  return read(Policy, await here.get(PATH, POLICY));
}

const INVITERS: Readonly<Record<string, string>> = {
  none: 'Nobody may invite',
  adminsAndGuestInviters: 'Only administrators and guest inviters may invite',
  adminsGuestInvitersAndAllMembers: 'Members may invite, guests may not',
  everyone: 'Everyone may invite, guests included',
};
const WITHOUT_GUESTS: ReadonlySet<string> = new Set([
  'none',
  'adminsAndGuestInviters',
  'adminsGuestInvitersAndAllMembers',
]);

async function guestsCannotInvite(run: CheckRun): Promise<Draft> {
  const { allowInvitesFrom: who } = await policyOf(run);
  const words = Object.hasOwn(INVITERS, who) ? INVITERS[who] : undefined;
  const found = `${words ?? `Who may invite is “${who}”`}.`;
  const facts = [['allowInvitesFrom', who]] as const;
  return WITHOUT_GUESTS.has(who) ? passed(found, { facts }) : failed(found, { facts });
}

/** Roles of guests; the ids are the same in every tenant. */
const GUEST_ROLES: Readonly<Record<string, string>> = {
  'a0b1b346-4d3e-4e8b-98f8-753987be4970': 'the same access as members',
  '10dae51f-b6af-4016-8d66-8c2a99b929b3': 'limited access to the directory',
  '2af84b1e-32c8-42b7-82bc-daa82404023b': 'access to their own objects only',
};
const RESTRICTED: ReadonlySet<string> = new Set([
  '10dae51f-b6af-4016-8d66-8c2a99b929b3',
  '2af84b1e-32c8-42b7-82bc-daa82404023b',
]);

async function guestsRestricted(run: CheckRun): Promise<Draft> {
  const { guestUserRoleId } = await policyOf(run);
  const id = guestUserRoleId.toLowerCase();
  const words = Object.hasOwn(GUEST_ROLES, id) ? GUEST_ROLES[id] : undefined;
  const found = `Guests have ${words ?? 'a role that Bulkhead does not know'}.`;
  const facts = [['guestUserRoleId', id]] as const;
  return RESTRICTED.has(id) ? passed(found, { facts }) : failed(found, { facts });
}

export const GUEST_CHECKS = {
  'guests-cannot-invite': {
    ...COMMON,
    title: 'Guests cannot invite',
    wanted: 'Guests may not invite other guests.',
    run: guestsCannotInvite,
  },
  'guests-restricted': {
    ...COMMON,
    title: 'Guests see little of the directory',
    wanted: 'Guests have limited or restricted access to the directory.',
    run: guestsRestricted,
  },
} as const satisfies Record<string, OnboardingCheck>;
