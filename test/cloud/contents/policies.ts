import { APPS } from '../sign-in/apps.ts';
import { createRandom } from '../estates/random.ts';
import type { Random } from '../estates/random.ts';
import { ROLES } from '../estates/roles.ts';
import type { AccessRules, SimulatedTenant } from '../estates/estate.ts';
import { allExternal, BUILT_IN_STRENGTHS, conditions, grant } from './conditional-access-policy.ts';
import type { ConditionalAccessPolicy, Conditions } from './conditional-access-policy.ts';

const GUEST_TYPES = ['b2bCollaborationGuest', 'b2bCollaborationMember'] as const;
/** Everyone whose account is another tenant's. */
const EXTERNAL_TYPES = [...GUEST_TYPES, 'otherExternalUser', 'serviceProvider'] as const;
const HIGHEST_ROLES = [ROLES['Global Administrator'], ROLES['Privileged Role Administrator']];

type Draft = Pick<ConditionalAccessPolicy, 'displayName' | 'conditions' | 'grantControls'> &
  Partial<Pick<ConditionalAccessPolicy, 'state' | 'sessionControls'>>;

type Users = Partial<Conditions['users']>;

/** Who a tenant's rules for everyone, or for guests, are about. */
function guestsAre(users: Users): Users {
  return { ...users, includeGuestsOrExternalUsers: allExternal(EXTERNAL_TYPES) };
}

function blockDrafts(rules: AccessRules, exceptions: Users): Draft[] {
  return rules.blocks.map((block) => ({
    displayName: `CA0${block.who === 'guests' ? '60 Block guests' : '61 Block everyone'} from ${
      block.apps === 'all' ? 'all apps' : block.apps.map((app) => APPS[app].name).join(', ')
    }`,
    conditions: conditions(
      block.who === 'guests' ? guestsAre(exceptions) : { ...exceptions, includeUsers: ['All'] },
      block.apps === 'all'
        ? {}
        : {
            applications: {
              includeApplications: block.apps.map((app) => APPS[app].clientId),
              excludeApplications: [],
              includeUserActions: [],
              includeAuthenticationContextClassReferences: [],
            },
          },
    ),
    grantControls: grant(['block']),
  }));
}

function mfaDraft({ rules, posture }: SimulatedTenant, everyone: Users): Draft {
  return {
    displayName: 'CA002 Require MFA for all users',
    state: posture.mfaBy === 'report-only' ? 'enabledForReportingButNotEnforced' : 'enabled',
    conditions: conditions(
      everyone,
      posture.skipsMfaAtTrustedLocation
        ? { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }
        : {},
    ),
    grantControls: grant(['mfa']),
    sessionControls:
      rules.mfa === 'every-sign-in'
        ? {
            signInFrequency: {
              isEnabled: true,
              value: null,
              type: null,
              frequencyInterval: 'everyTime',
            },
            persistentBrowser: { isEnabled: true, mode: 'never' },
            secureSignInSession: null,
          }
        : null,
  };
}

function drafts(tenant: SimulatedTenant, exceptions: Users): Draft[] {
  const { posture, rules } = tenant;
  const everyone = { ...exceptions, includeUsers: ['All'] };
  const isTrial = posture.mfaBy === 'report-only';
  const list: Draft[] = [];
  if (posture.blocksLegacyAuth || isTrial) {
    list.push({
      displayName: 'CA001 Block legacy authentication',
      state: posture.blocksLegacyAuth ? 'enabled' : 'enabledForReportingButNotEnforced',
      conditions: conditions(everyone, { clientAppTypes: ['exchangeActiveSync', 'other'] }),
      grantControls: grant(['block']),
    });
  }
  if (posture.mfaBy === 'conditional-access' || isTrial) list.push(mfaDraft(tenant, everyone));
  if (rules.device === 'compliant') {
    const isForGuests = tenant.accessPath.startsWith('guest');
    list.push({
      displayName: `CA010 Require a compliant device for ${isForGuests ? 'guests' : 'all users'}`,
      conditions: conditions(
        isForGuests
          ? { ...exceptions, includeGuestsOrExternalUsers: allExternal(GUEST_TYPES) }
          : everyone,
      ),
      grantControls: grant(['compliantDevice']),
    });
  }
  if (posture.hasPawOnlyAdmins) {
    list.push({
      displayName: 'CA012 Highest administrators only from a PAW',
      conditions: conditions(
        { ...exceptions, includeRoles: HIGHEST_ROLES },
        {
          devices: {
            deviceFilter: { mode: 'exclude', rule: 'device.extensionAttribute1 -eq "PAW"' },
          },
        },
      ),
      grantControls: grant(['block']),
    });
  }
  if (posture.hasPhishingResistantAdmins) {
    list.push({
      displayName: 'CA013 Phishing-resistant MFA for the highest administrators',
      conditions: conditions({ ...exceptions, includeRoles: HIGHEST_ROLES }),
      grantControls: grant([], BUILT_IN_STRENGTHS[2] ?? null),
    });
  }
  if (posture.blocksDeviceCode) {
    list.push({
      displayName: 'CA020 Block device code flow',
      conditions: conditions(everyone, {
        authenticationFlows: { transferMethods: 'deviceCodeFlow' },
      }),
      grantControls: grant(['block']),
    });
  }
  if (posture.mfaBy === 'conditional-access') {
    list.push({
      displayName: 'CA050 Compliant device for all users (pilot)',
      state: 'enabledForReportingButNotEnforced',
      conditions: conditions(everyone),
      grantControls: grant(['compliantDevice']),
    });
  }
  list.push(...blockDrafts(rules, exceptions));
  if (list.length > 0) {
    list.push({
      displayName: 'CA900 Require MFA for administrators (old)',
      state: 'disabled',
      conditions: conditions({ includeRoles: HIGHEST_ROLES }),
      grantControls: grant(['mfa']),
    });
  }
  return list;
}

/** Accounts that every policy leaves out, so that nobody is locked out by a wrong one. */
function exceptionsOf(tenant: SimulatedTenant, random: Random): Users {
  const users = [random.guid(), random.guid()];
  const group = random.guid();
  return tenant.posture.excludesBreakGlass ? { excludeUsers: users, excludeGroups: [group] } : {};
}

/** The tenant's Conditional Access policies. Without Entra ID P1 there are none. */
export function policiesOf(seed: number, tenant: SimulatedTenant): ConditionalAccessPolicy[] {
  if (tenant.licence === 'none') return [];
  const random = createRandom(seed, `policies/${tenant.id}`);
  const finished = (draft: Draft): ConditionalAccessPolicy => {
    const created = Date.UTC(2025, random.integer(0, 11), random.integer(1, 28), 9);
    const modified = Date.UTC(2026, random.integer(0, 9), random.integer(1, 28), 12);
    return {
      id: random.guid(),
      templateId: null,
      state: 'enabled',
      createdDateTime: new Date(created).toISOString(),
      modifiedDateTime: new Date(modified).toISOString(),
      sessionControls: null,
      ...draft,
    };
  };
  return drafts(tenant, exceptionsOf(tenant, random)).map(finished);
}
