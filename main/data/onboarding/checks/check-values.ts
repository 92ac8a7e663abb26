import type { StepCheck } from '../../../../preload/contract/index.ts';
import { boundedText } from '../../status/evaluate/bounded-text.ts';
import type { CheckContext } from './check.ts';

/** Something has to be entered, or entered otherwise, before the check can ask. */
export class NeedsValue extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NeedsValue';
  }
}

/** The values of a check with placeholders filled in. All throw `NeedsValue`. */
export interface CheckValues {
  /** Null when it is not given or empty. */
  text(key: string): string | null;
  need(key: string): string;
  /** Parts between semicolons, without empty ones. */
  list(key: string): readonly string[];
  number(key: string, fallback: number): number;
  /** Null when it is not given. */
  flag(key: string): boolean | null;
  /** An object id in lower case: it goes into the request's address. */
  guid(key: string): string;
  guidOrNull(key: string): string | null;
}

const PLACEHOLDER = /\{([a-zA-Z0-9-]{1,64})\}/g;
export const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_LIST = 50;

/** Reads `check.with`; a placeholder of something that was not entered makes the value missing. */
export function checkValues(check: StepCheck, context: CheckContext): CheckValues {
  const known = placeholders(check, context);
  const fill = (text: string): string =>
    text.replace(PLACEHOLDER, (_, id: string) => {
      const value = known.get(id) ?? '';
      if (value === '') throw new NeedsValue(`Enter “${boundedText(id, 64)}” first.`);
      return value;
    });
  const text = (key: string): string | null => {
    const given = Object.hasOwn(check.with, key) ? check.with[key] : undefined;
    const filled = given === undefined ? '' : fill(String(given)).trim();
    return filled === '' ? null : filled;
  };
  const need = (key: string): string => {
    const value = text(key);
    if (value === null) throw new NeedsValue(`This check needs the value “${key}”.`);
    return value;
  };
  const guid = (key: string): string => {
    const value = need(key).toLowerCase();
    if (!GUID.test(value)) throw new NeedsValue(`“${boundedText(value, 80)}” is no object id.`);
    return value;
  };
  return {
    text,
    need,
    guid,
    guidOrNull: (key) => (text(key) === null ? null : guid(key)),
    list: (key) =>
      (text(key) ?? '')
        .split(';')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .slice(0, MAX_LIST),
    number(key, fallback) {
      const value = text(key);
      if (value === null) return fallback;
      const number = Number(value);
      if (!Number.isFinite(number))
        throw new NeedsValue(`“${boundedText(value, 80)}” is no number.`);
      return number;
    },
    flag(key) {
      const value = text(key)?.toLowerCase();
      if (value === undefined) return null;
      if (value === 'true' || value === 'false') return value === 'true';
      throw new NeedsValue(`“${boundedText(value, 80)}” is neither true nor false.`);
    },
  };
}

function placeholders({ on }: StepCheck, context: CheckContext): ReadonlyMap<string, string> {
  const { tenant, other, operator, values } = context;
  const [source, target] = on === 'source' ? [tenant, other] : [other, tenant];
  return new Map([
    ...Object.entries(values).map(([id, value]) => [id, value.trim()] as const),
    ['sourceId', source?.id ?? ''],
    ['sourceName', source?.name ?? ''],
    ['sourceDomain', source?.domain ?? ''],
    ['targetId', target?.id ?? ''],
    ['targetName', target?.name ?? ''],
    ['targetDomain', target?.domain ?? ''],
    ['operator', operator?.username ?? ''],
  ]);
}
