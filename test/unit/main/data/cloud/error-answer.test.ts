import { describe, expect, it } from 'vitest';
import { readErrorAnswer } from '../../../../../main/data/cloud/error-answer.ts';

const body = (code: string, message = 'Words.') => ({ error: { code, message } });

describe('readErrorAnswer', () => {
  it.each([
    [403, 'Authorization_RequestDenied', 'global', 'not-permitted'],
    [403, 'accessDenied', 'global', 'not-permitted'],
    [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'global', 'not-licensed'],
    [400, 'AadPremiumLicenseRequired', 'global', 'not-licensed'],
    [404, 'ResourceNotFound', 'china', 'not-available'],
    [404, 'ResourceNotFound', 'global', 'not-found'],
    [501, '', 'global', 'not-available'],
    [403, 'UnknownError', 'gcc-high', 'not-available'],
    [403, 'UnknownError', 'global', 'not-permitted'],
    [400, 'BadRequest', 'global', 'failed'],
  ] as const)('takes %s %s in %s for %s', (status, code, cloud, kind) => {
    expect(readErrorAnswer(status, body(code), cloud).kind).toBe(kind);
  });

  it('tells a service that is not set up from a token that is refused', () => {
    const error = readErrorAnswer(
      401,
      body('Unauthorized', 'Account is not provisioned.'),
      'global',
    );

    expect(error.kind).toBe('not-available');
  });

  it('names the licence', () => {
    const error = readErrorAnswer(400, body('AadPremiumLicenseRequired'), 'global');

    expect(error.facts.needs).toBe('Microsoft Entra ID P2');
  });

  it.each([null, 'text', [], { error: 'text' }, { error: { code: 1, message: {} } }, {}])(
    'reads any body: %j',
    (odd) => {
      expect(readErrorAnswer(400, odd, 'global')).toMatchObject({
        kind: 'failed',
        message: 'The service answered 400.',
      });
    },
  );

  it('repeats no token, address or hidden character, and not at length', () => {
    const message = `Bad token eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIwMDAw.c2ln \u202e at https://graph.microsoft.com/x?code=secret ${'a '.repeat(5_000)}`;

    const error = readErrorAnswer(400, body('X', message), 'global');

    expect(error.message).not.toMatch(/eyJ|secret|\u202e/);
    expect(error.message.length).toBeLessThanOrEqual(240);
  });
});
