import { create } from 'zustand';
import type {
  Account,
  AccountId,
  Cloud,
  DeviceCode,
  Identity,
  ReachableTenant,
  TenantId,
  TenantSignIn,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { tell, tellFailure } from './app-store.ts';
import { registered } from './store-registry.ts';

export interface IdentityState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly revision: number;
  readonly accounts: readonly Account[];
  readonly byTenant: Readonly<Record<TenantId, TenantSignIn>>;
  readonly storage: Identity['storage'];
  readonly storageNotice: string | null;
  readonly configuredClouds: readonly Cloud[];
  readonly allowsDeviceCode: boolean;
  readonly deviceCode: DeviceCode | null;
}

export const useIdentityStore = registered(
  create<IdentityState>()(() => ({
    status: 'loading',
    problem: null,
    revision: -1,
    accounts: [],
    byTenant: {},
    storage: 'keystore',
    storageNotice: null,
    configuredClouds: [],
    allowsDeviceCode: false,
    deviceCode: null,
  })),
);

const set = useIdentityStore.setState;
const get = useIdentityStore.getState;

export async function loadIdentity(): Promise<void> {
  const answer = await bridge().identity.get({});
  if (answer.ok) receiveIdentity(answer.value);
  else set({ status: 'failed', problem: failureWords(answer.error) });
}

/** Listens to main; answers with the function that stops it. */
export function followIdentity(): () => void {
  return bridge().identity.onChanged(receiveIdentity);
}

/** Takes accounts and sign-ins in, unless newer ones are already there. */
export function receiveIdentity(identity: Identity): void {
  if (identity.revision < get().revision) return;
  const { accounts, signIns, ...rest } = identity;
  set({
    status: 'ready',
    problem: null,
    ...rest,
    accounts,
    byTenant: Object.fromEntries(signIns.map((signIn) => [signIn.tenantId, signIn])),
  });
}

/**
 * Signs in for a tenant's APIs. `isFresh` asks for a password or MFA even if a token is there. Once it
 * has begun, the store knows of it.
 */
export async function signInTo(
  tenantId: TenantId,
  accountId: AccountId | null = null,
  isFresh = false,
): Promise<void> {
  const answer = await bridge().identity.signIn({ tenantId, accountId, isFresh });
  if (!answer.ok) return tellFailure(answer.error);
  // The answer may come before what is told of it.
  const begun = await bridge().identity.get({});
  if (begun.ok) receiveIdentity(begun.value);
}

/** Signs in by a code that is typed in elsewhere; the code comes with what is told next. */
export async function signInByCode(tenantId: TenantId, accountId: AccountId | null): Promise<void> {
  const answer = await bridge().identity.signInByCode({ tenantId, accountId });
  if (!answer.ok) tellFailure(answer.error);
}

export async function cancelSignIn(tenantId: TenantId): Promise<void> {
  const answer = await bridge().identity.cancelSignIn({ tenantId });
  if (!answer.ok) tellFailure(answer.error);
}

export async function dropTokens(tenantId: TenantId): Promise<void> {
  const answer = await bridge().identity.dropTokens({ tenantId });
  if (answer.ok) tell('The tokens are dropped. The session of the portals stays.', tenantId);
  else tellFailure(answer.error);
}

export async function copyConsentLink(tenantId: TenantId): Promise<void> {
  const answer = await bridge().identity.copyConsentLink({ tenantId });
  if (answer.ok) tell('Consent link copied. Send it to an administrator of the tenant.', tenantId);
  else tellFailure(answer.error);
}

export async function copyDeviceCode(): Promise<void> {
  const answer = await bridge().identity.copyDeviceCode({});
  if (answer.ok) tell('Code copied. It leaves the clipboard after a minute.');
  else tellFailure(answer.error);
}

/** Removes an account here. True when it is gone. */
export async function removeAccount(accountId: AccountId): Promise<boolean> {
  const answer = await bridge().identity.removeAccount({ accountId });
  if (answer.ok) tell('The account and all its tokens are removed from this device.');
  else tellFailure(answer.error);
  return answer.ok;
}

export type Discovery =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | {
      readonly status: 'ready';
      readonly tenants: readonly ReachableTenant[];
      readonly notes: readonly string[];
    };

/** Asks which tenants an account reaches. */
export async function discoverTenants(accountId: AccountId): Promise<Discovery> {
  const answer = await bridge().identity.discover({ accountId });
  return answer.ok
    ? { status: 'ready', ...answer.value }
    : { status: 'failed', message: failureWords(answer.error) };
}

/** The sign-in of a tenant; null while nothing is known of it. */
export const selectSignIn =
  (tenantId: TenantId) =>
  (state: IdentityState): TenantSignIn | null =>
    state.byTenant[tenantId] ?? null;

/** The tenants an account acts in. */
export function tenantsOfAccount(state: IdentityState, accountId: AccountId): readonly TenantId[] {
  return Object.values(state.byTenant)
    .filter((signIn) => signIn.accountId === accountId)
    .map(({ tenantId }) => tenantId);
}
