import { ANSWER_NAMES, type Answers, NOT_COLLECTED } from '../../main/data/status/answers.ts';
import type { TenantFacts } from '../../main/data/status/facts.ts';

/** Of a tenant that was never asked for anything. */
export function emptyFacts(tenantId: string): TenantFacts {
  const answers = Object.fromEntries(
    ANSWER_NAMES.map((name) => [name, NOT_COLLECTED]),
  ) as unknown as Answers;
  return { tenantId, cloud: 'global', statedAccessPath: 'member', ...answers };
}
