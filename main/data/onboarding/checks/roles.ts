import { z } from 'zod';
import type { Asked } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { name, word } from '../../status/collect/shapes.ts';
import { counted, listed } from '../../status/evaluate/bounded-text.ts';
import { roleName } from '../../status/evaluate/role-names.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { day, failed, filter, information, passed, quoted, sameName } from './drafts.ts';
import { lastEnd, OWN_ROLES, type OwnRole, ownRoles } from './own-roles.ts';

/** Roles of the directory: the operator's, and who is Global Administrator. */

const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const DAY_MS = 86_400_000;

const OWN = {
  kind: 'auto',
  permissions: OWN_ROLES.permissions,
  role: 'Security Reader',
  licence: 'Microsoft Entra ID P2',
  source: OWN_ROLES.source,
} as const;

const roleOf = ({ take }: CheckRun) => take.guidOrNull('role') ?? SECURITY_READER;

function factsOf(held: readonly OwnRole[], hasEnds: boolean) {
  return held.map(
    ({ kind, endsAt }) =>
      [kind === 'active' ? 'Active' : 'Eligible', endsIn(endsAt, hasEnds)] as const,
  );
}

function endsIn(endsAt: string | null, hasEnds: boolean): string {
  if (endsAt !== null) return `ends ${day(endsAt)}`;
  return hasEnds ? 'does not end' : 'its end cannot be read';
}

async function directoryRole(run: CheckRun): Promise<Draft> {
  const role = roleOf(run);
  const mustBeActive = run.take.flag('active') === true;
  const how = mustBeActive ? 'active' : 'active or eligible';
  const wanted = `The operator holds ${roleName(role)}, ${how}.`;
  const { held, hasEnds } = await ownRoles(run, role);
  if (held.length === 0) return failed(`The operator does not hold ${roleName(role)}.`, { wanted });
  const endsAt = lastEnd(held.map((one) => one.endsAt));
  const facts = factsOf(held, hasEnds);
  const isActive = held.some(({ kind }) => kind === 'active');
  if (mustBeActive && !isActive) {
    return failed(`The operator is eligible for ${roleName(role)} and has not activated it.`, {
      wanted,
      facts,
      endsAt,
    });
  }
  return passed(
    isActive
      ? `The operator holds ${roleName(role)} now.`
      : `The operator is eligible for ${roleName(role)} and has to activate it before it counts.`,
    { wanted, facts, endsAt },
  );
}

async function roleExpiry(run: CheckRun): Promise<Draft> {
  const role = roleOf(run);
  const warnDays = run.take.number('warnDays', 14);
  const wanted = `${roleName(role)} of the operator does not end within ${counted(warnDays, 'day', 'days')}.`;
  const { held, hasEnds } = await ownRoles(run, role);
  if (held.length === 0) return failed(`The operator does not hold ${roleName(role)}.`, { wanted });
  const facts = factsOf(held, hasEnds);
  if (!hasEnds) {
    return information(`The operator holds ${roleName(role)}; when it ends cannot be read.`, {
      wanted,
      facts,
    });
  }
  const endsAt = lastEnd(held.map((one) => one.endsAt));
  if (endsAt === null) return passed(`${roleName(role)} does not end.`, { wanted, facts });
  const isSoon = Date.parse(endsAt) - run.now().getTime() <= warnDays * DAY_MS;
  const found = `${roleName(role)} ends on ${day(endsAt)}.`;
  return isSoon
    ? failed(found, { wanted, facts, endsAt })
    : passed(found, { wanted, facts, endsAt });
}

const DIRECTORY: Asked = { permissions: ['RoleManagement.Read.Directory'] };

const Assignment = z.object({
  principalId: word.transform((id) => id.toLowerCase()),
  principal: z.object({ displayName: name, userPrincipalName: name }).nullish(),
});

async function globalAdministrators(run: CheckRun): Promise<Draft> {
  const max = run.take.text('max') === null ? null : run.take.number('max', 5);
  const temporary = run.take.text('temporary');
  const path = `/v1.0/roleManagement/directory/roleAssignments?${filter(`roleDefinitionId eq ${quoted(GLOBAL_ADMINISTRATOR)}`)}&$expand=principal`;
  const rows = read(z.array(Assignment), await run.here.list(path, DIRECTORY));
  const names = rows.map(
    ({ principal, principalId }) =>
      principal?.userPrincipalName || principal?.displayName || principalId,
  );
  const facts = names.map((one) => ['Global Administrator', one] as const);
  const how = `There ${rows.length === 1 ? 'is' : 'are'} ${counted(rows.length, 'Global Administrator', 'Global Administrators')}`;
  if (max === null && temporary === null) {
    return information(`${how}: ${listed(names, 5)}.`, { facts });
  }
  const isThere =
    temporary !== null &&
    rows.some(({ principal, principalId }) =>
      [principalId, principal?.userPrincipalName ?? ''].some((one) => sameName(one, temporary)),
    );
  const wanted = [
    ...(max === null ? [] : [`there are at most ${String(max)}`]),
    ...(temporary === null ? [] : [`${temporary} is not among them`]),
  ].join(' and ');
  const more = { facts, wanted: `Of Global Administrators, ${wanted}.` };
  if (isThere) return failed(`${temporary} is still Global Administrator.`, more);
  if (max !== null && rows.length > max) return failed(`${how}: ${listed(names, 5)}.`, more);
  return passed(`${how}${temporary === null ? '' : `, and ${temporary} is not among them`}.`, more);
}

export const ROLE_CHECKS = {
  'directory-role': {
    ...OWN,
    title: 'The operator holds the role',
    wanted: 'The operator holds the role, active or eligible.',
    run: directoryRole,
  },
  'role-expiry': {
    ...OWN,
    title: 'The operator’s role does not end soon',
    wanted: 'The operator’s role does not end soon.',
    run: roleExpiry,
  },
  'global-administrators': {
    title: 'Global Administrators are few and known',
    wanted: 'No account is Global Administrator that should not be.',
    // Accounts that are eligible only are not in this list.
    kind: 'part',
    permissions: DIRECTORY.permissions,
    role: 'Directory Readers',
    licence: null,
    source: 'GET /v1.0/roleManagement/directory/roleAssignments',
    run: globalAdministrators,
  },
} as const satisfies Record<string, OnboardingCheck>;
