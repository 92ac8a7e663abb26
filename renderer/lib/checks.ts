import {
  CHECK_CATALOGUE,
  CHECK_GROUPS as GROUP_NAMES,
} from '../../preload/contract/check-catalogue.ts';
import type { CheckId } from '../../preload/contract/index.ts';

export interface CheckGroup {
  readonly name: string;
  readonly checks: readonly CheckId[];
}

const ALL = Object.values(CHECK_CATALOGUE);

/** Checks beside each other that belong together. */
export const CHECK_GROUPS: readonly CheckGroup[] = GROUP_NAMES.map((name) => ({
  name,
  checks: ALL.filter(({ group }) => group === name).map(({ id }) => id),
}));

/** Every check, in the order of the matrix. */
export const CHECKS: readonly CheckId[] = CHECK_GROUPS.flatMap(({ checks }) => checks);

/** What other tools call the same topic, with the tool before its ids. */
export function otherIds(id: CheckId): readonly string[] {
  const { maester, scubaGear, zeroTrustAssessment } = CHECK_CATALOGUE[id];
  const tools = [
    ['Maester', maester],
    ['ScubaGear', scubaGear],
    ['Zero Trust Assessment', zeroTrustAssessment],
  ] as const;
  return tools.flatMap(([tool, ids]) => (ids.length === 0 ? [] : [`${tool} ${ids.join(', ')}`]));
}
