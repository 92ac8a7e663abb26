import { describe, expect, it } from 'vitest';
import { createPacer } from '../../../../../main/data/cloud/pacing.ts';

const url = (path: string) => new URL(`https://graph.microsoft.com${path}`);
const POLICIES = url('/v1.0/identity/conditionalAccess/policies');
const SIGN_INS = url('/v1.0/auditLogs/signIns');
const REGISTRATION = url('/v1.0/reports/authenticationMethods/userRegistrationDetails');

describe('createPacer', () => {
  it('lets one request a second to Conditional Access of a tenant through', () => {
    const pacer = createPacer(() => 0);

    const waits = [
      POLICIES,
      url('/V1.0/Identity/ConditionalAccess/namedLocations'),
      url('/beta/identity/conditionalAccess/evaluate'),
    ].map((one) => pacer.reserve('a', one));

    expect(waits).toEqual([0, 1_000, 2_000]);
  });

  it('lets five in ten seconds to logs and reports together through', () => {
    let now = 0;
    const pacer = createPacer(() => now);

    const first = [1, 2, 3].map(() => pacer.reserve('a', SIGN_INS));
    const second = [1, 2, 3].map(() => pacer.reserve('a', REGISTRATION));
    now = 25_000;

    expect([...first, ...second]).toEqual([0, 0, 0, 0, 0, 10_000]);
    expect(pacer.reserve('a', SIGN_INS)).toBe(0);
  });

  it('keeps tenants and surfaces apart, and the rest unpaced', () => {
    const pacer = createPacer(() => 0);
    pacer.reserve('a', POLICIES);

    expect(pacer.reserve('b', POLICIES)).toBe(0);
    expect(pacer.reserve('a', SIGN_INS)).toBe(0);
    expect([1, 2, 3].map(() => pacer.reserve('a', url('/v1.0/me')))).toEqual([0, 0, 0]);
  });
});
