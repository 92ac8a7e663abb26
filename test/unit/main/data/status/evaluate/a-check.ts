import { expect } from 'vitest';
import { evaluateTenant } from '../../../../../../main/data/status/evaluate/evaluate-tenant.ts';
import type { EvaluationContext } from '../../../../../../main/data/status/evaluate/evaluation-context.ts';
import type { TenantFacts } from '../../../../../../main/data/status/facts.ts';
import {
  TenantStatus,
  type CheckId,
  type Finding,
} from '../../../../../../preload/contract/status.ts';
import { aMe, aToken, known, NOW, someFacts, TENANT } from './some-facts.ts';

/** One check of a tenant that differs from the usual one in what is given. */
export function check(
  id: CheckId,
  more: Partial<TenantFacts> = {},
  context: Partial<EvaluationContext> = {},
): Finding {
  const status = evaluateTenant(someFacts(more), { now: NOW, ...context });
  expect(TenantStatus.safeParse(status).error).toBeUndefined();
  const found = status.findings.find((one) => one.checkId === id);
  if (found === undefined) throw new Error(`no finding ${id}`);
  expect(found.word.split(' ').length).toBeLessThanOrEqual(4);
  return found;
}

export const verdict = ({ state, word }: Finding) => `${state}: ${word}`;

export const signIn = (state: string, code: string | null = null) =>
  known({ state, code, reason: `It is ${state}.` });

/** An operator whose account lives in the tenant. */
export const MEMBER = {
  token: known(aToken({ homeTenantId: TENANT })),
  me: known(aMe({ userType: 'Member', creationType: null, externalUserState: null })),
};

export const withMfa = {
  token: known(aToken({ amr: ['pwd', 'mfa'], authTime: '2026-11-20T07:55:00Z' }), 'ID token'),
};
