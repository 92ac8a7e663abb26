import { z } from 'zod';
import { parseGuarded } from '../security/parse-guarded.ts';

const credential = z.looseObject({
  home_account_id: z.string(),
  environment: z.string(),
  client_id: z.string(),
  secret: z.string(),
});
const tenantCredential = credential.extend({ realm: z.string() });

/** The sections of the sign-in library's cache, as far as it relies on them. */
const CacheText = z.looseObject({
  Account: z
    .record(
      z.string(),
      z.looseObject({
        home_account_id: z.string(),
        environment: z.string(),
        realm: z.string(),
        tenantProfiles: z.array(z.string()).nullish(),
      }),
    )
    .optional(),
  IdToken: z.record(z.string(), tenantCredential).optional(),
  AccessToken: z
    .record(z.string(), tenantCredential.extend({ target: z.string(), expires_on: z.string() }))
    .optional(),
  RefreshToken: z.record(z.string(), credential).optional(),
  AppMetadata: z.record(z.string(), z.looseObject({ client_id: z.string() })).optional(),
});
type CacheText = z.infer<typeof CacheText>;

/** Larger than 2,000 tenants need; a text beyond it is none of ours. */
const MAX_CHARS = 64 * 1024 * 1024;

/** Whether a text is a cache that the sign-in library can work with. */
export function isTokenCacheText(text: string): boolean {
  return parse(text) !== null;
}

/**
 * The cache without what it holds of one tenant for one account. The account itself stays with its
 * refresh token, which belongs to no tenant.
 */
export function withoutTenant(text: string, accountId: string, tenantId: string): string {
  const cache = parse(text);
  if (cache === null) return '{}';
  const isKept = (entry: { home_account_id: string; realm: string }) =>
    entry.home_account_id !== accountId || entry.realm !== tenantId;
  const accounts = Object.entries(cache.Account ?? {}).map(([key, account]) => [
    key,
    account.home_account_id === accountId ? withoutProfile(account, tenantId) : account,
  ]);
  return JSON.stringify({
    ...cache,
    Account: Object.fromEntries(accounts),
    IdToken: pick(cache.IdToken, isKept),
    AccessToken: pick(cache.AccessToken, isKept),
  });
}

type StoredAccount = NonNullable<CacheText['Account']>[string];

/** Names of the operator in the tenant. An account without any profile is none to the library. */
function withoutProfile(account: StoredAccount, tenantId: string): StoredAccount {
  const profiles = (account.tenantProfiles ?? []).filter(
    (text) => tenantOfProfile(text) !== tenantId,
  );
  const [first] = profiles;
  if (first === undefined) return account;
  const realm = account.realm === tenantId ? tenantOfProfile(first) : account.realm;
  return { ...account, tenantProfiles: profiles, realm: realm ?? account.realm };
}

const Profile = z.looseObject({ tenantId: z.string() });

function tenantOfProfile(text: string): string | null {
  try {
    return parseGuarded(Profile, JSON.parse(text)).data?.tenantId ?? null;
  } catch {
    return null;
  }
}

function pick<T>(entries: Record<string, T> | undefined, isKept: (entry: T) => boolean) {
  return Object.fromEntries(Object.entries(entries ?? {}).filter(([, entry]) => isKept(entry)));
}

function parse(text: string): CacheText | null {
  if (text.length > MAX_CHARS) return null;
  try {
    return parseGuarded(CacheText, JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
