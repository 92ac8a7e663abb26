import { createHash, randomBytes } from 'node:crypto';
import { APPS } from '../../cloud/sign-in/apps.ts';
import type { Answer, Page, TestBrowser } from './test-browser.ts';

/** Bulkhead's own registration, driven by hand: authorization code with PKCE. */
export type NativeClient = {
  authorizeUrl: (more?: Record<string, string>) => string;
  /** Redeems the code in the address the browser ended at. */
  redeem: (page: Page, more?: Record<string, string>) => Promise<Answer>;
  refresh: (refreshToken: string, more: Record<string, string>) => Promise<Answer>;
};

export function createNativeClient(
  browser: TestBrowser,
  authority: string,
  scope: string,
): NativeClient {
  const verifier = randomBytes(32).toString('base64url');
  const origin = new URL(authority).origin;
  const common = {
    client_id: APPS.bulkhead.clientId,
    redirect_uri: `${origin}/common/oauth2/nativeclient`,
  };
  const token = (form: Record<string, string>): Promise<Answer> =>
    browser.send(`${form.authority ?? authority}/oauth2/v2.0/token`, { form });

  return {
    authorizeUrl: (more = {}) =>
      `${authority}/oauth2/v2.0/authorize?${new URLSearchParams({
        ...common,
        response_type: 'code',
        scope,
        state: 'state-1',
        nonce: 'nonce-1',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        client_info: '1',
        ...more,
      })}`,
    redeem: (page, more = {}) =>
      token({
        ...common,
        grant_type: 'authorization_code',
        code: page.url.searchParams.get('code') ?? '',
        code_verifier: verifier,
        ...more,
      }),
    refresh: (refreshToken, more) =>
      token({
        ...common,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        ...more,
      }),
  };
}
