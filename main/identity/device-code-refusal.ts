import type { NetworkRequestOptions } from '@azure/msal-node';
import { z } from 'zod';
import { parseGuarded } from '../security/parse-guarded.ts';

/** A refusal by the sign-in service, in the shape of the library's own errors. */
export interface DeviceCodeRefusal {
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly errorNo: string;
  readonly subError: string;
  readonly correlationId: string;
  readonly claims: string;
}

/** Whether a request asks for a code, or whether one was typed in. */
export function isAboutDeviceCode(
  url: string,
  options: NetworkRequestOptions | undefined,
): boolean {
  const grant = new URLSearchParams(options?.body ?? '').get('grant_type');
  return /\/devicecode(?:\?|$)/.test(url) || grant === 'device_code';
}

const text = z.string().catch('');
const Refusal = z.object({
  error: z.string().min(1),
  error_description: text,
  error_codes: z.array(z.number().int()).catch([]),
  suberror: text,
  correlation_id: text,
  claims: text,
});

/** Null for what is no refusal: a code, a token, or that nobody typed the code in yet. */
export function readRefusal(body: unknown): DeviceCodeRefusal | null {
  const refusal = parseGuarded(Refusal, body).data;
  if (refusal === undefined || refusal.error === 'authorization_pending') return null;
  return {
    errorCode: refusal.error,
    errorMessage: refusal.error_description,
    errorNo: String(refusal.error_codes[0] ?? ''),
    subError: refusal.suberror,
    correlationId: refusal.correlation_id,
    claims: refusal.claims,
  };
}
