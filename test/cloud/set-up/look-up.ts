import type { Membership, SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { Act } from './actions.ts';
import type { Group } from './set-up.ts';

/** The tenant that a field names by id or domain. */
export function otherTenant({ book, tenant, field }: Act, name = 'tenant'): SimulatedTenant {
  const found = book.directory.tenant(field(name));
  if (!found) throw new Error('No organization has that id or domain.');
  if (found.id === tenant.id) throw new Error('That is this organization itself.');
  return found;
}

/** Somebody of the tenant, by user name or display name. */
export function person(
  { book, tenant, field }: Act,
  name = 'account',
): { account: SimulatedAccount; membership: Membership } {
  const text = field(name).toLowerCase();
  const account = book.directory
    .accountsOf(tenant.id)
    .find(
      (one) =>
        one.userPrincipalName.toLowerCase() === text || one.displayName.toLowerCase() === text,
    );
  const membership = account && book.directory.membership(account.id, tenant.id);
  if (!account || !membership) throw new Error('Nobody of that name is in this organization.');
  return { account, membership };
}

/** A group of the tenant, by name or object id. */
export function groupOf({ book, tenant, field }: Act, name = 'group'): Group {
  const text = field(name).toLowerCase();
  const found = book
    .of(tenant.id)
    .groups.find((one) => one.id === text || one.displayName.toLowerCase() === text);
  if (!found) throw new Error('There is no such group.');
  return found;
}

export function needed({ field }: Act, name: string, what: string): string {
  const value = field(name);
  if (value === '') throw new Error(`${what} is missing.`);
  return value;
}

export const isTicked = ({ field }: Act, name: string): boolean => field(name) === 'on';
