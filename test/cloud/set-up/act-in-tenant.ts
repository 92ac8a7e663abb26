import { activeRoles } from '../estates/roles.ts';
import type { SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { PortalKey } from '../hosts/portal-hosts.ts';
import { ACTIONS } from './actions.ts';
import type { SetUpBook } from './set-up-book.ts';

export type Outcome = { ok: boolean; said: string };

export type Actor = {
  tenant: SimulatedTenant;
  account: SimulatedAccount;
  /** The portal that it is done in; null asks for no role, as the control port does. */
  portal: PortalKey | null;
};

/** Does what a form asks for, when the account may; what went wrong is said and not thrown. */
export function actInTenant(
  book: SetUpBook,
  { tenant, account, portal }: Actor,
  name: string,
  fields: Readonly<Record<string, string>>,
): Outcome {
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action || (portal !== null && !action.portals.includes(portal))) {
    return { ok: false, said: 'There is no such thing to do here.' };
  }
  const membership = book.directory.membership(account.id, tenant.id);
  const held: readonly string[] = activeRoles(membership?.roles ?? []);
  if (portal !== null && action.roles && !action.roles.some((role) => held.includes(role))) {
    return {
      ok: false,
      said: `You do not have access. One of these is needed: ${action.roles.join(', ')}.`,
    };
  }
  try {
    const field = (key: string): string => (fields[key] ?? '').trim();
    return { ok: true, said: action.act({ book, tenant, account, field }) };
  } catch (error) {
    return { ok: false, said: error instanceof Error ? error.message : String(error) };
  }
}
