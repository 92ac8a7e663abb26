import type {
  AccountId,
  Identity,
  ReachableTenant,
  TenantId,
  TenantSignIn,
} from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import { emitter } from './emitter.ts';
import type { FakeArea } from './fake-area.ts';

export interface FakeIdentityState {
  readonly identity: Identity;
  readonly reachable: readonly ReachableTenant[];
  readonly notes: readonly string[];
}

/** What a test may do from main's side, and what it may look at. */
export interface FakeIdentityControls {
  readonly current: () => Identity;
  readonly change: (signIn: TenantSignIn) => void;
  /** Sign-ins that were asked for, newest last. */
  readonly asked: () => readonly AskedSignIn[];
}

export interface AskedSignIn {
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
  readonly isFresh: boolean;
}

export interface FakeIdentity {
  readonly identity: FakeArea<'identity'>;
  readonly controls: FakeIdentityControls;
}

export interface FakeIdentityOptions {
  readonly now: () => string;
  readonly isOnline: () => boolean;
  readonly isInEstate: (id: TenantId) => boolean;
  readonly copied: (text: string) => void;
  /** Milliseconds that a sign-in takes. */
  readonly signInMs: number;
}

const HOUR_MS = 3_600_000;

export function fakeIdentity(
  initial: FakeIdentityState,
  options: FakeIdentityOptions,
): FakeIdentity {
  let current = initial.identity;
  const asked: AskedSignIn[] = [];
  const changed = emitter<Identity>();

  const set = (next: Partial<Identity>) => {
    current = { ...current, ...next, revision: current.revision + 1 };
    changed.emit(current);
  };
  const signInOf = (id: TenantId): TenantSignIn =>
    current.signIns.find(({ tenantId }) => tenantId === id) ?? {
      tenantId: id,
      state: 'signed-out',
      accountId: null,
      code: null,
      reason: 'You are signed out.',
      correlationId: null,
      tokenUntil: null,
      checkedAt: null,
    };
  const change = (signIn: TenantSignIn) =>
    set({
      signIns: [...current.signIns.filter(({ tenantId }) => tenantId !== signIn.tenantId), signIn],
    });
  const signedOut = (signIn: TenantSignIn): TenantSignIn => ({
    ...signIn,
    state: 'signed-out',
    code: null,
    correlationId: null,
    tokenUntil: null,
    reason: 'Its tokens are dropped. Bulkhead reads nothing until you sign in.',
    checkedAt: options.now(),
  });

  return {
    controls: { current: () => current, change, asked: () => asked },
    identity: {
      get: () => ok(current),
      signIn: (input) => {
        asked.push(input);
        const { tenantId, accountId } = input;
        if (!options.isInEstate(tenantId)) return fails('not-found');
        if (!options.isOnline()) return fails('offline');
        const before = signInOf(tenantId);
        if (before.state === 'not-configured') return fails('not-available', before.reason);
        if (before.state === 'signing-in') return fails('conflict', 'A sign-in is under way.');
        change({ ...before, state: 'signing-in', reason: 'Waits for you in the compartment.' });
        setTimeout(() => {
          if (signInOf(tenantId).state !== 'signing-in') return;
          change({
            ...before,
            state: 'signed-in',
            accountId: accountId ?? before.accountId ?? current.accounts[0]?.id ?? null,
            code: null,
            correlationId: null,
            reason: 'You are signed in. The token is of this tenant and of your account.',
            tokenUntil: new Date(Date.parse(options.now()) + HOUR_MS).toISOString(),
            checkedAt: options.now(),
          });
        }, options.signInMs);
        return ok({});
      },
      signInByCode: ({ tenantId }) => {
        if (!current.allowsDeviceCode) return fails('not-available');
        if (!options.isInEstate(tenantId)) return fails('not-found');
        change({ ...signInOf(tenantId), state: 'signing-in', reason: 'Waits for the code.' });
        set({
          deviceCode: {
            tenantId,
            userCode: 'BLK7Q2MZ9',
            verificationUrl: 'https://microsoft.com/devicelogin',
            endsAt: new Date(Date.parse(options.now()) + HOUR_MS / 4).toISOString(),
          },
        });
        return ok({});
      },
      cancelSignIn: ({ tenantId }) => {
        change(signedOut(signInOf(tenantId)));
        set({ deviceCode: null });
        return ok({});
      },
      dropTokens: ({ tenantId }) => {
        change(signedOut(signInOf(tenantId)));
        return ok({});
      },
      removeAccount: ({ accountId }) => {
        if (!current.accounts.some(({ id }) => id === accountId)) return fails('not-found');
        set({
          accounts: current.accounts.filter(({ id }) => id !== accountId),
          signIns: current.signIns.map((signIn) =>
            signIn.accountId === accountId ? { ...signedOut(signIn), accountId: null } : signIn,
          ),
        });
        return ok({});
      },
      copyConsentLink: ({ tenantId }) => {
        options.copied(`https://login.microsoftonline.com/${tenantId}/v2.0/adminconsent`);
        return ok({});
      },
      copyDeviceCode: () => {
        if (current.deviceCode === null) return fails('not-found');
        options.copied(current.deviceCode.userCode);
        return ok({});
      },
      discover: ({ accountId }) => {
        if (!options.isOnline()) return fails('offline');
        if (!current.accounts.some(({ id }) => id === accountId)) return fails('not-found');
        return ok({
          tenants: initial.reachable.map((tenant) => ({
            ...tenant,
            isInEstate: options.isInEstate(tenant.tenantId),
          })),
          notes: [...initial.notes],
        });
      },
      onChanged: changed.on,
    },
  };
}
