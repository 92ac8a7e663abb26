import type { Action } from './actions.ts';
import { groupOf, isTicked, needed, otherTenant } from './look-up.ts';

const BY = {
  portals: ['defender'],
  roles: ['Security Administrator', 'Global Administrator'],
} as const;
const AZURE = {
  portals: ['azure'],
  roles: ['Security Administrator', 'Global Administrator'],
} as const;

const SENTINEL_RESPONDER = '3e150937-b8fe-4cfb-8069-0eaf05ecd056';
const SECURITY_READER = '39bc4728-0917-49c7-9d2c-d95423bc2eb4';

export const DEFENDER_ACTIONS: Readonly<Record<string, Action>> = {
  'turn-on-defender-roles': {
    ...BY,
    act: (act) => {
      act.book.of(act.tenant.id).defender.isOn = true;
      return 'Roles are on. Security Reader of Entra alone opens nothing here any more.';
    },
  },
  'create-defender-role': {
    ...BY,
    act: (act) => {
      const { defender } = act.book.of(act.tenant.id);
      const displayName = needed(act, 'name', 'The name');
      defender.roles.push({
        id: act.book.newId(),
        displayName,
        hasLiveResponse: isTicked(act, 'live-response'),
        groupIds: act.field('group') === '' ? [] : [groupOf(act).id],
      });
      return `The role ${displayName} was created.`;
    },
  },
  'add-tenants': {
    portals: ['defender-mto'],
    act: (act) => {
      const other = otherTenant(act);
      const { book, account, tenant } = act;
      if (!book.directory.membership(account.id, other.id)) {
        throw new Error('You have no access to that tenant.');
      }
      book
        .of(tenant.id)
        .viewed.push({ accountName: account.userPrincipalName, tenantId: other.id });
      return `${other.name} was added.`;
    },
  },
  'create-tenant-group': {
    portals: ['defender-mto'],
    act: (act) => {
      const name = needed(act, 'name', 'The name');
      act.book.of(act.tenant.id).tenantGroups.push(name);
      return `The tenant group ${name} was created.`;
    },
  },
  'create-workspace': {
    ...AZURE,
    act: (act) => {
      const name = needed(act, 'name', 'The name');
      act.book.of(act.tenant.id).azure.workspaces.push(name);
      return `Microsoft Sentinel was added to ${name}.`;
    },
  },
  'turn-on-plan': {
    ...AZURE,
    act: (act) => {
      const plan = needed(act, 'plan', 'The plan');
      act.book.of(act.tenant.id).azure.plans.push(plan);
      return `${plan} is on.`;
    },
  },
  'give-azure-roles': {
    ...AZURE,
    act: (act) => {
      const group = groupOf(act);
      act.book
        .of(act.tenant.id)
        .azure.roles.push(
          { groupId: group.id, roleDefinitionId: SENTINEL_RESPONDER },
          { groupId: group.id, roleDefinitionId: SECURITY_READER },
        );
      return `${group.displayName} has Microsoft Sentinel Responder and Security Reader.`;
    },
  },
  delegate: {
    ...AZURE,
    act: (act) => {
      const other = otherTenant(act);
      act.book.of(act.tenant.id).azure.delegations.push({
        id: act.book.newId(),
        name: 'Security operations',
        managedByTenantId: other.id,
        groupId: needed(act, 'group', 'The object id of the group').toLowerCase(),
        roleDefinitionIds: [SENTINEL_RESPONDER, SECURITY_READER],
        state: 'Succeeded',
      });
      return `The subscription is delegated to ${other.name}.`;
    },
  },
};
