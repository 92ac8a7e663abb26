import { describe, expect, it } from 'vitest';
import { aTenant, idOf, minutesAgo } from '../../../../renderer/bridge/fake/estates.ts';
import { aCompartment, aView, DEVICE_BLOCK } from '../../../../renderer/bridge/fake/views.ts';
import { attentionOf } from '../../../../renderer/lib/attention.ts';

const tenant = aTenant(1);
const open = aView(1, tenant, 'entra');
const asleep = aView(2, tenant, 'azure', { state: 'hibernated' });
const crashed = aView(3, tenant, 'intune', { state: 'crashed' });
const blocked = aView(4, tenant, 'defender', { signInBlock: DEVICE_BLOCK });
const mismatch = aView(5, tenant, 'my-access', {
  proof: {
    state: 'mismatch',
    evidence: 'portal-url',
    pageTenantId: idOf(2),
    pageTenantName: null,
    seenAt: minutesAgo(1),
  },
});

describe('attentionOf', () => {
  it('is none without pages', () => {
    expect(attentionOf(null)).toBe('none');
    expect(attentionOf(aCompartment(tenant.id, []))).toBe('none');
  });

  it('is what wants the operator most, whatever the order of the pages', () => {
    const worse = [asleep, open, crashed, blocked, mismatch];
    const names = ['asleep', 'open', 'stopped', 'blocked', 'mismatch'];
    worse.forEach((_, at) => {
      const views = worse.slice(0, at + 1);
      expect(attentionOf(aCompartment(tenant.id, views))).toBe(names[at]);
      expect(attentionOf(aCompartment(tenant.id, views.toReversed()))).toBe(names[at]);
    });
  });
});
