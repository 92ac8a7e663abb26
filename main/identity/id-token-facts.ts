import { z } from 'zod';
import { parseGuarded } from '../security/parse-guarded.ts';

/**
 * What an ID token says of a sign-in. Access tokens are not read: for a client they are opaque
 * (Microsoft identity platform, "Access tokens").
 */
export interface IdTokenFacts {
  /** Object id of the operator in this tenant. */
  readonly objectId: string;
  /** `aud`: the app registration that it was given to. */
  readonly appId: string | null;
  /** Tenant of the account's own identity provider when it is another tenant; null otherwise. */
  readonly identityProvider: string | null;
  /** Optional claim `acct`. */
  readonly userType: 'member' | 'guest' | null;
  /** Optional claim `auth_time`: when the operator last authenticated; ISO 8601. */
  readonly authenticatedAt: string | null;
  /** `amr`, where the token has it: `pwd`, `mfa`, `rsa`, … Null when it says nothing. */
  readonly methods: readonly string[] | null;
  /** Authentication contexts (`c1` … `c99`) that are satisfied. */
  readonly authenticationContexts: readonly string[];
  /** `signin_state`: `dvc_mngd`, `dvc_dmjd`, `kmsi`. */
  readonly signInState: readonly string[];
  readonly issuedAt: string | null;
  /** False when the token came from the cache: then it tells what was so, not what is. */
  readonly isFresh: boolean;
}

const words = z.array(z.string().max(64)).max(100);
/** 1990 to 2200: milliseconds, or no time at all, is not taken for seconds. */
const seconds = z.number().min(631_152_000).max(7_258_118_400);

const Claims = z.object({
  oid: z.string().max(64),
  aud: z.string().max(64).nullable().catch(null),
  idp: z.string().max(512).nullable().catch(null),
  acct: z
    .union([z.literal(0), z.literal(1)])
    .nullable()
    .catch(null),
  auth_time: seconds.nullable().catch(null),
  iat: seconds.nullable().catch(null),
  amr: words.nullable().catch(null),
  acrs: words.catch([]),
  signin_state: words.catch([]),
});

/** Reads claims of any shape: what is of the wrong type is not known. Null without an object id. */
export function readIdTokenFacts(claims: unknown, isFresh: boolean): IdTokenFacts | null {
  const parsed = parseGuarded(Claims, claims);
  if (!parsed.success) return null;
  const {
    oid,
    aud,
    idp,
    acct,
    auth_time: authTime,
    iat,
    amr,
    acrs,
    signin_state: state,
  } = parsed.data;
  return {
    objectId: oid,
    appId: aud,
    identityProvider: idp,
    userType: acct === null ? null : acct === 0 ? 'member' : 'guest',
    authenticatedAt: isoOf(authTime),
    methods: amr,
    authenticationContexts: acrs,
    signInState: state,
    issuedAt: isoOf(iat),
    isFresh,
  };
}

function isoOf(value: number | null): string | null {
  return value === null ? null : new Date(value * 1000).toISOString();
}
