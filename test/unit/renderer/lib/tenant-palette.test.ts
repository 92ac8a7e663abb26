import { describe, expect, it } from 'vitest';
import { PALETTE } from '../../../../main/tenants/tenant-look.ts';
import { TENANT_PALETTE } from '../../../../renderer/lib/tenant-palette.ts';

describe('the palette of tenants', () => {
  it('offers the colours that main chooses from, in its order', () => {
    expect(TENANT_PALETTE.map(({ colour }) => colour)).toEqual(PALETTE);
  });

  it('gives each colour a name of its own', () => {
    expect(new Set(TENANT_PALETTE.map(({ name }) => name)).size).toBe(PALETTE.length);
  });
});
