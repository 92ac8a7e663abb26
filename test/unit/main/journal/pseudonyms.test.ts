import { describe, expect, it } from 'vitest';
import { createPseudonyms } from '../../../../main/journal/pseudonyms.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';
import { aRecord } from '../../../support/journal-files.ts';

const TENANT = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const ACCOUNT = '11111111-2222-4333-8444-555555555555.7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';
const record = aRecord({
  tenant: TENANT,
  fields: {
    tenants: [TENANT, 'all'],
    accountId: ACCOUNT,
    operator: 'a-josh1',
    device: 'paw-17',
    account: 'josh',
    engagementId: 'e0123456789abcdef',
    somethingNew: 4711,
    rows: 12,
    format: 'csv',
    tenantsCount: 240,
    ownerCount: 'canary',
  },
});

describe('a pseudonymised record', () => {
  const one = createPseudonyms(new Uint8Array(32).fill(1));

  it('holds none of the ids, and no hash to try them with', () => {
    const text = JSON.stringify(one(record));

    for (const id of [
      TENANT,
      ACCOUNT,
      'a-josh1',
      'paw-17',
      'josh',
      'canary',
      'e0123456789abcdef',
      '4711',
    ]) {
      expect(text).not.toContain(id);
    }
    expect(text).not.toMatch(/[0-9a-f]{32}/);
  });

  it('keeps what is nobody’s', () => {
    expect(one(record)).toMatchObject({
      seq: 1,
      action: 'tenants.update',
      fields: { rows: 12, format: 'csv', tenantsCount: 240 },
    });
  });

  it('has one alias for one tenant, wherever it stands, within an export only', () => {
    const { tenant, fields } = one(record);

    expect(fields['tenants']).toEqual([tenant, 'all']);
    expect(one(record)).toEqual(one(record));
    expect(createPseudonyms(new Uint8Array(32).fill(2))(record).tenant).not.toBe(tenant);
  });
});
