import { describe, expect, it } from 'vitest';
import { TenantId } from '../../../../preload/contract/ids.ts';
import { authorityOf, redirectUriOf } from '../../../../main/identity/authority.ts';
import type { CloudClient } from '../../../../main/identity/cloud-client.ts';
import {
  type SignInPage,
  startCompartmentSignIn,
} from '../../../../main/identity/compartment-sign-in.ts';
import { SignInCancelled, SignInError } from '../../../../main/identity/sign-in-error.ts';

const TENANT = TenantId.parse('9d22b5a8-1111-4222-8333-444455556666');
const authority = authorityOf('global');
const REDIRECT = redirectUriOf(authority);

function begin(options: { deadlineMs?: number } = {}) {
  const redeemed: string[] = [];
  const opened: string[] = [];
  let isClosed = false;
  const handlers: {
    redirect: Parameters<SignInPage['onRedirect']>[0];
    block: Parameters<SignInPage['onBlock']>[0];
    closed: () => void;
  } = { redirect: () => false, block: () => undefined, closed: () => undefined };
  const page: SignInPage = {
    open: (url) => opened.push(url),
    onRedirect: (handler) => {
      handlers.redirect = handler;
    },
    onBlock: (handler) => {
      handlers.block = handler;
    },
    onClosed: (handler) => {
      handlers.closed = handler;
    },
    close: () => {
      isClosed = true;
    },
  };
  const client = {
    authority,
    clientId: 'client',
    beginPage: async () => ({
      url: `https://${authority.host}/authorize`,
      redirectUri: REDIRECT,
      state: 'the-state',
      redeem: async (code: string) => {
        redeemed.push(code);
        throw Object.assign(new Error('x'), { errorCode: 'nonce_mismatch' });
      },
    }),
  } as unknown as CloudClient;
  const running = startCompartmentSignIn({
    client,
    openPage: () => page,
    request: { tenantId: TENANT, scopes: ['https://graph.microsoft.com/User.Read'] },
    accountId: null,
    now: () => new Date(),
    ...options,
  });
  const outcome = running.done.then(
    () => 'signed in',
    (error: unknown) =>
      error instanceof SignInCancelled
        ? 'cancelled'
        : error instanceof SignInError
          ? error.problem
          : error,
  );
  return {
    running,
    outcome,
    redeemed,
    handlers,
    opened,
    isClosed: () => isClosed,
    untilOpen: async () => {
      await expect.poll(() => opened).toHaveLength(1);
    },
  };
}

describe('a sign-in page', () => {
  it('answers at the registered address only', async () => {
    const page = begin();
    await page.untilOpen();

    for (const url of [
      `https://${authority.host}/common/oauth2/nativeclient2?code=c&state=the-state`,
      `https://${authority.host}/common/oauth2/nativeclient/x?code=c&state=the-state`,
      `https://${authority.host}:8443/common/oauth2/nativeclient?code=c&state=the-state`,
      `http://${authority.host}/common/oauth2/nativeclient?code=c&state=the-state`,
      `https://x@${authority.host}/common/oauth2/nativeclient?code=c&state=the-state`,
      'https://attacker.example/common/oauth2/nativeclient?code=c&state=the-state',
      `https://${authority.host}.attacker.example/common/oauth2/nativeclient?code=c&state=the-state`,
      `${REDIRECT}?code=${'c'.repeat(40_000)}&state=the-state`,
      'javascript:alert(1)',
      '',
    ]) {
      expect(page.handlers.redirect(url)).toBe(false);
    }
    expect(page.redeemed).toEqual([]);
    expect(page.handlers.redirect(`${REDIRECT}?code=c&state=the-state`)).toBe(true);
    expect(await page.outcome).toMatchObject({ state: 'refused-token' });
    expect(page.redeemed).toEqual(['c']);
    expect(page.isClosed()).toBe(true);
  });

  it.each([
    'code=c',
    'code=c&state=',
    'code=c&state=another',
    'code=c&state=the-state&state=another',
    'code=c&state=the-state2',
    'error=access_denied&state=another',
  ])('is not believed with %s', async (query) => {
    const page = begin();
    await page.untilOpen();

    page.handlers.redirect(`${REDIRECT}?${query}`);

    expect(await page.outcome).toMatchObject({
      state: 'refused-token',
      reason: expect.stringContaining('does not belong to this sign-in'),
    });
    expect(page.redeemed).toEqual([]);
  });

  it('ends with the refusal it sends back', async () => {
    const page = begin();
    await page.untilOpen();

    page.handlers.redirect(
      `${REDIRECT}?${new URLSearchParams({ error: 'access_denied', error_description: 'AADSTS65004: x', state: 'the-state' })}`,
    );

    expect(await page.outcome).toMatchObject({ state: 'needs-consent', code: '65004' });
  });

  it('ends without an answer when it sends none back', async () => {
    const page = begin();
    await page.untilOpen();

    page.handlers.redirect(`${REDIRECT}?state=the-state`);

    expect(await page.outcome).toMatchObject({ state: 'failed' });
  });

  it('is cancelled when it is closed', async () => {
    const page = begin();
    await page.untilOpen();
    page.handlers.closed();

    expect(await page.outcome).toBe('cancelled');
    expect(page.isClosed()).toBe(true);
  });

  it('ends with the refusal it showed when it is closed', async () => {
    const page = begin();
    await page.untilOpen();
    page.handlers.block({ code: '53000', correlationId: 'c' });
    page.handlers.closed();

    expect(await page.outcome).toMatchObject({
      state: 'blocked',
      code: '53000',
      correlationId: 'c',
    });
  });

  it('is closed when the operator cancels, before and after it opened', async () => {
    const early = begin();
    early.running.cancel();
    const late = begin();
    await late.untilOpen();
    late.running.cancel();

    expect(await early.outcome).toBe('cancelled');
    expect(early.opened).toEqual([]);
    expect(await late.outcome).toBe('cancelled');
    expect(late.isClosed()).toBe(true);
  });

  it('does not wait for ever', async () => {
    const page = begin({ deadlineMs: 20 });

    expect(await page.outcome).toMatchObject({ state: 'needs-sign-in' });
    expect(page.isClosed()).toBe(true);
  });
});
