import type { PortalKey } from '../hosts/portal-hosts.ts';
import type { SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { RoleName } from '../estates/roles.ts';
import { CROSS_TENANT_ACTIONS } from './cross-tenant-actions.ts';
import { DEFENDER_ACTIONS } from './defender-actions.ts';
import { DIRECTORY_ACTIONS } from './directory-actions.ts';
import { GOVERNANCE_ACTIONS } from './governance-actions.ts';
import type { SetUpBook } from './set-up-book.ts';
import { SYNC_ACTIONS } from './sync-actions.ts';

/** Who does what, in which tenant. */
export type Act = {
  book: SetUpBook;
  tenant: SimulatedTenant;
  account: SimulatedAccount;
  /** The fields of the form. */
  field: (name: string) => string;
};

/** Something that a portal's page does. */
export type Action = {
  portals: readonly PortalKey[];
  /** One of these has to be held in the tenant; left out when everybody may. */
  roles?: readonly RoleName[];
  /** Does it and says so in one sentence; throws an Error whose message the page shows. */
  act: (act: Act) => string;
};

export const ACTIONS: Readonly<Record<string, Action>> = {
  ...CROSS_TENANT_ACTIONS,
  ...SYNC_ACTIONS,
  ...DIRECTORY_ACTIONS,
  ...GOVERNANCE_ACTIONS,
  ...DEFENDER_ACTIONS,
};
