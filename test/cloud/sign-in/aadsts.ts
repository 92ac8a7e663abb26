/**
 * What the sign-in service answers when it refuses. Numbers and names are Entra's, from Microsoft's
 * "Microsoft Entra authentication and authorization error codes"; the sentences are our own.
 */
export type Refusal = {
  /** The OAuth error of a redirect or of the token endpoint. */
  error: string;
  title: string;
  /** `{account}`, `{tenant}`, `{app}` and `{appId}` are filled in. */
  text: string;
};

export const REFUSALS = {
  50011: {
    error: 'invalid_request',
    title: 'Sorry, but we’re having trouble signing you in',
    text: 'The redirect address in the request is not registered for {app}.',
  },
  50020: {
    error: 'access_denied',
    title: 'Sorry, but we’re having trouble signing you in',
    text: 'The account {account} does not exist in the tenant {tenant} and cannot use {app} there. It has to be added to that tenant first, or another account has to be used.',
  },
  50034: {
    error: 'invalid_grant',
    title: 'Sign in',
    text: 'There is no account with this name in the directory. Check the spelling.',
  },
  50057: {
    error: 'invalid_grant',
    title: 'Sign in',
    text: 'The account is disabled. Ask the administrator who owns it.',
  },
  50058: {
    error: 'login_required',
    title: 'Sign in',
    text: 'A silent sign-in was asked for, but nobody is signed in.',
  },
  50053: {
    error: 'invalid_grant',
    title: 'Sign in',
    text: 'The account is locked because of too many wrong sign-ins, or the address is not trusted.',
  },
  50055: {
    error: 'invalid_grant',
    title: 'Sign in',
    text: 'The password has run out and has to be changed.',
  },
  50074: {
    error: 'interaction_required',
    title: 'Verify your identity',
    text: 'The tenant {tenant} requires strong authentication to use {app}.',
  },
  50076: {
    error: 'interaction_required',
    title: 'Verify your identity',
    text: 'The tenant {tenant} requires multifactor authentication to use {app}.',
  },
  50078: {
    error: 'interaction_required',
    title: 'Verify your identity',
    text: 'The second factor of {account} is too old for the policies of {tenant}.',
  },
  50079: {
    error: 'interaction_required',
    title: 'More information required',
    text: 'The tenant {tenant} requires multifactor authentication, and {account} has no method registered for it.',
  },
  50097: {
    error: 'interaction_required',
    title: 'You can’t get there from here',
    text: 'The tenant {tenant} wants the device to sign in as well.',
  },
  50105: {
    error: 'access_denied',
    title: 'Sorry, but we’re having trouble signing you in',
    text: 'The account {account} is not assigned to {app} in {tenant}.',
  },
  50126: {
    error: 'invalid_grant',
    title: 'Sign in',
    text: 'The account name or the password is wrong.',
  },
  50173: {
    error: 'invalid_grant',
    title: 'Sign in again',
    text: 'The sign-in was taken back by an administrator or by a change of password. A new one is needed.',
  },
  50158: {
    error: 'interaction_required',
    title: 'More information required',
    text: 'Terms of use or another check of {tenant} are outstanding for {account}.',
  },
  50196: {
    error: 'invalid_grant',
    title: 'Sign in again',
    text: 'The same request came too often. The application is in a loop.',
  },
  53000: {
    error: 'interaction_required',
    title: 'You can’t get there from here',
    text: 'A Conditional Access policy of {tenant} only lets compliant devices use {app}. This browser shows no compliant device.',
  },
  53001: {
    error: 'interaction_required',
    title: 'You can’t get there from here',
    text: 'A Conditional Access policy of {tenant} only lets devices joined to a domain use {app}.',
  },
  53003: {
    error: 'access_denied',
    title: 'You cannot access this right now',
    text: 'A Conditional Access policy of {tenant} does not let {account} use {app}.',
  },
  65001: {
    error: 'consent_required',
    title: 'Need admin approval',
    text: 'Nobody has consented to {app} ({appId}) in {tenant}. Only an administrator of that tenant can.',
  },
  65004: {
    error: 'access_denied',
    title: 'Permissions declined',
    text: 'The permissions that {app} asks for were declined.',
  },
  70008: {
    error: 'invalid_grant',
    title: 'Sign in again',
    text: 'The code or the refresh token has run out. A new sign-in is needed.',
  },
  70000: {
    error: 'invalid_grant',
    title: 'Sign in again',
    text: 'The code or the refresh token is not good.',
  },
  70043: {
    error: 'invalid_grant',
    title: 'Sign in again',
    text: 'The session is older than the sign-in frequency that {tenant} asks for.',
  },
  90002: {
    error: 'invalid_tenant',
    title: 'Sorry, but we’re having trouble signing you in',
    text: 'There is no tenant {tenant} at this sign-in service. Check the id and the cloud.',
  },
  165000: {
    error: 'invalid_request',
    title: 'Sign in again',
    text: 'This sign-in page has been used already or belongs to an older session. Start again from the portal.',
  },
  500011: {
    error: 'invalid_resource',
    title: 'Sorry, but we’re having trouble signing you in',
    text: 'The API that {app} asks for was not found in {tenant}.',
  },
  500212: {
    error: 'access_denied',
    title: 'Access is blocked by the organization',
    text: 'The home tenant of {account} does not let its accounts into {tenant}.',
  },
  500213: {
    error: 'access_denied',
    title: 'Access is blocked by the organization',
    text: 'The cross-tenant access policy of {tenant} does not let in accounts from the home tenant of {account}.',
  },
  700016: {
    error: 'unauthorized_client',
    title: 'Sorry, but we’re having trouble signing you in',
    text: 'The application {appId} was not found in the tenant {tenant}.',
  },
  700082: {
    error: 'invalid_grant',
    title: 'Sign in again',
    text: 'The refresh token has run out because it was not used for a long time.',
  },
  900144: {
    error: 'invalid_request',
    title: 'Sorry, but we’re having trouble signing you in',
    text: 'The request is malformed: a parameter is missing or wrong.',
  },
} as const satisfies Record<number, Refusal>;

export type RefusalCode = keyof typeof REFUSALS;

export type RefusalSubject = {
  account?: string | undefined;
  tenant?: string | undefined;
  app?: string | undefined;
  appId?: string | undefined;
};

/** The sentence with its names filled in. */
export function refusalText(code: RefusalCode, subject: RefusalSubject): string {
  return REFUSALS[code].text.replace(
    /\{(account|tenant|app|appId)\}/g,
    (_, name: keyof RefusalSubject) => subject[name] ?? 'unknown',
  );
}

/** `AADSTS` number, sentence and the ids, in the order of Entra's error descriptions. */
export function errorDescription(
  code: RefusalCode,
  subject: RefusalSubject,
  ids: { traceId: string; correlationId: string; timestamp: string },
): string {
  return `AADSTS${code}: ${refusalText(code, subject)} Trace ID: ${ids.traceId} Correlation ID: ${ids.correlationId} Timestamp: ${ids.timestamp}`;
}
