import type { AuthenticationResult } from '@azure/msal-node';
import type { AccountId } from '../../preload/contract/identity.ts';
import { readPlainUrl } from '../security/plain-url.ts';
import type { Authority } from './authority.ts';
import type { CloudClient, OfferedCode, PageRequest } from './cloud-client.ts';
import { explainSignInError, problemOf, SignInCancelled, SignInError } from './sign-in-error.ts';
import { proveToken, type ProvenToken } from './token-proof.ts';

/**
 * Signs in with a code that the operator types in elsewhere (RFC 8628). The last way, where policy
 * allows it: it shows Conditional Access no device, and it is what phishing lives on.
 *
 * Threat: whoever gets an operator to type in a code is signed in as the operator, and a service
 * that is not the one it claims to be could hand out such a code, or send the operator to a page of
 * its own, or have Bulkhead ask without a pause.
 * So a code is only ever one that this Bulkhead asked for, at the tenant's own address; the page to
 * type it in has to be one of Microsoft's; how often and how long is asked is bounded; and the token
 * is proven to be of tenant and account like every other.
 * Tested in test/unit/main/identity/device-code-sign-in.test.ts.
 */

/** What the operator is shown. */
export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUrl: string;
  readonly endsAt: Date;
}

export interface DeviceCodeOptions {
  readonly client: CloudClient;
  readonly request: PageRequest;
  readonly accountId: AccountId | null;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly onCode: (code: DeviceCode) => void;
}

/** Settles when the operator typed the code in. Throws a SignInError, or SignInCancelled. */
export async function signInByDeviceCode(options: DeviceCodeOptions): Promise<ProvenToken> {
  const { client, request, accountId, now, signal, onCode } = options;
  if (signal.aborted) throw new SignInCancelled();
  let stop: () => void = () => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    stop = () => reject(new SignInCancelled());
    signal.addEventListener('abort', stop, { once: true });
  });
  const typed = client.byDeviceCode(
    request,
    (offered) => onCode(readCode(offered, client.authority, now())),
    signal,
  );
  let result: AuthenticationResult | null;
  try {
    result = await Promise.race([typed, cancelled]);
  } catch (error) {
    if (error instanceof SignInCancelled) throw error;
    throw new SignInError(explainSignInError(error));
  } finally {
    signal.removeEventListener('abort', stop);
    // What still comes after it was cancelled is nobody's.
    typed.catch(() => undefined);
  }
  return proveToken(result, {
    authority: client.authority,
    clientId: client.clientId,
    tenantId: request.tenantId,
    accountId,
    now: now(),
  });
}

/** Microsoft's pages for typing in a code, besides those of the cloud's own sign-in host. */
const CODE_HOSTS: ReadonlySet<string> = new Set(['microsoft.com', 'www.microsoft.com']);
const LOGIN_HOSTS: Readonly<Partial<Record<Authority['cloud'], string>>> = {
  global: 'login.microsoft.com',
};

const MAX_URL_CHARS = 200;
const MAX_LIFE_S = 30 * 60;
const MAX_INTERVAL_S = 60;

/** Throws a SignInError for a code that may not be shown. */
function readCode(offered: OfferedCode, authority: Authority, now: Date): DeviceCode {
  const { userCode, verificationUri, expiresIn, interval } = offered;
  if (typeof userCode !== 'string' || !/^[A-Za-z0-9-]{4,20}$/.test(userCode)) {
    throw refused('The sign-in service gave no code.');
  }
  const url = readPlainUrl(typeof verificationUri === 'string' ? verificationUri : '', ['https:']);
  const isMicrosofts =
    url.ok &&
    url.url.href.length <= MAX_URL_CHARS &&
    (url.host === authority.host ||
      CODE_HOSTS.has(url.host) ||
      url.host === LOGIN_HOSTS[authority.cloud]);
  // SECURITY(device-code-page): a code is typed in at Microsoft's, or is not shown.
  if (!isMicrosofts) throw refused('The page to type the code in is none of Microsoft’s.');
  if (!isWithin(expiresIn, 1, MAX_LIFE_S) || !isWithin(interval, 1, MAX_INTERVAL_S)) {
    throw refused('The sign-in service gave a code without an end.');
  }
  return {
    userCode,
    verificationUrl: url.url.href,
    endsAt: new Date(now.getTime() + Number(expiresIn) * 1000),
  };
}

const isWithin = (value: unknown, least: number, most: number) =>
  typeof value === 'number' && value >= least && value <= most;

const refused = (reason: string) =>
  new SignInError(problemOf('refused-token', `${reason} It was thrown away.`));
