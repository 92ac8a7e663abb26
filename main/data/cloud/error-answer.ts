import { z } from 'zod';
import type { Cloud } from '../../../preload/contract/index.ts';
import { parseGuarded } from '../../security/parse-guarded.ts';
import { CloudError, plainDetail } from './cloud-error.ts';

/** Graph and ARM write errors alike; everything in it is optional and may be anything. */
const ErrorBody = z.object({
  error: z.object({
    code: z.string().max(200).catch(''),
    message: z.string().catch(''),
  }),
});

/**
 * Codes that mean: the tenant has not bought it. Source: Graph permissions and known issues;
 * Defender for Endpoint API, "Common errors" ("tenant feature isn't enabled").
 */
const LICENCE_CODES: Readonly<Record<string, string>> = {
  disabledfeature: 'Microsoft Defender for Endpoint',
  authentication_requestfromnonpremiumtenantorb2ctenant: 'Microsoft Entra ID P1',
  aadpremiumlicenserequired: 'Microsoft Entra ID P2',
};

/**
 * What a refusal means. No permission, no licence and not there are three things, and none of them
 * is an empty answer.
 */
export function readErrorAnswer(status: number, body: unknown, cloud: Cloud): CloudError {
  const parsed = parseGuarded(ErrorBody, body);
  const { code = '', message = '' } = parsed.data?.error ?? {};
  const said = plainDetail(message);
  const facts = { status, code: plainDetail(code) };
  const detail = said === '' ? `The service answered ${status}.` : said;
  const name = code.toLowerCase();

  const licence = LICENCE_CODES[name];
  if (licence !== undefined) {
    return new CloudError('not-licensed', detail, { ...facts, needs: licence });
  }
  // What Graph says for Intune in a tenant that never had it; the code is a mere BadRequest.
  if (status === 400 && /not applicable to target tenant/i.test(message)) {
    return new CloudError('not-licensed', detail, facts);
  }
  // A path in a sovereign cloud's schema is no promise that the service is live there.
  const isSovereign = cloud !== 'global';
  if (status === 501 || (isSovereign && (status === 404 || name === 'unknownerror'))) {
    return new CloudError('not-available', detail, facts);
  }
  if (status === 401 && /account is not provisioned/i.test(message)) {
    return new CloudError('not-available', detail, facts);
  }
  if (status === 403) return new CloudError('not-permitted', detail, facts);
  if (status === 404) return new CloudError('not-found', detail, facts);
  return new CloudError('failed', detail, facts);
}
