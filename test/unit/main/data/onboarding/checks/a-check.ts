import { createPacer } from '../../../../../../main/data/cloud/pacing.ts';
import { createSlots } from '../../../../../../main/data/cloud/slots.ts';
import { createTenantApi } from '../../../../../../main/data/cloud/tenant-api.ts';
import type { CheckContext } from '../../../../../../main/data/onboarding/checks/check.ts';
import { runCheck } from '../../../../../../main/data/onboarding/checks/run-check.ts';
import { CheckResult, StepCheck, type TenantId } from '../../../../../../preload/contract/index.ts';
import { emptyFacts } from '../../../../../support/empty-facts.ts';

export const SOURCE_ID = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
export const TARGET_ID = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10' as TenantId;
export const ME = 'c6ad0000-0000-4000-8000-000000000001';
export const GROUP = '4f2c0000-0000-4000-8000-000000000002';
export const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
const NOW = new Date('2026-11-20T09:00:00Z');

const SOURCE = {
  id: SOURCE_ID,
  name: 'Contoso',
  domain: 'contoso.com',
  cloud: 'global',
  accessPath: 'member',
} as const;
const TARGET = {
  id: TARGET_ID,
  name: 'Fabrikam',
  domain: 'fabrikam.com',
  cloud: 'global',
  accessPath: 'guest-sync',
} as const;

/** An answer that is no success, in the shape of Graph. */
export class Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  constructor(status: number, code: string, message = 'It was said so.') {
    this.status = status;
    this.code = code;
    this.message = message;
  }
}

/**
 * What the service answers, by a part of the decoded path and query; the first that fits. A list
 * becomes the `value` of a page. What is not there is 404 as Graph says it.
 */
export type Answers = Readonly<Record<string, unknown>>;

export type Given = {
  readonly id: string;
  readonly on?: 'source' | 'target';
  readonly with?: Readonly<Record<string, string | number | boolean>>;
};

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

/** Runs a check against answers of the test's own, through the real reader of services. */
export async function aCheck(given: Given, answers: Answers, change: Partial<CheckContext> = {}) {
  const check = StepCheck.parse({ on: 'target', ...given });
  const [tenant, other] = check.on === 'source' ? [SOURCE, TARGET] : [TARGET, SOURCE];
  const asked: Asked[] = [];
  const stop = new AbortController();
  const here = createTenantApi({
    fetch: async (link, init) => {
      const url = new URL(link);
      asked.push({ method: init.method ?? 'GET', url, body: String(init.body ?? '') });
      return responseOf(answers, decodeURIComponent(url.pathname + url.search));
    },
    tenantId: tenant.id,
    cloud: (change.tenant ?? tenant).cloud,
    getToken: async () => 'a-token',
    pacer: createPacer(() => 0),
    slot: createSlots(1).newSlot(),
    signal: stop.signal,
    now: () => NOW.getTime(),
    random: () => 0,
    newRequestId: () => '11112222-3333-4444-8555-666677778888',
    onWaiting: () => undefined,
    limits: { maxRetries: 0, maxPages: 5 },
  });
  const answer = await runCheck(check, {
    here,
    tenant,
    other,
    operator: null,
    homeTenantId: SOURCE_ID,
    status: emptyFacts(tenant.id),
    values: {},
    record: {
      tenantId: tenant.id,
      purpose: 'not-said',
      owner: '',
      licences: '',
      note: '',
      links: [],
      changedAt: null,
    },
    now: () => NOW,
    signal: stop.signal,
    ...change,
  });
  // Whatever a service writes, the contract takes what is concluded from it.
  CheckResult.parse({
    ...answer,
    tenantId: tenant.id,
    on: check.on,
    with: check.with,
    completes: true,
  });
  return { ...answer, asked, said: `${answer.state}: ${answer.found}` };
}

function responseOf(answers: Answers, path: string): Response {
  const [, answer] = Object.entries(answers).find(([part]) => path.includes(part)) ?? [];
  if (answer === undefined) {
    return json(404, { error: { code: 'ResourceNotFound', message: 'Resource not found.' } });
  }
  if (answer instanceof Error) throw answer;
  if (answer instanceof Refusal) {
    const { status, code, message } = answer;
    return json(status, { error: { code, message } });
  }
  return json(200, Array.isArray(answer) ? { value: answer } : answer);
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

/** `/me` of a synchronized account. */
export const aMe = (more: object = {}) => ({
  id: ME,
  userPrincipalName: 'dana.okafor_contoso.com#EXT#@fabrikam.onmicrosoft.com',
  mail: null,
  userType: 'Member',
  externalUserState: 'Accepted',
  accountEnabled: true,
  ...more,
});
