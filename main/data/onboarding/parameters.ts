import type { Checklist } from '../../../preload/contract/index.ts';
import { isHttps } from './https-link.ts';
import type { Values } from './placeholders.ts';

type Parameter = Checklist['parameters'][number];

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^\d{1,9}$/;

export type ParameterOutcome = { readonly value: string } | { readonly problem: string };

/** What was entered, in the one form that it is kept in, or what is wrong with it. */
export function readParameter({ kind, label }: Parameter, entered: string): ParameterOutcome {
  const value = entered.trim();
  const problem = (text: string): ParameterOutcome => ({ problem: `“${label}” ${text}` });
  switch (kind) {
    case 'guid': {
      const id = value.toLowerCase();
      return GUID.test(id)
        ? { value: id }
        : problem('is an ID such as 00000000-0000-0000-0000-000000000000.');
    }
    case 'domain': {
      const domain = value.toLowerCase();
      return DOMAIN.test(domain) ? { value: domain } : problem('is a domain such as contoso.com.');
    }
    case 'link':
      return isHttps(value)
        ? { value }
        : problem('is a link that begins with https:// and has no user name in it.');
    case 'date':
      return DATE.test(value) && isDay(value) ? { value } : problem('is a day such as 2026-11-21.');
    case 'number':
      return NUMBER.test(value)
        ? { value: String(Number(value)) }
        : problem('is a whole number without a sign.');
    case 'text':
      return value === '' || /\p{Cc}/u.test(value) ? problem('is one line of text.') : { value };
  }
}

/** A sentence when the value is one that it gets swapped with; null when it is none. */
export function swappedWith(
  checklist: Checklist,
  { id, label, differsFrom }: Parameter,
  value: string,
  values: Values,
): string | null {
  const reversed = checklist.parameters
    .filter((other) => other.differsFrom.includes(id))
    .map((other) => other.id as string);
  for (const name of [...differsFrom, ...reversed]) {
    if (name === id || values.get(name)?.toLowerCase() !== value.toLowerCase()) continue;
    return `This is ${nameOf(name, checklist, values)}. “${label}” is another value; the two are easily swapped.`;
  }
  return null;
}

const TENANT_VALUES: Readonly<Record<string, (values: Values) => string>> = {
  sourceId: (values) => `the tenant ID of ${values.get('sourceName') ?? 'the source'}`,
  targetId: (values) => `the tenant ID of ${values.get('targetName') ?? 'the target'}`,
  sourceDomain: (values) => `the domain of ${values.get('sourceName') ?? 'the source'}`,
  targetDomain: (values) => `the domain of ${values.get('targetName') ?? 'the target'}`,
};

function nameOf(name: string, checklist: Checklist, values: Values): string {
  const ofTenant = TENANT_VALUES[name];
  if (ofTenant !== undefined) return ofTenant(values);
  const other = checklist.parameters.find(({ id }) => id === name);
  return `“${other?.label ?? name}”`;
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
