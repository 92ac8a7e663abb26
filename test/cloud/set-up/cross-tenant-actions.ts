import { NO_TRUST } from '../estates/estate.ts';
import type { Partner, SimulatedTenant } from '../estates/estate.ts';
import type { Act, Action } from './actions.ts';
import { isTicked, otherTenant } from './look-up.ts';

const BY = {
  portals: ['entra'],
  roles: ['Security Administrator', 'Global Administrator'],
} as const;

function save(
  change: (act: Act, other: SimulatedTenant) => Partial<Partner>,
  said: string,
): Action {
  return {
    ...BY,
    act: (act) => {
      const other = otherTenant(act);
      if (!act.book.partnerOf(act.tenant, other.id)) throw new Error('Add the organization first.');
      act.book.putPartner(act.tenant, other.id, change(act, other));
      return `${said} for ${other.name}.`;
    },
  };
}

export const CROSS_TENANT_ACTIONS: Readonly<Record<string, Action>> = {
  'create-multitenant-organization': {
    ...BY,
    portals: ['m365-admin'],
    act: (act) => {
      const other = otherTenant(act);
      act.book.setOrganization({
        displayName: act.field('name') || 'Multitenant organization',
        members: [
          { tenantId: act.tenant.id, role: 'owner', state: 'active' },
          { tenantId: other.id, role: 'member', state: 'active' },
        ],
      });
      return `${other.name} is in the multitenant organization.`;
    },
  },
  'add-organization': {
    ...BY,
    act: (act) => {
      const other = otherTenant(act);
      if (act.book.partnerOf(act.tenant, other.id)) {
        throw new Error(`${other.name} is already in the list.`);
      }
      act.book.putPartner(act.tenant, other.id, {});
      return `${other.name} was added.`;
    },
  },
  'remove-organization': {
    ...BY,
    act: (act) => {
      const other = otherTenant(act);
      act.book.removePartner(act.tenant, other.id);
      return `${other.name} was removed.`;
    },
  },
  'save-inbound-sync': save(
    (act) => ({ inboundSync: isTicked(act, 'sync') }),
    'Inbound synchronization was saved',
  ),
  'save-inbound-trust': save(
    (act) => ({
      inboundRedemption: isTicked(act, 'redemption'),
      trust: { ...NO_TRUST, mfa: isTicked(act, 'mfa'), compliantDevice: isTicked(act, 'device') },
    }),
    'Inbound trust settings were saved',
  ),
  'save-outbound-trust': save(
    (act) => ({ outboundRedemption: isTicked(act, 'redemption') }),
    'Outbound trust settings were saved',
  ),
  'save-inbound-collaboration': save(
    (act) => ({ inboundCollaboration: act.field('access') === 'blocked' ? 'blocked' : null }),
    'Inbound B2B collaboration was saved',
  ),
};
