import { buildAccount } from './accounts.ts';
import type { AccountDraft } from './accounts.ts';
import { DEMO_DRAFTS, demoAccounts } from './demo-estate.ts';
import type { Estate } from './estate.ts';
import { holds } from './roles.ts';
import { buildTenants } from './tenant-drafts.ts';
import type { TenantDraft } from './tenant-drafts.ts';

/** Contoso and Fabrikam before anybody has set up anything between them; the rest as in the demo. */
const untouched = (draft: TenantDraft): TenantDraft =>
  draft.key === 'contoso' || draft.key === 'fabrikam'
    ? { ...draft, rules: { mfa: 'once-per-session' }, partners: [] }
    : draft;

const DRAFTS: readonly TenantDraft[] = DEMO_DRAFTS.map(untouched);

/** Dana can set Contoso up and is nobody in Fabrikam; its administrator can set that up. */
function beforehand(draft: AccountDraft): AccountDraft {
  switch (draft.userPrincipalName) {
    case 'dana.okafor@contoso.com':
      return {
        ...draft,
        elsewhere: (draft.elsewhere ?? []).filter(({ tenant }) => tenant.name !== 'Fabrikam'),
        roles: [
          holds('Security Administrator'),
          holds('Hybrid Identity Administrator'),
          holds('Cloud Application Administrator'),
          holds('Global Reader'),
        ],
      };
    case 'adm-dana@fabrikam.com':
      return { ...draft, roles: [holds('Global Administrator')] };
    default:
      return draft;
  }
}

/**
 * For walking checklists: the ids of the demo estate, and nothing arranged between Contoso (source)
 * and Fabrikam (target). The analyst is of Contoso and has no role anywhere.
 */
export function onboardingEstate(seed: number): Estate {
  const { tenants, tenant } = buildTenants(seed, DRAFTS);
  const drafts: readonly AccountDraft[] = [
    ...demoAccounts(tenant).map(beforehand),
    {
      userPrincipalName: 'a-lee@contoso.com',
      displayName: 'Lee Analyst',
      home: tenant('contoso'),
    },
    {
      userPrincipalName: 'temp.admin@fabrikam.com',
      displayName: 'Temporary Administrator',
      home: tenant('fabrikam'),
      roles: [holds('Global Administrator')],
    },
  ];
  return {
    kind: 'onboarding',
    seed,
    homeTenantId: tenant('contoso').id,
    tenants,
    accounts: drafts.map((draft) => buildAccount(seed, draft)),
    multiTenantOrganization: null,
    faults: [],
  };
}
