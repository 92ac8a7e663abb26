import type { AuthenticationResult } from '@azure/msal-node';
import type { AccountId } from '../../preload/contract/identity.ts';
import type { TenantId } from '../../preload/contract/ids.ts';
import { parseUrl } from '../security/parse-url.ts';
import type { CloudClient, PageRequest } from './cloud-client.ts';
import {
  explainBlock,
  explainRedirectError,
  explainSignInError,
  problemOf,
  SignInCancelled,
  SignInError,
  type SignInProblem,
} from './sign-in-error.ts';
import { proveToken, type ProvenToken } from './token-proof.ts';

/**
 * Signs in with a page in the tenant's own compartment: authorization code with PKCE (RFC 7636),
 * answer taken from the address the page is about to go to (RFC 8252 without a listening port).
 *
 * Threat: a page, a link or another program could hand in an answer that is not of this sign-in, and
 * the operator would work as somebody else; an address with a code, once loaded or kept, is half a
 * sign-in. Nothing in the browser ties an answer to a question.
 * So the answer is taken once, at exactly the registered address, with the state of this request;
 * code verifier and nonce are checked when the code is redeemed, and tenant and account of the
 * result after that. The address is never loaded, kept or logged.
 * Tested in test/unit/main/identity/compartment-sign-in.test.ts and test/integration/identity.
 */

/** A page in the tenant's compartment, made by whoever knows compartments. */
export interface SignInPage {
  open(url: string): void;
  /**
   * Every address that the page is about to go to, before it is asked for. When the handler answers
   * true, the address is the sign-in's answer and must not be loaded.
   */
  onRedirect(handler: (url: string) => boolean): void;
  /** The sign-in service shows a refusal that it does not send back. */
  onBlock(handler: (block: { code: string; correlationId: string | null }) => void): void;
  onClosed(handler: () => void): void;
  /** Also when it is closed already. */
  close(): void;
}

export interface CompartmentSignInOptions {
  readonly client: CloudClient;
  readonly openPage: (tenantId: TenantId) => SignInPage;
  readonly request: PageRequest;
  readonly accountId: AccountId | null;
  readonly now: () => Date;
  /** A page that is left alone ends after this; milliseconds. */
  readonly deadlineMs?: number;
}

export interface RunningSignIn {
  /** Throws a SignInError, or SignInCancelled. */
  readonly done: Promise<ProvenToken>;
  cancel(): void;
}

const DEADLINE_MS = 15 * 60 * 1000;
/** Codes have some thousand characters. */
const MAX_ADDRESS_CHARS = 32_768;

/** Begins at once; the page opens as soon as its address is made. */
export function startCompartmentSignIn(options: CompartmentSignInOptions): RunningSignIn {
  const abort = new AbortController();
  return { done: signIn(options, abort.signal), cancel: () => abort.abort() };
}

async function signIn(
  { client, openPage, request, accountId, now, deadlineMs = DEADLINE_MS }: CompartmentSignInOptions,
  signal: AbortSignal,
): Promise<ProvenToken> {
  const begun = await client.beginPage(request).catch((error: unknown) => {
    throw new SignInError(explainSignInError(error));
  });
  if (signal.aborted) throw new SignInCancelled();
  const answer = await askPage(openPage(request.tenantId), begun, signal, deadlineMs);
  // SECURITY(sign-in-state): the answer of another sign-in is thrown away before it is looked at.
  if (answer.getAll('state').join() !== begun.state) {
    throw new SignInError(
      problemOf('refused-token', 'The answer does not belong to this sign-in. It was thrown away.'),
    );
  }
  if (answer.has('error')) throw new SignInError(explainRedirectError(answer));
  const code = answer.get('code');
  if (code === null || code === '') {
    throw new SignInError(problemOf('failed', 'The sign-in page sent back no answer. Try again.'));
  }

  let result: AuthenticationResult;
  try {
    result = await begun.redeem(code, answer.get('client_info'));
  } catch (error) {
    throw new SignInError(explainSignInError(error));
  }
  if (signal.aborted) throw new SignInCancelled();
  return proveToken(result, {
    authority: client.authority,
    clientId: client.clientId,
    tenantId: request.tenantId,
    accountId,
    now: now(),
  });
}

/** Opens the page and waits for what it sends back. The page is closed whatever happens. */
function askPage(
  page: SignInPage,
  { url, redirectUri }: { readonly url: string; readonly redirectUri: string },
  signal: AbortSignal,
  deadlineMs: number,
): Promise<URLSearchParams> {
  let block: SignInProblem | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stop: () => void = () => undefined;

  return new Promise<URLSearchParams>((resolve, reject) => {
    stop = () => reject(new SignInCancelled());
    signal.addEventListener('abort', stop, { once: true });
    timer = setTimeout(() => {
      const words = 'The sign-in page waited too long for an answer. Sign in again.';
      reject(new SignInError(problemOf('needs-sign-in', words)));
    }, deadlineMs);
    page.onRedirect((address) => {
      const answer = answerIn(address, redirectUri);
      if (answer === null) return false;
      resolve(answer);
      return true;
    });
    page.onBlock(({ code, correlationId }) => {
      block = explainBlock(code, correlationId);
    });
    // A page that showed a refusal and was closed ends with that refusal.
    page.onClosed(() => reject(block === null ? new SignInCancelled() : new SignInError(block)));
    page.open(url);
  }).finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    page.close();
  });
}

/** What an address sends back, when it is the registered one and nothing that only looks like it. */
function answerIn(address: string, redirectUri: string): URLSearchParams | null {
  if (address.length > MAX_ADDRESS_CHARS) return null;
  const url = parseUrl(address);
  const wanted = parseUrl(redirectUri);
  const isAnswer =
    url !== null &&
    wanted !== null &&
    url.origin === wanted.origin &&
    url.pathname === wanted.pathname &&
    url.username === '' &&
    url.password === '';
  return isAnswer ? url.searchParams : null;
}
