import type {
  AccessPath,
  Cloud,
  GroupId,
  HandOff,
  Tenant,
  TenantChange,
  TenantDraft,
  TenantId,
} from '../../../preload/contract/index.ts';
import { readDomain } from '../../lib/domain.ts';
import { readTenantId } from '../../lib/guid.ts';

/** What the dialog's fields hold, as typed. */
export interface TenantForm {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly cloud: Cloud;
  readonly accessPath: AccessPath;
  readonly handOff: HandOff;
  /** `#rrggbb`, or empty: Bulkhead chooses. */
  readonly colour: string;
  readonly initials: string;
  readonly groupId: GroupId | null;
  readonly notes: string;
}

export type FieldProblems = Partial<
  Record<'id' | 'name' | 'domain' | 'colour' | 'initials', string>
>;

export function emptyForm(id: string, name: string): TenantForm {
  return {
    id,
    name,
    domain: '',
    cloud: 'global',
    accessPath: 'unknown',
    handOff: 'ask',
    colour: '',
    initials: '',
    groupId: null,
    notes: '',
  };
}

export function formOf(tenant: Tenant): TenantForm {
  const { id, name, domain, cloud, accessPath, handOff, colour, initials, groupId, notes } = tenant;
  return { id, name, domain, cloud, accessPath, handOff, colour, initials, groupId, notes };
}

/** What is wrong with each field, in words that say what to do; empty when it can be saved. */
export function problemsOf(form: TenantForm, others: readonly Tenant[]): FieldProblems {
  const problems: { -readonly [F in keyof FieldProblems]: FieldProblems[F] } = {};
  const id = readTenantId(form.id);
  if (form.id.trim() === '') problems.id = 'Enter the tenant id. It is in Entra under Overview.';
  else if (id === null)
    problems.id = 'This is not a tenant id. It has 32 digits and letters a to f.';
  else {
    const same = others.find((tenant) => tenant.id === id);
    if (same) problems.id = `${same.name} already has this tenant id.`;
  }
  const name = form.name.trim();
  if (name === '') problems.name = 'Enter a name.';
  else if (name.length > 120) problems.name = 'Use at most 120 characters.';
  if (form.domain.trim() === '') problems.domain = 'Enter the primary domain, such as contoso.com.';
  else if (readDomain(form.domain) === null)
    problems.domain = 'This is not a domain, such as contoso.com.';
  if (form.colour !== '' && !/^#[0-9a-f]{6}$/i.test(form.colour)) {
    problems.colour = 'Write the colour as # and six digits, such as #0f6cbd.';
  }
  if (form.initials.trim().length > 3) problems.initials = 'Use one to three characters.';
  return problems;
}

/** The new tenant as main wants it. Only for a form without problems. */
export function draftOf(form: TenantForm, id: TenantId): TenantDraft {
  const { colour, initials, ...rest } = readForm(form);
  return {
    ...rest,
    id,
    ...(colour !== '' && { colour }),
    ...(initials !== '' && { initials }),
  };
}

/** What the form changes in a tenant; null when nothing does. */
export function changeOf(form: TenantForm, tenant: Tenant): TenantChange | null {
  const next = readForm(form);
  const keys = ['name', 'domain', 'cloud', 'accessPath', 'handOff', 'groupId', 'notes'] as const;
  const changed = keys.filter((key) => next[key] !== tenant[key]);
  const change: Record<string, unknown> = Object.fromEntries(
    changed.map((key) => [key, next[key]]),
  );
  if (next.colour !== '' && next.colour !== tenant.colour) change['colour'] = next.colour;
  if (next.initials !== '' && next.initials !== tenant.initials) change['initials'] = next.initials;
  return Object.keys(change).length === 0 ? null : { ...change, id: tenant.id };
}

function readForm(form: TenantForm) {
  return {
    name: form.name.trim(),
    domain: readDomain(form.domain) ?? form.domain,
    cloud: form.cloud,
    accessPath: form.accessPath,
    handOff: form.handOff,
    colour: form.colour.toLowerCase(),
    initials: form.initials.trim(),
    groupId: form.groupId,
    notes: form.notes,
  };
}

/** Initials as main makes them when none are given, to show what will come. */
export function suggestedInitials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first, second] = words;
  if (first === undefined) return '?';
  const letters =
    second === undefined
      ? [...first].slice(0, 2).join('')
      : `${[...first][0] ?? ''}${[...second][0] ?? ''}`;
  return letters.toUpperCase();
}
