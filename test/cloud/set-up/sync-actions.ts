import type { Act, Action } from './actions.ts';
import { needed, otherTenant } from './look-up.ts';
import type { SetUpBook } from './set-up-book.ts';
import type { SyncConfiguration } from './set-up.ts';

/** Long enough to be noticed, short enough for a test. */
const LISTED_AFTER_MS = 1_200;
const CYCLE_MS = 1_500;

const BY = {
  portals: ['entra'],
  roles: ['Hybrid Identity Administrator', 'Security Administrator', 'Global Administrator'],
} as const;

function configurationOf({ book, tenant, field }: Act): SyncConfiguration {
  const text = field('configuration').toLowerCase();
  const found = book
    .of(tenant.id)
    .configurations.find((one) => one.id === text || one.displayName.toLowerCase() === text);
  if (!found) throw new Error('There is no such configuration.');
  return found;
}

/** One cycle: whoever is assigned arrives in the target, when both tenants let it happen. */
function runCycle(book: SetUpBook, sourceId: string, one: SyncConfiguration): void {
  const source = book.directory.tenant(sourceId);
  const target =
    one.targetTenantId === null ? undefined : book.directory.tenant(one.targetTenantId);
  if (!source || !target || !one.isOn) return;
  const inbound = book.partnerOf(target, source.id);
  const outbound = book.partnerOf(source, target.id);
  const isLet =
    inbound?.inboundSync === true &&
    inbound.inboundRedemption === true &&
    outbound?.outboundRedemption === true;
  if (!isLet) {
    one.quarantine = 'EncounteredQuarantineException';
    return;
  }
  one.quarantine = null;
  one.lastSuccessAtMs = book.now();
  const groups = book.of(source.id).groups;
  const ids = new Set(
    one.assigned.flatMap(({ principalId, principalType }) =>
      principalType === 'User'
        ? [principalId]
        : (groups.find(({ id }) => id === principalId)?.members ?? []),
    ),
  );
  for (const account of book.directory.accountsOf(source.id)) {
    const membership = book.directory.membership(account.id, source.id);
    if (membership && ids.has(membership.objectId)) {
      book.admit(account, target.id, 'external-member');
    }
  }
}

function startCycle({ book, tenant }: Act, one: SyncConfiguration): void {
  book.later(CYCLE_MS, () => runCycle(book, tenant.id, one));
}

export const SYNC_ACTIONS: Readonly<Record<string, Action>> = {
  'create-configuration': {
    ...BY,
    act: (act) => {
      const displayName = needed(act, 'name', 'The name');
      act.book.of(act.tenant.id).configurations.push({
        id: act.book.newId(),
        appId: act.book.newId(),
        displayName,
        visibleAtMs: act.book.now() + LISTED_AFTER_MS,
        targetTenantId: null,
        assigned: [],
        isOn: false,
        quarantine: null,
        lastSuccessAtMs: null,
      });
      return 'The configuration is being created. It takes a while until the list shows it.';
    },
  },
  'connect-configuration': {
    ...BY,
    act: (act) => {
      const one = configurationOf(act);
      const target = otherTenant(act);
      if (act.book.partnerOf(target, act.tenant.id)?.inboundSync !== true) {
        throw new Error('The target does not allow users to be synchronized into it.');
      }
      one.targetTenantId = target.id;
      return 'The supplied credentials are authorized. The connection was saved.';
    },
  },
  'assign-configuration': {
    ...BY,
    roles: ['Cloud Application Administrator', 'Global Administrator'],
    act: (act) => {
      const one = configurationOf(act);
      const name = needed(act, 'principal', 'The user or group').toLowerCase();
      const group = act.book
        .of(act.tenant.id)
        .groups.find(({ id, displayName }) => id === name || displayName.toLowerCase() === name);
      const account = act.book.directory
        .accountsOf(act.tenant.id)
        .find((each) =>
          [each.userPrincipalName, each.displayName].some((text) => text.toLowerCase() === name),
        );
      const membership = account && act.book.directory.membership(account.id, act.tenant.id);
      if (group) {
        one.assigned.push({
          principalId: group.id,
          principalType: 'Group',
          displayName: group.displayName,
        });
      } else if (account && membership) {
        one.assigned.push({
          principalId: membership.objectId,
          principalType: 'User',
          displayName: account.displayName,
        });
      } else {
        throw new Error('Nobody of that name is in this organization.');
      }
      return 'Assigned.';
    },
  },
  'save-provisioning': {
    ...BY,
    act: (act) => {
      const one = configurationOf(act);
      if (one.targetTenantId === null) throw new Error('Save the connection first.');
      one.isOn = act.field('status') === 'on';
      if (one.isOn) startCycle(act, one);
      return `Provisioning is ${one.isOn ? 'on' : 'off'}.`;
    },
  },
  'restart-provisioning': {
    ...BY,
    act: (act) => {
      const one = configurationOf(act);
      if (!one.isOn) throw new Error('Provisioning is off.');
      startCycle(act, one);
      return 'Provisioning was restarted. The next cycle begins shortly.';
    },
  },
};
