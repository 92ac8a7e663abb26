import type { Finding } from '../../../../preload/contract/status.ts';
import { syncFor } from './cross-tenant.ts';
import { finding, gapFinding, SAID, type Draft, type Origin } from './finding.ts';
import type { Picture } from './picture.ts';

interface Path {
  readonly word: string;
  readonly how: string;
  readonly cannot: string;
}

const MEMBER: Path = {
  word: 'Member',
  how: 'Your account lives in this tenant.',
  cannot: 'It is an account more to keep safe, and it ends only when somebody here removes it.',
};

const GUEST_LIMITS =
  'Your device and the strongest methods count only if this tenant trusts your home tenant, and revoking access reaches you only when a token ends.';

/** By the words of the contract's access paths, as far as an account shows or the operator said. */
const PATHS: Readonly<Record<string, Path>> = {
  member: MEMBER,
  'guest-invited': {
    word: 'Invited guest',
    how: 'You are a guest by invitation.',
    cannot: GUEST_LIMITS,
  },
  'guest-package': {
    word: 'Guest by package',
    how: 'You are a guest by access package.',
    cannot: `It ends with the package’s assignment. ${GUEST_LIMITS}`,
  },
  'guest-sync': {
    word: 'Synchronised member',
    how: 'Your home tenant synchronises you into this one.',
    cannot: `Policies for guests do not cover you; those for B2B members do. ${GUEST_LIMITS}`,
  },
  'external-member': {
    word: 'External member',
    how: 'You are an external user with the rights of a member.',
    cannot: `Policies for guests do not cover you; those for B2B members do. ${GUEST_LIMITS}`,
  },
  gdap: {
    word: 'GDAP',
    how: 'You work here by delegated administration (GDAP).',
    cannot:
      'You have no account here: no groups, no access packages, no Microsoft Sentinel data. It ends with the relationship.',
  },
  lighthouse: {
    word: 'Azure Lighthouse',
    how: 'You work on Azure resources by Azure Lighthouse.',
    cannot: 'It reaches Azure resources only: no Entra roles, no Defender or Intune portal.',
  },
  governance: {
    word: 'Governance relationship',
    how: 'You work here by a governance relationship (preview).',
    cannot: 'You have no account here, and it cannot stand beside GDAP between the same tenants.',
  },
};

/** Names of what every object has are no paths. */
const isPath = (text: string) => Object.hasOwn(PATHS, text);

/** How the operator's account comes into the tenant, and what that way cannot do. */
export function accessPath(picture: Picture): Finding {
  const { facts } = picture;
  const proven = provenPath(picture);
  const stated = facts.statedAccessPath;
  if (facts.me.kind === 'known' && facts.me.value.accountEnabled === false) {
    return finding('access-path', {
      state: 'fail',
      word: 'Account disabled',
      reason: 'Your account in this tenant is switched off. Ask an administrator of the tenant.',
      from: [facts.me],
    });
  }
  if (proven !== null) return told(proven.path, proven.from, contradiction(proven.path, stated));
  if (isPath(stated)) {
    return told(stated, [SAID], 'That is what you said; the tenant was not asked or did not tell.');
  }
  if (facts.me.kind !== 'known') return gapFinding('access-path', facts.me, 'Your own account');
  return finding('access-path', {
    state: 'unknown',
    word: 'Not told',
    reason: 'The tenant does not tell whether your account lives here or elsewhere.',
    from: [facts.me],
    waysOut: [{ kind: 'sign-in' }],
  });
}

function told(path: string, from: readonly Origin[], more: string): Finding {
  const { word, how, cannot } = PATHS[path] ?? MEMBER;
  const draft: Draft = {
    state: 'fact',
    word,
    reason: `${how} ${cannot}${more === '' ? '' : ` ${more}`}`,
    from,
  };
  return finding('access-path', draft);
}

/** What token and directory show; null when they do not show it. */
function provenPath({
  facts,
  operator,
  isExternal,
}: Picture): { readonly path: string; readonly from: readonly Origin[] } | null {
  if (operator.homeTenantId === facts.tenantId.toLowerCase()) {
    return { path: 'member', from: [facts.token] };
  }
  const { me } = facts;
  if (me.kind !== 'known' || isExternal !== 'yes') return null;
  const from = facts.token.kind === 'known' ? [me, facts.token] : [me];
  if (me.value.userType === 'Guest') {
    // A package and an invitation make the same kind of guest.
    const isPackage = facts.statedAccessPath === 'guest-package';
    return { path: isPackage ? 'guest-package' : 'guest-invited', from };
  }
  if (me.value.userType !== 'Member') return null;
  const home = operator.homeTenantId;
  const isSynced = home !== null && syncFor(facts, home).value === true;
  return { path: isSynced ? 'guest-sync' : 'external-member', from };
}

/** A guest may also have come by synchronization, if its mapping says so. */
function contradiction(proven: string, stated: string): string {
  const isSaid = isPath(stated) && stated !== proven;
  if (!isSaid || (proven === 'external-member' && stated === 'guest-sync')) return '';
  if (proven === 'guest-invited' && stated === 'guest-sync') return '';
  const path = PATHS[stated];
  return path === undefined ? '' : `You said “${path.word}”; the tenant shows this.`;
}
