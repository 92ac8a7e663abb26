import { describe, expect, it } from 'vitest';
import {
  evaluateTenant,
  statusRow,
} from '../../../../../../main/data/status/evaluate/evaluate-tenant.ts';
import { CHECK_IDS, StatusRow, TenantStatus } from '../../../../../../preload/contract/status.ts';
import type { TenantFacts } from '../../../../../../main/data/status/facts.ts';
import { known, NOW, someFacts, TENANT } from './some-facts.ts';

describe('a status', () => {
  it('answers every check once, in the order of the matrix', () => {
    const status = evaluateTenant(someFacts(), { now: NOW });
    expect(status.findings.map((one) => one.checkId)).toEqual([...CHECK_IDS]);
    expect(status).toMatchObject({
      tenantId: TENANT,
      account: 'a-josh1@contoso.com',
      collectedAt: '2026-11-20T08:00:00.000Z',
      problem: null,
    });
  });

  it('takes time and problem of the last collection from who knows them', () => {
    const status = evaluateTenant(someFacts(), {
      now: NOW,
      collectedAt: '2026-11-19T08:00:00Z',
      problem: 'Unreachable since yesterday.',
    });
    expect(status.collectedAt).toBe('2026-11-19T08:00:00.000Z');
    expect(status.problem).toBe('Unreachable since yesterday.');
  });

  it('becomes a row of the matrix', () => {
    const row = statusRow(evaluateTenant(someFacts(), { now: NOW }));
    expect(StatusRow.safeParse(row).error).toBeUndefined();
    expect(row.cells.map((cell) => cell.checkId)).toEqual([...CHECK_IDS]);
  });

  it('is the same for a tenant id in capitals', () => {
    const upper = evaluateTenant(someFacts({ tenantId: TENANT.toUpperCase() }), { now: NOW });
    expect(upper).toEqual(evaluateTenant(someFacts(), { now: NOW }));
  });

  it('refuses to be about no tenant', () => {
    expect(() => evaluateTenant(someFacts({ tenantId: 'Fabrikam' }), { now: NOW })).toThrow(
      /invalid/i,
    );
  });

  it('keeps the other checks when one part was kept in another shape', () => {
    const broken = { ...someFacts(), registration: known({ admins: 2 }) } as unknown as TenantFacts;
    const status = evaluateTenant(broken, { now: NOW });
    const states = new Map(status.findings.map((one) => [one.checkId, one]));
    expect(states.get('mfa-registration')?.state).toBe('unknown');
    expect(states.get('sign-in')?.state).toBe('pass');
  });

  it('says nothing good or bad of facts without any shape', () => {
    const status = evaluateTenant({ tenantId: TENANT } as TenantFacts, { now: NOW });
    expect(TenantStatus.safeParse(status).error).toBeUndefined();
    expect(new Set(status.findings.map((one) => one.state))).toEqual(new Set(['unknown']));
  });
});
