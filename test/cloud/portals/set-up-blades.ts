import type { Directory } from '../estates/directory.ts';
import type { SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import { ROLES } from '../estates/roles.ts';
import type { PortalKey } from '../hosts/portal-hosts.ts';
import { decides } from '../set-up/governance-actions.ts';
import type { SetUpBook } from '../set-up/set-up-book.ts';
import type { SetUpForm } from './set-up-form.ts';

/** Something that a portal has for setting up: found by the address's path or by what follows `#`. */
export type Blade = {
  title: string;
  /** Parts of what follows `#`; the first is where the menu leads. */
  fragments?: readonly string[];
  /** First parts of the path; the first is where the menu leads. */
  paths?: readonly string[];
  /** What is there, one line each. */
  lines: readonly string[];
  forms: readonly SetUpForm[];
};

export type BladeContext = {
  book: SetUpBook;
  tenant: SimulatedTenant;
  account: SimulatedAccount;
};

/** First part of every path. */
const EVERYWHERE = '/';

const text = (name: string, label: string) => ({ kind: 'text', name, label }) as const;
const tick = (name: string, label: string, isTicked = false) =>
  ({ kind: 'tick', name, label, isTicked }) as const;
const hidden = (name: string, value: string) => ({ kind: 'hidden', name, value }) as const;

const nameOf = (directory: Directory, id: string): string => directory.tenant(id)?.name ?? id;

function crossTenantAccess({ book, tenant }: BladeContext): Blade {
  const { partners } = tenant.crossTenant;
  const forms = partners.flatMap((partner): SetUpForm[] => {
    const name = nameOf(book.directory, partner.tenantId);
    const which = hidden('tenant', partner.tenantId);
    const redemption = `Automatically redeem invitations with the tenant ${name}`;
    return [
      {
        title: `Inbound access of ${name}: Cross-tenant sync`,
        action: 'save-inbound-sync',
        fields: [
          which,
          tick('sync', 'Allow users sync into this tenant', partner.inboundSync === true),
        ],
        button: 'Save',
      },
      {
        title: `Inbound access of ${name}: Trust settings`,
        action: 'save-inbound-trust',
        fields: [
          which,
          tick(
            'mfa',
            'Trust multifactor authentication from Microsoft Entra tenants',
            partner.trust?.mfa === true,
          ),
          tick('device', 'Trust compliant devices', partner.trust?.compliantDevice === true),
          tick('redemption', redemption, partner.inboundRedemption === true),
        ],
        button: 'Save',
      },
      {
        title: `Inbound access of ${name}: B2B collaboration`,
        action: 'save-inbound-collaboration',
        fields: [
          which,
          {
            kind: 'choice',
            name: 'access',
            label: 'Access status',
            options: [
              ['default', 'Default settings'],
              ['blocked', 'Block access'],
            ],
            value: partner.inboundCollaboration ?? 'default',
          },
        ],
        button: 'Save',
      },
      {
        title: `Outbound access of ${name}: Trust settings`,
        action: 'save-outbound-trust',
        fields: [which, tick('redemption', redemption, partner.outboundRedemption === true)],
        button: 'Save',
      },
      {
        title: `Remove ${name}`,
        action: 'remove-organization',
        fields: [which],
        button: 'Remove',
      },
    ];
  });
  return {
    title: 'Cross-tenant access settings',
    fragments: ['CompanyRelationshipsMenuBlade/~/CrossTenantAccessSettings', 'CrossTenantAccess'],
    lines: partners.map(({ tenantId }) => `${nameOf(book.directory, tenantId)} (${tenantId})`),
    forms: [
      {
        title: 'Add organization',
        action: 'add-organization',
        fields: [text('tenant', 'Tenant ID or domain name')],
        button: 'Add',
      },
      ...forms,
    ],
  };
}

function crossTenantSync({ book, tenant }: BladeContext): Blade {
  const listed = book
    .of(tenant.id)
    .configurations.filter(({ visibleAtMs }) => visibleAtMs <= book.now());
  const forms = listed.flatMap(({ id, displayName, isOn }): SetUpForm[] => {
    const which = hidden('configuration', id);
    return [
      {
        title: `${displayName}: Get started`,
        action: 'connect-configuration',
        fields: [which, text('tenant', 'Tenant Id')],
        button: 'Test connection and save',
      },
      {
        title: `${displayName}: Users and groups`,
        action: 'assign-configuration',
        fields: [which, text('principal', 'User or group')],
        button: 'Assign',
      },
      {
        title: `${displayName}: Provisioning`,
        action: 'save-provisioning',
        fields: [
          which,
          {
            kind: 'choice',
            name: 'status',
            label: 'Provisioning status',
            options: [
              ['off', 'Off'],
              ['on', 'On'],
            ],
            value: isOn ? 'on' : 'off',
          },
        ],
        button: 'Save',
      },
      {
        title: `${displayName}: Overview`,
        action: 'restart-provisioning',
        fields: [which],
        button: 'Restart provisioning',
      },
    ];
  });
  return {
    title: 'Cross-tenant synchronization',
    fragments: ['CrossTenantSynchronization', 'CrossTenantSync'],
    lines: listed.map(
      ({ displayName, isOn, quarantine, lastSuccessAtMs }) =>
        `${displayName}: ${isOn ? 'on' : 'off'}; current cycle status: ${
          quarantine ?? (lastSuccessAtMs === null ? 'not run' : 'completed')
        }`,
    ),
    forms: [
      {
        title: 'New configuration',
        action: 'create-configuration',
        fields: [text('name', 'Name')],
        button: 'Create',
      },
      ...forms,
    ],
  };
}

const ROLE_OPTIONS = Object.keys(ROLES).map((role) => [role, role] as const);
const role = { kind: 'choice', name: 'role', label: 'Role', options: ROLE_OPTIONS } as const;

function groups({ book, tenant }: BladeContext): Blade {
  return {
    title: 'Groups',
    fragments: ['GroupsManagementMenuBlade', 'PIMCommon/ResourceMenuBlade/~/groups'],
    lines: book
      .of(tenant.id)
      .groups.map(
        ({ displayName, id, members }) =>
          `${displayName}, Object ID ${id}, ${members.length} members`,
      ),
    forms: [
      {
        title: 'New group',
        action: 'create-group',
        fields: [
          text('name', 'Group name'),
          tick('assignable', 'Microsoft Entra roles can be assigned to the group'),
        ],
        button: 'Create',
      },
      {
        title: 'Add members',
        action: 'add-member',
        fields: [text('group', 'Group'), text('account', 'Member')],
        button: 'Add',
      },
      {
        title: 'Make eligible',
        action: 'make-eligible',
        fields: [
          text('group', 'Group'),
          text('account', 'Member'),
          { kind: 'date', name: 'end', label: 'Assignment ends' },
        ],
        button: 'Assign',
      },
      {
        title: 'Roles of a group',
        action: 'give-group-role',
        fields: [text('group', 'Group'), role],
        button: 'Assign',
      },
    ],
  };
}

function roles({ book, tenant }: BladeContext): Blade {
  const { directory } = book;
  return {
    title: 'Roles and administrators',
    fragments: [
      'RolesManagementMenuBlade',
      'ResourceMenuBlade/~/roles',
      'PIMCommon',
      'ActivationMenuBlade',
    ],
    lines: directory.accountsOf(tenant.id).flatMap((account) =>
      (directory.membership(account.id, tenant.id)?.roles ?? []).map((held) => {
        const end =
          held.endsInHours === null
            ? 'permanent'
            : new Date(book.startedAtMs + held.endsInHours * 3_600_000).toISOString();
        return `${account.displayName}: ${held.role}, ${held.kind}, end time ${end}`;
      }),
    ),
    forms: [
      {
        title: 'Add assignments',
        action: 'assign-role',
        fields: [
          role,
          text('account', 'Member'),
          {
            kind: 'choice',
            name: 'kind',
            label: 'Assignment type',
            options: [
              ['eligible', 'Eligible'],
              ['active', 'Active'],
            ],
          },
          { kind: 'date', name: 'end', label: 'Assignment ends' },
        ],
        button: 'Assign',
      },
      {
        title: 'Remove assignment',
        action: 'remove-role',
        fields: [role, text('account', 'Member')],
        button: 'Remove',
      },
      { title: 'My roles', action: 'activate-role', fields: [role], button: 'Activate' },
    ],
  };
}

function users({ book, tenant }: BladeContext): Blade {
  const { directory } = book;
  return {
    title: 'Users',
    fragments: ['UserManagementMenuBlade/~/AllUsers'],
    lines: directory.accountsOf(tenant.id).map((account) => {
      const kind = directory.membership(account.id, tenant.id)?.kind ?? 'member';
      return `${account.displayName}, ${account.userPrincipalName}, ${kind}`;
    }),
    forms: [],
  };
}

function externalCollaboration({ book, tenant }: BladeContext): Blade {
  const { allowInvitesFrom, guestUserRoleId } = book.of(tenant.id).authorization;
  return {
    title: 'External collaboration settings',
    fragments: ['CompanyRelationshipsMenuBlade/~/Settings'],
    lines: [],
    forms: [
      {
        title: 'External collaboration settings',
        action: 'save-external-collaboration',
        fields: [
          {
            kind: 'choice',
            name: 'invites',
            label: 'Guest invite settings',
            options: [
              ['everyone', 'Anyone in the organization can invite, guests included'],
              ['adminsGuestInvitersAndAllMembers', 'Members can invite'],
              ['adminsAndGuestInviters', 'Only users assigned to specific admin roles can invite'],
              ['none', 'No one can invite'],
            ],
            value: allowInvitesFrom,
          },
          {
            kind: 'choice',
            name: 'guests',
            label: 'Guest user access',
            options: [
              ['a0b1b346-4d3e-4e8b-98f8-753987be4970', 'Same access as members'],
              ['10dae51f-b6af-4016-8d66-8c2a99b929b3', 'Limited access'],
              ['2af84b1e-32c8-42b7-82bc-daa82404023b', 'Restricted to their own objects'],
            ],
            value: guestUserRoleId,
          },
        ],
        button: 'Save',
      },
    ],
  };
}

function userSettings({ book, tenant }: BladeContext): Blade {
  return {
    title: 'User settings',
    fragments: ['UserManagementMenuBlade/~/UserSettings'],
    lines: [],
    forms: [
      {
        title: 'User settings',
        action: 'save-user-settings',
        fields: [
          tick(
            'restrict',
            'Restrict access to Microsoft Entra admin center',
            book.of(tenant.id).restrictsAdminCenter,
          ),
        ],
        button: 'Save',
      },
    ],
  };
}

function entitlement({ book, tenant }: BladeContext): Blade {
  const { connectedOrganizations, catalogs, packages } = book.of(tenant.id);
  return {
    title: 'Entitlement management',
    fragments: ['DashboardBlade/~/elmEntitlement', 'Microsoft_Azure_ELMAdmin'],
    lines: [
      ...connectedOrganizations.map(
        (one) => `Connected organization ${one.displayName}: ${one.state}`,
      ),
      ...catalogs.map((one) => `Catalog ${one.displayName}: ${one.state}`),
      ...packages.map(
        ({ id, displayName }) =>
          `Access package ${displayName}. My Access portal link: https://myaccess.microsoft.com/@${tenant.domain}#/access-packages/${id}`,
      ),
    ],
    forms: [
      {
        title: 'Add connected organization',
        action: 'add-connected-organization',
        fields: [text('tenant', 'Tenant ID or domain name'), text('name', 'Name')],
        button: 'Create',
      },
      {
        title: 'New catalog',
        action: 'create-catalog',
        fields: [
          text('name', 'Name'),
          tick('enabled', 'Enabled', true),
          tick('external', 'Enabled for external users', true),
        ],
        button: 'Create',
      },
      {
        title: 'New access package',
        action: 'create-access-package',
        fields: [
          text('name', 'Name'),
          text('catalog', 'Catalog'),
          text('group', 'Group that it gives'),
          text('organization', 'Connected organization'),
          text('approvers', 'Approver'),
          { kind: 'number', name: 'days', label: 'Assignment expires after (days)' },
          tick('review', 'Require access reviews, annually'),
          tick('extension', 'Users can request to extend'),
        ],
        button: 'Create',
      },
    ],
  };
}

function governanceSettings({ book, tenant }: BladeContext): Blade {
  return {
    title: 'Governance settings',
    fragments: ['DashboardBlade/~/elmSetting'],
    lines: [],
    forms: [
      {
        title: 'Manage the lifecycle of external users',
        action: 'save-governance-settings',
        fields: [
          {
            kind: 'choice',
            name: 'lifecycle',
            label: 'When an external user loses the last assignment',
            options: [
              ['none', 'Do nothing'],
              ['blockSignIn', 'Block from signing in'],
              ['blockSignInAndDelete', 'Block from signing in, then remove'],
            ],
            value: book.of(tenant.id).lifecycle.action,
          },
        ],
        button: 'Save',
      },
    ],
  };
}

function accessReviews({ book, tenant }: BladeContext): Blade {
  return {
    title: 'Access reviews',
    fragments: ['DashboardBlade/~/Controls'],
    lines: book.of(tenant.id).reviews.map(({ displayName }) => displayName),
    forms: [
      {
        title: 'New access review',
        action: 'create-access-review',
        fields: [
          text('name', 'Review name'),
          text('group', 'Group'),
          {
            kind: 'choice',
            name: 'recurrence',
            label: 'Recurrence',
            options: [
              ['absoluteYearly', 'Annually'],
              ['absoluteMonthly', 'Monthly'],
              ['once', 'One time'],
            ],
          },
        ],
        button: 'Create',
      },
    ],
  };
}

function defenderPermissions({ book, tenant }: BladeContext): Blade {
  const { isOn, roles: made } = book.of(tenant.id).defender;
  return {
    title: 'Permissions',
    paths: [
      '/permissions',
      '/securitypermissions',
      '/mtp_roles',
      '/securitysettings',
      '/settings',
      '/preferences2',
    ],
    lines: [
      `Roles are ${isOn ? 'on' : 'off'}`,
      ...made.map(({ displayName, groupIds }) => `Role ${displayName}, ${groupIds.length} groups`),
    ],
    forms: [
      { title: 'Roles', action: 'turn-on-defender-roles', fields: [], button: 'Turn on roles' },
      {
        title: 'Add role',
        action: 'create-defender-role',
        fields: [
          text('name', 'Role name'),
          tick('live-response', 'Live response capabilities'),
          text('group', 'Assigned group'),
        ],
        button: 'Save',
      },
    ],
  };
}

function multitenantTenants({ book, tenant, account }: BladeContext): Blade {
  const { directory } = book;
  const viewed = book
    .of(tenant.id)
    .viewed.filter(({ accountName }) => accountName === account.userPrincipalName);
  return {
    title: 'Tenants',
    paths: ['/mtosettings', '/settings', '/tenants'],
    lines: viewed.map(({ tenantId }) => nameOf(directory, tenantId)),
    forms: account.memberships
      .filter((one) => one.tenantId !== tenant.id)
      .filter((one) => !viewed.some(({ tenantId }) => tenantId === one.tenantId))
      .map(({ tenantId }) => ({
        title: `Add ${nameOf(directory, tenantId)}`,
        action: 'add-tenants',
        fields: [hidden('tenant', tenantId)],
        button: 'Add tenant',
      })),
  };
}

function tenantGroups({ book, tenant }: BladeContext): Blade {
  return {
    title: 'Tenant groups',
    paths: ['/tenantgroups', '/content_distribution'],
    lines: book.of(tenant.id).tenantGroups,
    forms: [
      {
        title: 'Create tenant group',
        action: 'create-tenant-group',
        fields: [text('name', 'Name')],
        button: 'Create',
      },
    ],
  };
}

/** What both tenants have in the multitenant views. */
function multitenantView(title: string, paths: readonly string[]) {
  return ({ book, tenant, account }: BladeContext): Blade => ({
    title,
    paths,
    lines: [
      tenant.id,
      ...book
        .of(tenant.id)
        .viewed.filter(({ accountName }) => accountName === account.userPrincipalName)
        .map(({ tenantId }) => tenantId),
    ].map((id) => {
      const one = book.directory.tenant(id);
      return `${nameOf(book.directory, id)}: ${one?.fleet.devices ?? 0} devices`;
    }),
    forms: [],
  });
}

function accessPackages({ book, tenant, account }: BladeContext): Blade {
  const { packages, requests } = book.of(tenant.id);
  const isDecider = (packageId: string): boolean => {
    const wanted = packages.find(({ id }) => id === packageId);
    return wanted !== undefined && decides(book, tenant.id, account, wanted);
  };
  const waiting = requests.filter(({ state }) => state === 'pendingApproval');
  return {
    title: 'Access packages and approvals',
    paths: [EVERYWHERE],
    lines: requests
      .filter(({ accountName }) => accountName === account.userPrincipalName)
      .map((one) => {
        const name = packages.find(({ id }) => id === one.packageId)?.displayName ?? '';
        return `${name}: ${one.state}`;
      }),
    forms: [
      ...packages.map(({ id, displayName }) => ({
        title: `Request ${displayName}`,
        action: 'request-package',
        fields: [hidden('package', id), text('justification', 'Business justification')],
        button: 'Request',
      })),
      ...waiting
        .filter(({ packageId }) => isDecider(packageId))
        .flatMap(({ id, displayName }) => [
          {
            title: `Approve the request of ${displayName}`,
            action: 'approve-request',
            fields: [hidden('request', id), text('reason', 'Reason')],
            button: 'Approve',
          },
          {
            title: `Deny the request of ${displayName}`,
            action: 'deny-request',
            fields: [hidden('request', id)],
            button: 'Deny',
          },
        ]),
    ],
  };
}

function organizations({ book, account }: BladeContext): Blade {
  return {
    title: 'Other organizations you collaborate with',
    paths: ['/organizations', EVERYWHERE],
    lines: account.memberships
      .filter(({ tenantId }) => tenantId !== account.homeTenantId)
      .map(({ tenantId }) => nameOf(book.directory, tenantId)),
    forms: [],
  };
}

function azure({ book, tenant }: BladeContext): Blade {
  const { workspaces, plans, delegations } = book.of(tenant.id).azure;
  return {
    title: 'Security in Azure',
    paths: [EVERYWHERE],
    lines: [
      ...workspaces.map((one) => `Microsoft Sentinel in ${one}`),
      ...plans.map((one) => `Plan ${one} is on`),
      ...delegations.map((one) => `Delegated to ${nameOf(book.directory, one.managedByTenantId)}`),
    ],
    forms: [
      {
        title: 'Microsoft Sentinel',
        action: 'create-workspace',
        fields: [text('name', 'Workspace')],
        button: 'Add',
      },
      {
        title: 'Defender plans',
        action: 'turn-on-plan',
        fields: [text('plan', 'Plan')],
        button: 'Turn on',
      },
      {
        title: 'Access control',
        action: 'give-azure-roles',
        fields: [text('group', 'Group')],
        button: 'Assign',
      },
      {
        title: 'Service providers',
        action: 'delegate',
        fields: [text('tenant', 'Managing tenant ID'), text('group', 'Object ID of the group')],
        button: 'Delegate',
      },
    ],
  };
}

function multitenantOrganization({ book }: BladeContext): Blade {
  const organization = book.directory.estate.multiTenantOrganization;
  return {
    title: 'Multitenant collaboration',
    paths: [EVERYWHERE],
    lines: (organization?.members ?? []).map(({ tenantId }) => nameOf(book.directory, tenantId)),
    forms: [
      {
        title: 'Multitenant organization',
        action: 'create-multitenant-organization',
        fields: [text('name', 'Name'), text('tenant', 'Tenant ID')],
        button: 'Create',
      },
    ],
  };
}

const BLADES: Readonly<Partial<Record<PortalKey, readonly ((context: BladeContext) => Blade)[]>>> =
  {
    entra: [
      crossTenantAccess,
      crossTenantSync,
      users,
      groups,
      roles,
      externalCollaboration,
      userSettings,
      entitlement,
      governanceSettings,
      accessReviews,
    ],
    defender: [defenderPermissions],
    'defender-mto': [
      multitenantTenants,
      tenantGroups,
      multitenantView('Devices in all tenants', ['/machines', '/devices']),
      multitenantView('Advanced hunting in all tenants', ['/v2/advanced-hunting', '/hunting']),
    ],
    'my-access': [accessPackages],
    'my-account': [organizations],
    azure: [azure],
    'm365-admin': [multitenantOrganization],
  };

export function bladesOf(portal: PortalKey, context: BladeContext): readonly Blade[] {
  return (BLADES[portal] ?? []).map((blade) => blade(context));
}
