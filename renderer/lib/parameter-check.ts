import type { Parameter } from '../../preload/contract/index.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** What a value must not be, with the words for it: the tenant ids, other values of the run. */
export interface TakenValue {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** What is wrong with a value for a parameter; null when it can be saved. Main checks it again. */
export function parameterProblem(
  parameter: Pick<Parameter, 'kind' | 'differsFrom'>,
  typed: string,
  taken: readonly TakenValue[],
): string | null {
  const value = typed.trim();
  if (value === '') return null;
  const form = formProblem(parameter.kind, value);
  if (form !== null) return form;
  const same = taken.find(
    (one) =>
      parameter.differsFrom.includes(one.id) && one.value.toLowerCase() === value.toLowerCase(),
  );
  return same === undefined
    ? null
    : `This is ${same.label}. The two get swapped easily; enter the other one.`;
}

function formProblem(kind: Parameter['kind'], value: string): string | null {
  switch (kind) {
    case 'guid':
      return GUID.test(value)
        ? null
        : 'An id looks like 00000000-0000-0000-0000-000000000000: 32 digits in five groups.';
    case 'domain':
      return DOMAIN.test(value) ? null : 'A domain looks like contoso.com, without https://.';
    case 'link':
      return isLink(value) ? null : 'A link begins with https:// and names a host.';
    case 'date':
      return isDate(value) ? null : 'A date is written as year, month and day: 2026-07-31.';
    case 'number':
      return /^-?\d{1,15}$/.test(value) ? null : 'Enter a whole number, with digits alone.';
    case 'text':
      return null;
  }
}

function isLink(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
}

/** Also refuses days that a month does not have. */
function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
