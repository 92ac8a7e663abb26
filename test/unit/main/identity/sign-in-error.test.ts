import { describe, expect, it } from 'vitest';
import { SIGN_IN_STATES } from '../../../../preload/contract/identity.ts';
import {
  explainBlock,
  explainRedirectError,
  explainSignInError,
} from '../../../../main/identity/sign-in-error.ts';
import { clientWithAnswers } from './answering-client.ts';

/** From Microsoft's "Authentication and authorization error codes". */
const CODES: readonly (readonly [code: number, state: string, word: RegExp])[] = [
  [50074, 'needs-mfa', /second factor/],
  [50076, 'needs-mfa', /second factor/],
  [50078, 'needs-mfa', /too long ago/],
  [50072, 'needs-mfa', /registered/],
  [50079, 'needs-mfa', /registered/],
  [53004, 'blocked', /register/],
  [53010, 'blocked', /register/],
  [50158, 'needs-sign-in', /outstanding/],
  [53000, 'blocked', /compliant device/],
  [53001, 'blocked', /joined device/],
  [50097, 'blocked', /device/],
  [50155, 'blocked', /[Dd]evice/],
  [50187, 'blocked', /device/],
  [53002, 'blocked', /approved/],
  [53003, 'blocked', /Conditional Access/],
  [530035, 'blocked', /[Ss]ecurity defaults/],
  [53011, 'blocked', /risk/],
  [530034, 'blocked', /risk/],
  [65001, 'needs-consent', /[Cc]onsent/],
  [65004, 'needs-consent', /declined/],
  [650052, 'needs-consent', /subscribed/],
  [650056, 'needs-consent', /registration/],
  [650057, 'needs-consent', /registration/],
  [500011, 'needs-consent', /service/],
  [700011, 'needs-consent', /app/],
  [700016, 'needs-consent', /app/],
  [16000, 'not-a-user', /does not exist/],
  [16003, 'not-a-user', /not been added/],
  [50020, 'not-a-user', /does not exist/],
  [50034, 'not-a-user', /does not know/],
  [50014, 'not-a-user', /invitation/],
  [51004, 'not-a-user', /directory/],
  [50105, 'blocked', /assigned/],
  [500212, 'blocked', /outbound/],
  [500213, 'blocked', /inbound/],
  [1000104, 'blocked', /cloud/],
  [500021, 'blocked', /network/],
  [500022, 'blocked', /network/],
  [50173, 'needs-sign-in', /revoked/],
  [700082, 'needs-sign-in', /too long/],
  [70008, 'needs-sign-in', /too long/],
  [70043, 'needs-sign-in', /more often/],
  [50132, 'needs-sign-in', /password/],
  [50133, 'needs-sign-in', /password/],
  [50089, 'needs-sign-in', /too old/],
  [50057, 'disabled', /disabled/],
  [50053, 'disabled', /locked/],
  [50055, 'needs-sign-in', /expired/],
  [50196, 'failed', /minutes/],
  [50011, 'not-configured', /redirect/],
];

describe('a refusal of the sign-in service', () => {
  it.each(CODES)('AADSTS%i is %s', (code, state, word) => {
    const problem = explainSignInError({ errorCode: 'invalid_grant', errorNo: code });

    expect(problem).toMatchObject({ state, code: String(code) });
    expect(problem.reason).toMatch(word);
    expect(problem.reason.length).toBeLessThanOrEqual(500);
    expect(SIGN_IN_STATES).toContain(state);
  });

  it.each([
    ['a bare invalid_grant', { error: 'invalid_grant' }, 'needs-sign-in', null],
    [
      'a bare invalid_grant with a number',
      { error: 'invalid_grant', error_codes: [700082] },
      'needs-sign-in',
      '700082',
    ],
    [
      'a number in the words only',
      { error: 'invalid_grant', error_description: 'AADSTS50173: The grant expired. Trace ID: x' },
      'needs-sign-in',
      '50173',
    ],
    [
      'a number that is not known',
      { error: 'invalid_grant', suberror: 'message_only', error_codes: [99999901] },
      'blocked',
      '99999901',
    ],
    ['MFA', { error: 'invalid_grant', suberror: 'basic_action' }, 'needs-mfa', null],
    [
      'a further step',
      { error: 'invalid_grant', suberror: 'additional_action' },
      'needs-mfa',
      null,
    ],
    ['a message', { error: 'invalid_grant', suberror: 'message_only' }, 'blocked', null],
    ['consent', { error: 'invalid_grant', suberror: 'consent_required' }, 'needs-consent', null],
    [
      'a password',
      { error: 'invalid_grant', suberror: 'user_password_expired' },
      'needs-sign-in',
      null,
    ],
    ['a bad token', { error: 'invalid_grant', suberror: 'bad_token' }, 'needs-sign-in', null],
    ['interaction', { error: 'interaction_required' }, 'needs-sign-in', null],
    ['login', { error: 'login_required' }, 'needs-sign-in', null],
    ['denial', { error: 'access_denied' }, 'blocked', null],
    ['the app', { error: 'unauthorized_client' }, 'not-configured', null],
    ['its own trouble', { error: 'temporarily_unavailable' }, 'unreachable', null],
    ['something new', { error: 'brand_new_error' }, 'failed', null],
  ])('is understood from what the library throws: %s', async (_, body, state, code) => {
    const client = await clientWithAnswers([{ status: 400, body }]);

    const problem = explainSignInError(await client.errorOfSilent());

    expect(problem).toMatchObject({ state, code });
  });

  it('keeps claims and correlation id', async () => {
    const client = await clientWithAnswers([
      {
        status: 400,
        body: {
          error: 'invalid_grant',
          suberror: 'basic_action',
          error_codes: [50076],
          claims: '{"access_token":{"capolids":{"essential":true}}}',
          correlation_id: '00000000-0000-0000-0000-000000000001',
        },
      },
    ]);

    expect(explainSignInError(await client.errorOfSilent())).toMatchObject({
      claims: '{"access_token":{"capolids":{"essential":true}}}',
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it.each([
    [429, 'fewer requests'],
    [503, 'not available'],
    [500, 'not available'],
  ])('is a service that cannot be reached: %i', async (status) => {
    const client = await clientWithAnswers([{ status, body: { error: 'server_error' } }]);

    expect(explainSignInError(await client.errorOfSilent()).state).toBe('unreachable');
  });

  it('is still understood while the library asks for patience by itself', async () => {
    const client = await clientWithAnswers([
      { status: 429, body: { error: 'invalid_grant', error_codes: [50196] } },
    ]);
    await client.errorOfSilent();

    expect(explainSignInError(await client.errorOfSilent())).toMatchObject({ code: '50196' });
    expect(client.asked()).toBe(1);
  });

  it('says nothing of what the service said', async () => {
    const client = await clientWithAnswers([
      {
        status: 400,
        body: { error: '<img src=x>', error_description: '<script>alert(1)</script> eyJhbGciOi' },
      },
    ]);

    const { reason } = explainSignInError(await client.errorOfSilent());

    expect(reason).not.toMatch(/[<>]|eyJ/);
  });

  it.each([
    null,
    undefined,
    'text',
    7,
    {},
    new Error('eyJ secret'),
    { errorNo: {}, errorCode: [] },
  ])('is a failure when it is nothing known: %s', (thrown) => {
    const problem = explainSignInError(thrown);

    expect(problem).toMatchObject({ state: 'failed', code: null, claims: null });
    expect(problem.reason).not.toContain('secret');
  });

  it('takes no claims that are no JSON object', () => {
    for (const claims of ['[]', 'text', '', '7', '{"a":'.repeat(3)]) {
      expect(explainSignInError({ errorCode: 'login_required', claims }).claims).toBeNull();
    }
  });
});

describe('a refusal of a page', () => {
  it('is read from the address it sends back', () => {
    const query = new URLSearchParams({
      error: 'access_denied',
      error_description:
        'AADSTS65004: User declined to consent. Trace ID: a Correlation ID: 8a0fe510-3a93-4524-87a8-82de997509d4 Timestamp: b',
    });

    expect(explainRedirectError(query)).toMatchObject({
      state: 'needs-consent',
      code: '65004',
      correlationId: '8a0fe510-3a93-4524-87a8-82de997509d4',
    });
  });

  it('is read from its number, when that is known', () => {
    expect(explainBlock('53003', null)).toMatchObject({ state: 'blocked', code: '53003' });
    expect(explainBlock('99999999', null)).toBeNull();
  });
});
