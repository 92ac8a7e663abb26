import { CHECK_CATALOGUE } from '../../../../preload/contract/check-catalogue.ts';
import type { Finding, RoleHeld, WayOut } from '../../../../preload/contract/status.ts';
import type { TenantFacts } from '../facts.ts';
import { boundedText, counted, listed } from './bounded-text.ts';
import { finding, gapFinding } from './finding.ts';
import { instantOf, normalInstant, shownInstant } from './instants.ts';
import type { Picture } from './picture.ts';
import { roleName } from './role-names.ts';

/** An end that is nearer than this is worth asking for more time. */
const SOON_MS = 14 * 86_400_000;
const DAY_MS = 86_400_000;

/** Roles held and eligible, one line each; a role of the schedules is not told twice. */
export function rolesHeld(facts: TenantFacts): readonly RoleHeld[] {
  const names = new Map<string, string>();
  const held = new Map<string, RoleHeld>();
  const active = facts.activeRoles.kind === 'known' ? facts.activeRoles.value : [];
  const schedules = facts.roleSchedules.kind === 'known' ? facts.roleSchedules.value : [];
  for (const role of active) names.set(role.roleTemplateId.toLowerCase(), role.displayName);
  for (const role of schedules) add(held, names, role, role.kind, role.endDateTime);
  for (const role of active) {
    if (!held.has(`active ${role.roleTemplateId.toLowerCase()}`)) {
      add(held, names, role, 'active', null);
    }
  }
  return [...held.values()].slice(0, 200);
}

/** Of two schedules of one role the later end counts; one without an end counts most. */
function add(
  held: Map<string, RoleHeld>,
  names: ReadonlyMap<string, string>,
  role: { readonly roleTemplateId: string },
  kind: RoleHeld['kind'],
  end: string | null,
): void {
  const id = role.roleTemplateId.toLowerCase();
  const key = `${kind} ${id}`;
  const before = held.get(key);
  const endsAt = normalInstant(end);
  if (before !== undefined && !isLater(endsAt, before.endsAt)) return;
  held.set(key, {
    name: boundedText(names.get(id) ?? roleName(id), 120) || 'Role without a name',
    roleTemplateId: boundedText(id, 64),
    kind,
    endsAt,
  });
}

function isLater(one: string | null, other: string | null): boolean {
  if (other === null) return false;
  return one === null || one > other;
}

const ENTRA: readonly WayOut[] = [{ kind: 'open-portal', portalId: 'entra' }];

/** Which roles the operator holds or may activate, and which of them ends soon. */
export function rolesFinding({ facts, now }: Picture): Finding {
  const { activeRoles, roleSchedules } = facts;
  if (activeRoles.kind !== 'known' && roleSchedules.kind !== 'known') {
    return gapFinding('roles', activeRoles, 'Your roles');
  }
  const roles = rolesHeld(facts).filter((role) => !hasEnded(role, now));
  const active = roles.filter((role) => role.kind === 'active');
  const eligible = roles.filter((role) => role.kind === 'eligible');
  const from = [activeRoles, roleSchedules].filter((one) => one.kind === 'known');
  const evidence = roles.map((role) => [role.name, describe(role)] as const);
  const gap = roleSchedules.kind === 'known' ? null : roleSchedules;
  const base = { evidence, from, needs: gap?.needs ?? null };
  const ending = roles.filter((role) => endsSoon(role, now));

  if (activeRoles.kind !== 'known' && active.length === 0) {
    return gapFinding('roles', activeRoles, 'Your active roles', namesOf('Eligible', eligible));
  }
  if (active.length === 0) {
    return finding('roles', {
      ...base,
      state: 'attention',
      word: eligible.length > 0 ? 'Activate first' : 'No role',
      reason:
        eligible.length > 0
          ? `${namesOf('You may activate', eligible)} None is active now.`
          : `You hold no directory role here.${gap === null ? '' : ' Whether you may activate one is not known.'}`,
      waysOut: eligible.length > 0 ? ENTRA : [],
    });
  }
  const names = namesOf('Active', active);
  if (ending.length > 0) {
    const first = Math.min(...ending.map((role) => instantOf(role.endsAt) ?? now));
    const days = Math.max(0, Math.ceil((first - now) / DAY_MS));
    return finding('roles', {
      ...base,
      state: 'attention',
      word: `Ends in ${counted(days, 'day', 'days')}`,
      reason: `${names} The first to end is ${namesOnly(ending)}, ${shownInstant(first)}. Ask for more time before that.`,
      waysOut: ENTRA,
    });
  }
  const word = counted(active.length, 'role', 'roles');
  if (gap !== null || activeRoles.kind !== 'known') {
    const missing =
      gap === null
        ? 'Roles that you hold through groups could not be read.'
        : 'When they end is not known: role schedules could not be read.';
    return finding('roles', {
      ...base,
      state: 'fact',
      word,
      reason: `${names} ${missing}`,
      needs: gap?.needs ?? CHECK_CATALOGUE.roles.needs,
    });
  }
  return finding('roles', { ...base, state: 'pass', word, reason: `${names} None ends soon.` });
}

function hasEnded(role: RoleHeld, now: number): boolean {
  const end = instantOf(role.endsAt);
  return end !== null && end <= now;
}

/** An activation of some hours always ends soon; what matters is the right behind it. */
function endsSoon(role: RoleHeld, now: number): boolean {
  const end = instantOf(role.endsAt);
  return end !== null && end - now <= SOON_MS && (role.kind === 'eligible' || end - now > DAY_MS);
}

const namesOnly = (roles: readonly RoleHeld[]) =>
  listed(
    roles.map((role) => boundedText(role.name, 50)),
    3,
  );

const namesOf = (lead: string, roles: readonly RoleHeld[]) =>
  roles.length === 0 ? '' : `${lead}: ${namesOnly(roles)}.`;

const describe = (role: RoleHeld) =>
  `${role.kind}, ${role.endsAt === null ? 'without an end' : `ends ${role.endsAt}`}`;
