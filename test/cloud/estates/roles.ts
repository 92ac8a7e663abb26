/** Template ids of directory roles, the same in every tenant. Source: Entra's built-in roles. */
export const ROLES = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Security Operator': '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f',
  'Security Reader': '5d6b6bb7-de71-4623-b4af-96380a352509',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Conditional Access Administrator': 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  'Reports Reader': '4a5d8f65-41da-4de4-8968-e035b65339cf',
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'Hybrid Identity Administrator': '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
  'Identity Governance Administrator': '45d8d3c5-c802-45c6-b32a-1d70b5e1e86e',
  'Cloud Application Administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
} as const satisfies Record<string, string>;

export type RoleName = keyof typeof ROLES;

export type RoleHolding = {
  role: RoleName;
  /** `activated` is one that was eligible and is switched on for a while. */
  kind: 'active' | 'activated' | 'eligible';
  /** From the start of the cloud; null when it does not end. */
  endsInHours: number | null;
  via: 'direct' | 'group';
};

const DAY_HOURS = 24;

export function holds(
  role: RoleName,
  kind: RoleHolding['kind'] = 'active',
  endsInDays: number | null = null,
  via: RoleHolding['via'] = 'direct',
): RoleHolding {
  return { role, kind, endsInHours: endsInDays === null ? null : endsInDays * DAY_HOURS, via };
}

/** Roles that count now: active ones and those that are switched on. */
export function activeRoles(roles: readonly RoleHolding[]): RoleName[] {
  return [...new Set(roles.filter(({ kind }) => kind !== 'eligible').map(({ role }) => role))];
}
