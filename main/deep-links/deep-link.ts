import {
  type DeepLink,
  EngagementId,
  LinkedPage,
  LinkedSurface,
  TenantId,
} from '../../preload/contract/index.ts';
import { parseGuarded } from '../security/parse-guarded.ts';
import { MAX_LINK_LENGTH } from './link-words.ts';

/**
 * Reads a `bulkhead://` link.
 *
 * Threat: any web page, mail or program can hand one over, with whatever in it: switches, quotes,
 * control characters, another host, a stolen or made-up answer of a sign-in. Parsers of addresses
 * forgive and normalise.
 * So a link is compared, letter for letter, with the few forms there are, and everything else is
 * dropped. None of them opens a portal, asks for anything or changes anything. No sign-in answers by
 * this scheme, so that what looks like such an answer is never one that was asked for.
 * Tested in test/unit/main/deep-links/deep-link.test.ts.
 */

const SCHEME = 'bulkhead://';
const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const TENANT = new RegExp(`^tenant/(${GUID})(?:/([a-z]+))?$`);
const PAGE = /^page\/([a-z-]+)$/;
const RUN = /^onboarding\/(e[0-9a-f]{16})$/;
/** What `encodeURIComponent` leaves, and what joins the parts of a view. */
const VIEW =
  /^view\/devices\?([A-Za-z]+=[A-Za-z0-9%._~,!'()*-]*(?:&[A-Za-z]+=[A-Za-z0-9%._~,!'()*-]*)*)$/;
const VIEW_HEAD = 'bulkhead-view:1?';
/** Parts of an OAuth or OpenID answer. */
const ANSWER =
  /(?:^|&)(?:code|state|session_?state|id_?token|access_?token|error|iss|client_?info)=/i;

/** Null for what is not, to the letter, a link of Bulkhead. */
export function readDeepLink(text: string): DeepLink | null {
  if (text.length > MAX_LINK_LENGTH || !text.startsWith(SCHEME)) return null;
  const place = text.slice(SCHEME.length);
  return readTenant(place) ?? readPage(place) ?? readRun(place) ?? readView(place);
}

function readTenant(place: string): DeepLink | null {
  const [, id, surface] = TENANT.exec(place) ?? [];
  const tenantId = parseGuarded(TenantId, id?.toLowerCase());
  if (!tenantId.success) return null;
  const shown = parseGuarded(LinkedSurface.nullable(), surface ?? null);
  return shown.success ? { kind: 'tenant', tenantId: tenantId.data, surface: shown.data } : null;
}

function readPage(place: string): DeepLink | null {
  const page = parseGuarded(LinkedPage, PAGE.exec(place)?.[1]);
  return page.success ? { kind: 'page', page: page.data } : null;
}

function readRun(place: string): DeepLink | null {
  const engagementId = parseGuarded(EngagementId, RUN.exec(place)?.[1]);
  return engagementId.success ? { kind: 'run', engagementId: engagementId.data } : null;
}

function readView(place: string): DeepLink | null {
  const [, said] = VIEW.exec(place) ?? [];
  // SECURITY(link-no-answer): nobody asked for an answer to come this way.
  if (said === undefined || ANSWER.test(said)) return null;
  return { kind: 'device-view', text: `${VIEW_HEAD}${said}` };
}
