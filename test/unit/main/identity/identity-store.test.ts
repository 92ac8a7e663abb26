import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TenantId } from '../../../../preload/contract/ids.ts';
import { AccountId } from '../../../../preload/contract/identity.ts';
import {
  type IdentityStore,
  openIdentityStore,
  type StoredSignIn,
} from '../../../../main/identity/identity-store.ts';
import type { ProvenToken } from '../../../../main/identity/token-proof.ts';
import { createSignInStates } from '../../../../main/identity/sign-in-states.ts';
import { problemOf } from '../../../../main/identity/sign-in-error.ts';

const ONE = TenantId.parse('00000000-0000-4000-8000-000000000001');
const TWO = TenantId.parse('00000000-0000-4000-8000-000000000002');
const ACCOUNT = AccountId.parse(`object.${ONE}`);
const now = () => new Date('2026-11-21T10:00:00Z');

const signedIn = (tenantId: TenantId): StoredSignIn => ({
  tenantId,
  state: 'signed-in',
  accountId: ACCOUNT,
  code: null,
  reason: 'Signed in as dana@contoso.com.',
  correlationId: null,
  tokenUntil: now().toISOString(),
  checkedAt: now().toISOString(),
  isEnded: false,
});

let dir: string;
const open = (): IdentityStore => openIdentityStore({ dir, now });
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bulkhead-identity-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('who signs in where', () => {
  it('is there again', () => {
    open().put(signedIn(ONE));

    expect(open().find(ONE)).toEqual(signedIn(ONE));
    expect(open().find(TWO)).toBeNull();
  });

  it('is written when asked to, when many things change', () => {
    let wanted = 0;
    const store = openIdentityStore({ dir, now, writeSoon: () => (wanted += 1) });
    store.put(signedIn(ONE));
    store.put(signedIn(TWO));

    expect(existsSync(join(dir, 'identity.json'))).toBe(false);
    expect(store.flush()).toBe(true);
    expect(wanted).toBe(2);
    expect(open().list()).toHaveLength(2);
  });

  it('is set aside when it is damaged, and nobody is signed in', () => {
    open().put(signedIn(ONE));
    rmSync(join(dir, 'identity.json.bak'), { force: true });
    writeFileSync(join(dir, 'identity.json'), '{"format":"bulkhead-identity","version":1,"data":{');

    const store = open();

    expect(store.list()).toEqual([]);
    expect(store.problem).toMatchObject({ what: 'identity', state: 'damaged' });
    expect(store.problem?.message).toContain('nobody signed in');
  });

  it('leaves nothing of a forgotten tenant in any file', () => {
    const store = open();
    store.put(signedIn(ONE));
    store.put(signedIn(TWO));
    store.put({ ...signedIn(ONE), reason: 'Again' });

    store.forget(TWO);

    for (const name of readdirSync(dir)) {
      expect(readFileSync(join(dir, name), 'utf8')).not.toContain(TWO);
    }
    expect(open().find(ONE)?.reason).toBe('Again');
  });

  it('holds for this run when the disk cannot be written', () => {
    const store = open();
    rmSync(dir, { recursive: true });
    writeFileSync(dir, 'not a folder');

    expect(store.put(signedIn(ONE))).toBe(false);
    expect(store.find(ONE)).toEqual(signedIn(ONE));
  });
});

describe('what is shown of a sign-in', () => {
  const states = (told: () => void = () => undefined) => createSignInStates(open(), now, told);

  it('is nobody, where nothing is known', () => {
    expect(states().shown(ONE)).toMatchObject({ state: 'signed-out', accountId: null });
    expect(states().actor(ONE)).toBeNull();
  });

  it('keeps the end of a token while the service cannot be reached, and nowhere else', () => {
    const store = open();
    store.put(signedIn(ONE));
    const shown = createSignInStates(store, now, () => undefined);

    shown.failed(ONE, ACCOUNT, problemOf('unreachable', 'No network.'));
    expect(shown.shown(ONE)).toMatchObject({
      state: 'unreachable',
      tokenUntil: now().toISOString(),
    });
    shown.failed(ONE, ACCOUNT, problemOf('needs-mfa', 'MFA.'));

    expect(shown.shown(ONE)).toMatchObject({ state: 'needs-mfa', tokenUntil: null });
    expect(shown.actor(ONE)).toBe(ACCOUNT);
  });

  it('has no account to act with once it was ended', () => {
    const store = open();
    store.put(signedIn(ONE));
    const shown = createSignInStates(store, now, () => undefined);

    shown.ended(ONE, 'You ended it.');

    expect(shown.actor(ONE)).toBeNull();
    expect(shown.tenantsOf(ACCOUNT)).toEqual([]);
    expect(open().find(ONE)).toMatchObject({ isEnded: true, accountId: null });
  });

  it('keeps what a first token told for those that renew it, and not for a new sign-in', () => {
    const shown = states();
    const token = (methods: readonly string[] | null): ProvenToken => ({
      token: 'opaque',
      tenantId: ONE,
      accountId: ACCOUNT,
      username: 'dana@contoso.com',
      expiresOn: now(),
      scopes: [],
      facts: {
        objectId: 'b3b0c1f2-0000-4000-8000-000000000002',
        appId: null,
        identityProvider: null,
        userType: null,
        authenticatedAt: null,
        methods,
        authenticationContexts: [],
        signInState: [],
        issuedAt: now().toISOString(),
        isFresh: true,
      },
    });

    shown.succeeded(token(['pwd', 'mfa']), { isNew: true });
    shown.succeeded(token(null), { isNew: false });
    expect(shown.facts(ONE)?.methods).toEqual(['pwd', 'mfa']);
    shown.succeeded(token(null), { isNew: true });

    expect(shown.facts(ONE)?.methods).toBeNull();
  });

  it('is told once when the same thing happens again', () => {
    let told = 0;
    const shown = states(() => (told += 1));

    shown.failed(ONE, ACCOUNT, problemOf('unreachable', 'No network.'));
    shown.failed(ONE, ACCOUNT, problemOf('unreachable', 'No network.'));

    expect(told).toBe(1);
  });
});
