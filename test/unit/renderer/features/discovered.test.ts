import { describe, expect, it } from 'vitest';
import type { ReachableTenant } from '../../../../preload/contract/index.ts';
import { idOf } from '../../../../renderer/bridge/fake/estates.ts';
import { draftOf } from '../../../../renderer/features/accounts/discovered.ts';

const found = (said: Partial<ReachableTenant>): ReachableTenant => ({
  tenantId: idOf(7),
  name: 'Alpine',
  domain: 'Alpine.example',
  cloud: 'dod',
  how: 'gdap',
  isInEstate: false,
  ...said,
});

describe('draftOf', () => {
  it('keeps id, name, domain, cloud and the way of access', () => {
    expect(draftOf(found({}))).toEqual({
      id: idOf(7),
      name: 'Alpine',
      domain: 'alpine.example',
      cloud: 'dod',
      accessPath: 'gdap',
    });
  });

  it('claims no way of access that is not known', () => {
    expect(draftOf(found({ how: 'guest' }))?.accessPath).toBe('unknown');
    expect(draftOf(found({ how: 'multitenant-organization' }))?.accessPath).toBe('unknown');
  });

  it('names a tenant without a name by its domain, and adds none without a domain', () => {
    expect(draftOf(found({ name: ' ' }))?.name).toBe('alpine.example');
    expect(draftOf(found({ domain: '' }))).toBeNull();
  });
});
