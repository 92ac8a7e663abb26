import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Directory } from '../estates/directory.ts';
import type { SimulatedTenant } from '../estates/estate.ts';
import type { FaultList } from '../faults/fault-list.ts';
import type { SetUpBook } from '../set-up/set-up-book.ts';
import type { HostRole } from '../hosts/host-table.ts';
import { SIGN_IN_INSTANCES } from '../hosts/sign-in-hosts.ts';
import type { Exchange, Handler } from '../server/exchange.ts';
import { formOf } from '../server/exchange.ts';
import { redirect, sendAsset, sendPage } from '../server/respond.ts';
import { SIGN_IN_PATH } from '../sign-in/apps.ts';
import type { SigningKey } from '../sign-in/signing-key.ts';
import { CATALOGUE, viewOfPath } from './catalogue.ts';
import { serveRedemption, signsInByCode } from './code-redemption.ts';
import { pathInPortal, portalPath, tenantInAddress } from './portal-address.ts';
import { portalNotice, portalPage } from './portal-page.ts';
import { endedPortalSessionCookie, readPortalSession } from './portal-session.ts';
import type { PortalSession } from './portal-session.ts';
import { acceptSignIn, startSignIn } from './portal-sign-in.ts';
import { sampleTable } from './sample-rows.ts';
import { SET_UP_PATH } from './set-up-form.ts';
import { setUpCard, takeSetUpForm } from './set-up-pages.ts';
import type { Sealer } from './sealed.ts';

export type PortalContext = {
  role: Extract<HostRole, { role: 'portal' }>;
  directory: Directory;
  key: SigningKey;
  sealer: Sealer;
  faults: FaultList;
  setUps: SetUpBook;
};

const ASSETS: Readonly<Record<string, { file: string; type: string }>> = {
  '/simulated/portal.css': { file: 'portal.css', type: 'text/css; charset=utf-8' },
  '/simulated/redeem.js': { file: 'redeem.js', type: 'text/javascript; charset=utf-8' },
  '/simulated/portal.js': { file: 'portal.js', type: 'text/javascript; charset=utf-8' },
};

const PICKER_LIMIT = 8;

function othersFor(
  directory: Directory,
  role: PortalContext['role'],
  session: PortalSession,
): SimulatedTenant[] {
  const account = directory.accountByName(session.accountName);
  return (account?.memberships ?? [])
    .filter((membership) => membership.tenantId !== session.tenantId)
    .flatMap((membership) => directory.tenant(membership.tenantId) ?? [])
    .filter((tenant) => role.clouds.includes(tenant.cloud))
    .slice(0, PICKER_LIMIT);
}

/** Settings can be changed in the estate that is for that; the others are to be looked at. */
const hasSetUp = ({ estate }: Directory): boolean => estate.kind === 'onboarding';

/**
 * Who is in My Access may be nobody in the tenant yet: the first request is made from home. The
 * page is the tenant's all the same.
 */
const isFromHome = ({ role, directory }: PortalContext): boolean =>
  role.portal === 'my-access' && hasSetUp(directory);

function serveSignedIn(
  context: PortalContext,
  exchange: Exchange,
  session: PortalSession,
  signedInTo: SimulatedTenant,
): void {
  const { role, directory, setUps } = context;
  const { res, url, method } = exchange;
  const { portal } = role;
  const tenant = isFromHome(context)
    ? (directory.tenant(session.askedTenantId ?? '') ?? signedInTo)
    : signedInTo;
  const back = portalPath(portal, tenant, CATALOGUE[portal].views[0].path);
  const where = { portal, tenant, session };
  switch (url.pathname) {
    case SET_UP_PATH:
      if (method === 'POST' && hasSetUp(directory)) return takeSetUpForm(setUps, exchange, where);
      break;
    case '/simulated/popup':
      return sendPage(
        res,
        200,
        portalNotice(portal, 'A pop-up', [`Tenant ${tenant.name} (${tenant.id})`], back),
      );
    case '/simulated/echo': {
      const sent = method === 'POST' ? formOf(exchange).get('comment') : null;
      const page = portalNotice(portal, 'Received', [sent ?? 'Nothing was sent.'], back);
      return sendPage(res, 200, page);
    }
    case '/simulated/report.csv': {
      const { columns, rows } = sampleTable('devices', tenant.id, Date.now());
      const csv = [columns, ...rows].map((row) => row.join(',')).join('\r\n');
      res.writeHead(200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="report.csv"',
        'content-length': Buffer.byteLength(csv),
      });
      res.end(csv);
      return;
    }
    default:
      break;
  }
  const path = pathInPortal(url, directory.knows);
  const view = viewOfPath(portal, path);
  const page = portalPage({
    portal,
    view,
    tenant,
    session,
    otherTenants: othersFor(directory, role, session),
    table: sampleTable(view.table, tenant.id, Date.now()),
    setUp: hasSetUp(directory) ? setUpCard(setUps, { ...where, path }, url) : null,
    cookies: [...exchange.cookies],
  });
  sendPage(res, 200, page);
}

/** One portal: signs in through the sign-in host and shows who is signed in to what. */
export function createPortalHost(context: PortalContext): Handler {
  const { role, directory, key, sealer, faults } = context;
  const instance = SIGN_IN_INSTANCES[role.instance];

  return (exchange) => {
    const { res, url, host, method } = exchange;
    const asset = ASSETS[url.pathname];
    if (asset) {
      const path = join(import.meta.dirname, 'assets', asset.file);
      return sendAsset(res, asset.type, readFileSync(path, 'utf8'));
    }
    if (url.pathname === '/favicon.ico') {
      res.writeHead(204).end();
      return;
    }
    if (url.pathname === SIGN_IN_PATH) {
      const isByCode = signsInByCode(role.portal) && method === 'GET';
      if (isByCode && serveRedemption(exchange, sealer, role.portal, instance)) return;
      const problem = acceptSignIn(exchange, sealer, key, role.portal, instance);
      if (!problem) return;
      const lines = [problem.error, problem.description];
      const page = portalNotice(role.portal, 'The sign-in did not work', lines, problem.returnTo);
      return sendPage(res, 403, page);
    }
    if (url.pathname === '/signout') {
      const address = `https://${instance.hosts[0]}/organizations/oauth2/v2.0/logout`;
      return redirect(res, address, [endedPortalSessionCookie()]);
    }

    const asked = tenantInAddress(url, directory.knows);
    const askedTenant = asked === null ? undefined : directory.tenant(asked);
    const signIn = (prompt: string | null, returnTo: string): void =>
      startSignIn(exchange, sealer, {
        portal: role.portal,
        instance,
        tenant: isFromHome(context) ? null : asked,
        askedTenantId: askedTenant?.id ?? null,
        prompt,
        returnTo,
        isByCode: signsInByCode(role.portal),
      });
    if (url.pathname === '/simulated/switch-account') return signIn('select_account', '/');

    const target = { host, tenantId: askedTenant?.id, path: url.pathname, method };
    const isEnded = faults.take(['session-expired', 'revoked'], target) !== undefined;
    const session = isEnded ? null : readPortalSession(sealer, exchange);
    const tenant = session && directory.tenant(session.tenantId);
    const isForAddress =
      asked === null ||
      (askedTenant !== undefined &&
        (session?.tenantId === askedTenant.id || session?.askedTenantId === askedTenant.id));
    if (!session || !tenant || !role.clouds.includes(tenant.cloud) || !isForAddress) {
      return signIn(null, `${url.pathname}${url.search}`);
    }
    serveSignedIn(context, exchange, session, tenant);
  };
}
