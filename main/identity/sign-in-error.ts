import { z } from 'zod';
import { SignInState } from '../../preload/contract/identity.ts';
import data from '../../resources/sign-in-blocks.json' with { type: 'json' };
import { parseGuarded, parseOrThrow } from '../security/parse-guarded.ts';

/**
 * What a failed sign-in means for the operator. Numbers explain only: Microsoft says that they may
 * change and that clients decide by `error` and `suberror`, so those decide where no number is
 * known. Source: Microsoft identity platform, "Authentication and authorization error codes".
 */

const Blocks = z.array(
  z.strictObject({
    code: z.string().regex(/^[0-9]{4,8}$/),
    title: z.string().min(1).max(80),
    explanation: z.string().min(1).max(300),
    mayHandOff: z.boolean(),
    state: SignInState,
  }),
);

const BY_CODE = new Map(parseOrThrow(Blocks, data.blocks).map((block) => [block.code, block]));

export interface SignInProblem {
  readonly state: SignInState;
  /** `AADSTS` number as text, when the service gave one. */
  readonly code: string | null;
  /** Plain words of our own; never the service's text, which may hold names and addresses. */
  readonly reason: string;
  readonly correlationId: string | null;
  /** Claims (JSON text) that a sign-in with a page has to ask for; null when there are none. */
  readonly claims: string | null;
}

/** No token, and why. The message is the reason, and safe to show. */
export class SignInError extends Error {
  readonly problem: SignInProblem;

  constructor(problem: SignInProblem) {
    super(problem.reason);
    this.name = 'SignInError';
    this.problem = problem;
  }
}

/** The operator stopped, or closed the page. */
export class SignInCancelled extends Error {
  constructor() {
    super('The sign-in was stopped.');
    this.name = 'SignInCancelled';
  }
}

/** A problem that Bulkhead itself saw. */
export function problemOf(state: SignInState, reason: string): SignInProblem {
  return { state, code: null, reason, correlationId: null, claims: null };
}

/** States that a sign-in with a page may solve. Everything else has to be solved elsewhere. */
const SOLVED_BY_A_PAGE: ReadonlySet<SignInState> = new Set([
  'needs-mfa',
  'needs-sign-in',
  'needs-consent',
]);

export function mayHelpWithPage({ state }: SignInProblem): boolean {
  return SOLVED_BY_A_PAGE.has(state);
}

/** What the sign-in library threw, in words. Knows nothing of its classes: shapes decide. */
export function explainSignInError(error: unknown): SignInProblem {
  if (error instanceof SignInError) return error.problem;
  const seen = readError(error);
  const code = codeOf(seen);
  const { correlationId, claims } = seen;
  const known = code === null ? undefined : BY_CODE.get(code);
  if (known !== undefined) {
    const reason = `${known.title}. ${known.explanation}`;
    return { state: known.state, code, reason, correlationId, claims };
  }
  const [state, reason] = explainOAuthError(seen);
  return { state, code, reason, correlationId, claims };
}

/** What an `error` in the redirect of a sign-in page means. */
export function explainRedirectError(query: URLSearchParams): SignInProblem {
  return explainSignInError({
    errorCode: query.get('error') ?? '',
    errorMessage: query.get('error_description') ?? '',
    subError: query.get('error_subcode') ?? '',
    correlationId: CORRELATION.exec(query.get('error_description') ?? '')?.[1] ?? '',
    claims: query.get('claims') ?? '',
  });
}

/** What a page showed with this code (it is not sent back); null for codes that are not known. */
export function explainBlock(code: string, correlationId: string | null): SignInProblem | null {
  const known = BY_CODE.get(code);
  if (known === undefined) return null;
  const reason = `${known.title}. ${known.explanation}`;
  return { state: known.state, code, reason, correlationId, claims: null };
}

interface SeenError {
  readonly error: string;
  readonly subError: string;
  readonly message: string;
  readonly number: string;
  readonly status: number | null;
  readonly fault: string;
  readonly correlationId: string | null;
  readonly claims: string | null;
}

const CORRELATION = /\bCorrelation ID: ([0-9a-f-]{36})\b/i;

const Seen = z.object({
  errorCode: z.string().catch(''),
  subError: z.string().catch(''),
  errorMessage: z.string().catch(''),
  // Declared as text by the library, and a number when it runs.
  errorNo: z.union([z.string(), z.number()]).transform(String).catch(''),
  status: z.number().nullable().catch(null),
  fault: z.string().catch(''),
  correlationId: z.string().max(64).catch(''),
  claims: z.string().max(8192).catch(''),
});

function readError(error: unknown): SeenError {
  const seen = parseGuarded(Seen, error).data;
  return {
    error: seen?.errorCode.toLowerCase() ?? '',
    subError: seen?.subError.toLowerCase() ?? '',
    message: seen?.errorMessage ?? '',
    number: seen?.errorNo ?? '',
    status: seen?.status ?? null,
    fault: seen?.fault ?? '',
    correlationId: seen === undefined || seen.correlationId === '' ? null : seen.correlationId,
    claims: seen === undefined || !isJsonObject(seen.claims) ? null : seen.claims,
  };
}

function isJsonObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}

/** The number the service gave. While it asks for patience the library puts it where `error` was. */
function codeOf({ number, error, message }: SeenError): string | null {
  if (/^[0-9]{4,8}$/.test(number)) return number;
  const throttled = /^([0-9]{4,8})(?: [0-9]{4,8})*$/.exec(error)?.[1];
  return throttled ?? /\bAADSTS([0-9]{4,8})\b/.exec(message)?.[1] ?? null;
}

const SIGN_IN_AGAIN = 'Sign in to this tenant again.';

const NETWORK_REASONS: Readonly<Record<string, string>> = {
  'refused-address': 'The sign-in was stopped: it was about to leave the sign-in service.',
  redirected: 'Something between here and the sign-in service sent the request elsewhere.',
  'timed-out': 'The sign-in service did not answer in time. Try again later.',
  'too-large':
    'Something other than the sign-in service answered. Check the network and its proxy.',
  'not-json': 'Something other than the sign-in service answered. Check the network and its proxy.',
};

function explainOAuthError(seen: SeenError): readonly [SignInState, string] {
  const { error, subError, status, fault } = seen;
  switch (subError) {
    case 'basic_action':
    case 'additional_action':
      return ['needs-mfa', 'The tenant asks for a further step, such as MFA. Sign in again.'];
    case 'message_only':
      return ['blocked', 'A policy of this tenant refuses this sign-in. Ask its administrator.'];
    case 'consent_required':
      return ['needs-consent', 'Consent is missing. Ask an administrator of the tenant for it.'];
    case 'user_password_expired':
      return ['needs-sign-in', `The password has expired. Change it. ${SIGN_IN_AGAIN}`];
    case 'cancel':
      return ['needs-consent', 'The sign-in page was left with “Cancel”.'];
    default:
      break;
  }
  switch (error) {
    case 'consent_required':
      return ['needs-consent', 'Consent is missing. Ask an administrator of the tenant for it.'];
    case 'interaction_required':
    case 'login_required':
    case 'bad_token':
    case 'interrupted_user':
    case 'ui_not_allowed':
    case 'native_account_unavailable':
      return ['needs-sign-in', SIGN_IN_AGAIN];
    // Bare: the refresh token is revoked, too old or of somebody else. The library calls it a
    // server error; for the operator it is the end of a session.
    case 'invalid_grant':
    case 'refresh_token_expired':
      return ['needs-sign-in', `The stored sign-in is no longer accepted. ${SIGN_IN_AGAIN}`];
    case 'no_account_in_silent_request':
    case 'no_account_found':
    case 'no_tokens_found':
      return ['needs-sign-in', 'There is no stored sign-in for this account. Sign in.'];
    case 'authorization_declined':
      return ['needs-sign-in', 'The code was declined where it was typed in.'];
    case 'expired_token':
    case 'bad_verification_code':
    case 'device_code_expired':
      return ['needs-sign-in', 'The code ended before it was typed in. Begin again.'];
    case 'access_denied':
      return ['blocked', 'The sign-in service denied access. Ask the tenant’s administrator.'];
    case 'unauthorized_client':
    case 'invalid_client':
    case 'invalid_scope':
    case 'invalid_resource':
      return [
        'not-configured',
        'The sign-in service does not accept the app registration. Whoever manages it has to look at it.',
      ];
    case 'state_mismatch':
    case 'nonce_mismatch':
    case 'invalid_state':
    case 'state_not_found':
      return ['refused-token', 'The answer does not belong to this sign-in. It was thrown away.'];
    case 'token_parsing_error':
    case 'null_or_empty_token':
    case 'client_info_decoding_error':
    case 'client_info_empty_error':
      return [
        'refused-token',
        'The answer of the sign-in service is malformed. It was thrown away.',
      ];
    case 'network_error':
      return [
        'unreachable',
        NETWORK_REASONS[fault] ?? 'The sign-in service cannot be reached. Check the network.',
      ];
    case 'no_network_connectivity':
    case 'endpoints_resolution_error':
    case 'openid_config_error':
      return ['unreachable', 'The sign-in service cannot be reached. Check the network.'];
    case 'temporarily_unavailable':
    case 'server_error':
    case 'server_unavailable':
      return [
        'unreachable',
        'The sign-in service is not available at the moment. Try again later.',
      ];
    default:
      break;
  }
  if (status === 429) {
    return ['unreachable', 'The sign-in service asks for fewer requests. Try again in a minute.'];
  }
  if (status !== null && status >= 500) {
    return ['unreachable', 'The sign-in service is not available at the moment. Try again later.'];
  }
  const named = /^[a-z_]{3,40}$/.test(error) ? ` (${error})` : '';
  return ['failed', `The sign-in failed${named}. Try again; if it stays, tell your administrator.`];
}
