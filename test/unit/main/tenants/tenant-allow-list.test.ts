import { describe, expect, it } from 'vitest';
import {
  createTenantAllowList,
  TENANT_NOT_ALLOWED,
} from '../../../../main/tenants/tenant-allow-list.ts';
import { CLOSED_POLICY } from '../../../../main/policy/policy-schema.ts';
import { TenantId } from '../../../../preload/contract/index.ts';
import { aFailure } from './a-registry.ts';

const LISTED = TenantId.parse('0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201');
const OTHER = TenantId.parse('0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522202');

describe('createTenantAllowList', () => {
  it('lists every tenant where no policy does', () => {
    const list = createTenantAllowList(null);

    expect(list.allows(OTHER)).toBe(true);
    expect(() => list.requireAllowed(OTHER)).not.toThrow();
  });

  it('takes the listed ones and says why not another', () => {
    const list = createTenantAllowList({ allowed: [LISTED] });

    expect(list.allows(LISTED)).toBe(true);
    expect(() => list.requireAllowed(LISTED)).not.toThrow();
    expect(list.allows(OTHER)).toBe(false);
    expect(TENANT_NOT_ALLOWED).toContain('Your organisation’s policy does not allow this tenant');
    expect(() => list.requireAllowed(OTHER)).toThrow(aFailure('not-available', TENANT_NOT_ALLOWED));
  });

  it('takes none while a policy cannot be used', () => {
    expect(createTenantAllowList(CLOSED_POLICY.tenants).allows(LISTED)).toBe(false);
  });
});
