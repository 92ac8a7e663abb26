import { CloudError } from '../../cloud/cloud-error.ts';
import type { EstateTenant } from '../../status/estate-tenant.ts';
import type { CheckRun, Draft } from './check.ts';
import { NeedsValue } from './check-values.ts';

type More = Omit<Draft, 'state' | 'found'>;

export const passed = (found: string, more: More = {}): Draft => ({
  state: 'passed',
  found,
  ...more,
});

export const failed = (found: string, more: More = {}): Draft => ({
  state: 'failed',
  found,
  ...more,
});

/** Read, and for the operator to judge. */
export const information = (found: string, more: More = {}): Draft => ({
  state: 'information',
  found,
  ...more,
});

/** The other side of the run. Throws `NeedsValue` in a run of one tenant. */
export function otherOf({ other }: CheckRun): EstateTenant {
  if (other === null) throw new NeedsValue('This run has no second tenant to compare with.');
  return other;
}

/** What a question finds; null when the service says that there is no such thing. */
export async function orNothing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isNothing(error)) return null;
    throw error;
  }
}

/**
 * Whether it is the service's own 404. In sovereign clouds the same status may mean that the whole
 * path is missing, which stays an error.
 */
function isNothing(error: unknown): boolean {
  return error instanceof CloudError && error.kind === 'not-found';
}

/** “2026-11-28”: what an operator compares. */
export function day(instant: string): string {
  return instant.slice(0, 10);
}

/** A value between quotes in a filter of OData. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `?$filter=…`, escaped. */
export function filter(expression: string): string {
  return `$filter=${encodeURIComponent(expression)}`;
}

export const yesNo = (value: boolean | null): string =>
  value === null ? 'not said' : value ? 'yes' : 'no';

/** Names are compared as the directories do, without case. */
export function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
