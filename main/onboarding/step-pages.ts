import type { StepLink, Tenant, TenantId } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import { describeRefusal, type HostList } from '../security/host-list.ts';
import { readPlainUrl } from '../security/plain-url.ts';
import type { HandOffs } from '../tenants/hand-off.ts';
import { hasPage, portalOfUrl, tenantsOfPortalUrl, urlInCloud } from '../tenants/portal-links.ts';
import type { OnboardingIpcDeps } from './onboarding-ipc.ts';

/**
 * Opens the page that a step is done on, in its tenant's compartment or in the managed browser.
 *
 * Threat: the address is out of a checklist that somebody wrote. A link to a listed host can still
 * lead where harm is done: to another tenant, where the step is then carried out, or to a sign-in
 * page that asks for consent to an app. The navigation guard looks at hosts alone.
 * So an address is opened only when it is written plainly, is of a portal of the tenant's cloud, and
 * names no other tenant. Where a value of it is missing, only the portal's start is opened. Tested in test/unit/main/onboarding/step-pages.test.ts.
 */

export interface StepPagesDeps {
  /** Null for a tenant that is gone. */
  readonly tenantOf: (id: TenantId) => Pick<Tenant, 'cloud' | 'domain'> | null;
  readonly hostsOf: (id: TenantId) => Pick<HostList, 'allowsNavigation' | 'isPortalHost'>;
  readonly handOffs: Pick<HandOffs, 'openPortal' | 'openPage'>;
}

/**
 * @returns throws Failure `not-found` for a tenant that is gone, `not-available` for an address that
 *   is refused or a portal that its cloud does not have
 */
export function createOpenLink(deps: StepPagesDeps): OnboardingIpcDeps['openLink'] {
  return async (tenantId: TenantId, link: StepLink) => {
    if ('portalId' in link) {
      const { page, portalId } = link;
      const { browser } = await deps.handOffs.openPortal(tenantId, portalId, { page });
      return { browser, isStartInstead: page !== null && !hasPage(portalId, page) };
    }
    const portalId = portalOfUrl(link.url);
    if (isUnfilled(link.url) && portalId !== null) {
      const { browser } = await deps.handOffs.openPortal(tenantId, portalId, { page: null });
      return { browser, isStartInstead: true };
    }
    const url = addressToOpen(tenantId, link.url, deps);
    const { browser } = await deps.handOffs.openPage(tenantId, portalOfUrl(url), url);
    return { browser, isStartInstead: false };
  };
}

function addressToOpen(
  tenantId: TenantId,
  written: string,
  { tenantOf, hostsOf }: StepPagesDeps,
): string {
  const tenant = tenantOf(tenantId);
  if (tenant === null) {
    throw new Failure('not-found', 'This tenant is not in the estate any more.');
  }
  if (isUnfilled(written)) {
    throw new Failure('not-available', 'A value that this address needs was not entered yet.');
  }
  const read = readPlainUrl(written, ['https:']);
  if (!read.ok) throw refused(describeRefusal(read.fault));
  const url = urlInCloud(written, tenant.cloud);
  if (url === null) {
    throw new Failure('not-available', 'This portal has no documented address in this cloud.');
  }
  const hosts = hostsOf(tenantId);
  const decision = hosts.allowsNavigation(url);
  if (!decision.allowed) throw refused(describeRefusal(decision.reason));
  // SECURITY(step-link): of a portal, never of the sign-in, and of no other tenant.
  if (decision.host === null || !hosts.isPortalHost(decision.host)) {
    throw refused('it is no page of a portal');
  }
  const isOther = tenantsOfPortalUrl(url, (host) => hosts.isPortalHost(host)).some((named) =>
    named.kind === 'id'
      ? named.tenantId !== tenantId
      : named.domain !== tenant.domain.toLowerCase(),
  );
  if (isOther) throw refused('it names another tenant');
  return url;
}

/** A value that the address needs was not entered yet. */
function isUnfilled(written: string): boolean {
  return /[{}]/.test(written);
}

function refused(why: string): Failure {
  return new Failure('not-available', `The address of this step was not opened: ${why}.`);
}
