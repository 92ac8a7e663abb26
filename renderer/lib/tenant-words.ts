import type {
  AccessPath,
  Cloud,
  HandOff,
  PortalId,
  TenantProof,
  ViewState,
  WayOut,
} from '../../preload/contract/index.ts';
import { clockText } from './moments.ts';

/** Name of a cloud as Microsoft writes it. */
export const CLOUD_NAMES: Readonly<Record<Cloud, string>> = {
  global: 'Global',
  'gcc-high': 'GCC High',
  dod: 'DoD',
  china: '21Vianet',
};

/** What belongs into each cloud, for the choice in dialogs. */
export const CLOUD_HINTS: Readonly<Record<Cloud, string>> = {
  global: 'Worldwide and GCC',
  'gcc-high': 'US Government, GCC High',
  dod: 'US Department of Defense',
  china: 'China, operated by 21Vianet',
};

export const CLOUD_ORDER: readonly Cloud[] = ['global', 'gcc-high', 'dod', 'china'];

/** How the operator's account comes into a tenant. */
export const ACCESS_NAMES: Readonly<Record<AccessPath, string>> = {
  unknown: 'Access not stated',
  member: 'Member account',
  'guest-sync': 'Guest by cross-tenant sync',
  'guest-package': 'Guest by access package',
  'guest-invited': 'Invited guest',
  gdap: 'GDAP',
  lighthouse: 'Azure Lighthouse',
  governance: 'Governance relationship',
};

/** The same in a word, for tags. Null where there is nothing worth a tag. */
export const ACCESS_TAGS: Readonly<Record<AccessPath, string | null>> = {
  unknown: null,
  member: 'Member',
  'guest-sync': 'Guest',
  'guest-package': 'Guest',
  'guest-invited': 'Guest',
  gdap: 'GDAP',
  lighthouse: 'Lighthouse',
  governance: 'Governance',
};

/** What the operator may choose about the managed browser. */
export const HAND_OFF_NAMES: Readonly<Record<HandOff, string>> = {
  ask: 'Offer it when sign-in is blocked',
  always: 'Always open portals there',
  never: 'Never use it',
};

export const HAND_OFF_ORDER: readonly HandOff[] = ['ask', 'always', 'never'];

export const ACCESS_ORDER: readonly AccessPath[] = [
  'unknown',
  'member',
  'guest-sync',
  'guest-package',
  'guest-invited',
  'gdap',
  'lighthouse',
  'governance',
];

/** Portals as buttons name them, without their maker. */
const PORTAL_SHORT_NAMES: Readonly<Record<PortalId, string>> = {
  defender: 'Defender',
  entra: 'Entra',
  azure: 'Azure',
  intune: 'Intune',
  'my-account': 'My Account',
  'my-access': 'My Access',
  'defender-mto': 'Defender multitenant management',
  'm365-admin': 'Microsoft 365 admin',
};

/** Portals by the words operators type for them, besides their name. */
export const PORTAL_SYNONYMS: Readonly<Record<PortalId, readonly string[]>> = {
  defender: ['security', 'xdr', 'mde'],
  entra: ['azure ad', 'aad', 'identity', 'users'],
  azure: ['portal', 'subscriptions'],
  intune: ['endpoint', 'devices', 'mem'],
  'my-account': ['organizations', 'profile', 'leave'],
  'my-access': ['access packages', 'entitlement'],
  'defender-mto': ['mto', 'multitenant'],
  'm365-admin': ['office', 'microsoft 365', 'licenses'],
};

export const VIEW_STATE_WORDS: Readonly<Record<ViewState, string>> = {
  loading: 'loading',
  ready: 'open',
  failed: 'did not load',
  crashed: 'crashed',
  hung: 'does not respond',
  hibernated: 'asleep',
};

/** The state of a tenant's proof in words. */
export function proofText(proof: TenantProof | null): string {
  if (proof === null || proof.state === 'unproven') return 'Not proven yet';
  if (proof.state === 'mismatch') return 'Page of another tenant';
  // An address is what was asked for: it agrees, which is less than proof.
  if (proof.evidence === 'portal-url') return 'Address names this tenant';
  return `Proven by sign-in ${clockText(proof.provenAt)}`;
}

/** What a way out of a finding is called on its button. */
export function wayOutText(way: WayOut): string {
  switch (way.kind) {
    case 'sign-in':
      return 'Sign in';
    case 'do-mfa':
      return 'Sign in with MFA';
    case 'ask-consent':
      return 'Copy consent link';
    case 'hand-off':
      return 'Open in managed browser';
    case 'open-portal':
      return `Open ${PORTAL_SHORT_NAMES[way.portalId]}`;
    case 'collect':
      return 'Collect now';
  }
}
