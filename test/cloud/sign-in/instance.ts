import type { IncomingMessage } from 'node:http';
import type { SignInJournal } from '../contents/sign-in-journal.ts';
import type { Directory } from '../estates/directory.ts';
import type { SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { FaultList } from '../faults/fault-list.ts';
import type { SignInInstance } from '../hosts/sign-in-hosts.ts';
import { parseCookies } from '../server/exchange.ts';
import type { Consents } from './consents.ts';
import type { SigningKey } from './signing-key.ts';
import type { StateStore } from './state-store.ts';

/** One cookie for every tenant of the sign-in host, as the real service has. */
export const SESSION_COOKIE = 'ESTSAUTHPERSISTENT';

/** What the parts of one sign-in instance share. */
export type SignInContext = {
  instance: SignInInstance;
  directory: Directory;
  store: StateStore;
  key: SigningKey;
  faults: FaultList;
  /** Where interactive sign-ins are noted, as in the tenant's own log. */
  journal: SignInJournal;
  consents: Consents;
};

/** A tenant of this instance by GUID or domain; those of other clouds do not exist here. */
export function tenantOf(context: SignInContext, segment: string): SimulatedTenant | undefined {
  const tenant = context.directory.tenant(segment);
  return tenant && context.instance.clouds.includes(tenant.cloud) ? tenant : undefined;
}

/** An account by its sign-in name, when it is at home in one of this instance's tenants. */
export function accountByName(context: SignInContext, name: string): SimulatedAccount | undefined {
  const account = context.directory.accountByName(name);
  return account && tenantOf(context, account.homeTenantId) ? account : undefined;
}

/** Who the browser's session belongs to, if it has one. */
export function sessionAccount(
  context: SignInContext,
  req: IncomingMessage,
): SimulatedAccount | undefined {
  const id = parseCookies(req.headers.cookie).get(SESSION_COOKIE);
  const accountId = id && context.store.find('Session', id)?.accountId;
  return typeof accountId === 'string' ? context.directory.account(accountId) : undefined;
}

/** `https://<host>/<tenant id>/v2.0`, the issuer of ID tokens. */
export function issuerOf(context: SignInContext, tenant: SimulatedTenant): string {
  return `https://${context.instance.hosts[0]}/${tenant.id}/v2.0`;
}
