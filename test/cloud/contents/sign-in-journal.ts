import type { Directory } from '../estates/directory.ts';
import type { SimulatedTenant } from '../estates/estate.ts';
import { createRandom } from '../estates/random.ts';
import type { RefusalCode } from '../sign-in/aadsts.ts';
import { evaluateAccess } from '../sign-in/access-policy.ts';
import { APPS } from '../sign-in/apps.ts';
import type { App } from '../sign-in/apps.ts';

/** An interactive sign-in, as the tenant's log has it. */
export type SignInEvent = {
  id: string;
  atMs: number;
  tenantId: string;
  accountId: string;
  app: App;
  /** 0 when it went through. */
  errorCode: RefusalCode | 0;
  hasMfa: boolean;
  isManagedDevice: boolean;
  correlationId: string;
};

const HOUR_MS = 3_600_000;
const EARLIER = 6;
const KEPT = 500;

export type SignInJournal = {
  record: (event: Omit<SignInEvent, 'id' | 'atMs'>) => void;
  /** Newest first: what happened here, then a history from before the start. */
  eventsOf: (tenant: SimulatedTenant) => SignInEvent[];
  /** Forgets what happened here; the history stays. */
  clear: () => void;
};

/** Sign-ins of the days before, as the tenant's rules let them be. */
function historyOf(directory: Directory, startedAtMs: number, tenant: SimulatedTenant) {
  const { seed } = directory.estate;
  const events = directory.accountsOf(tenant.id).flatMap((account): SignInEvent[] => {
    const random = createRandom(seed, `sign-ins/${tenant.id}/${account.id}`);
    return Array.from({ length: EARLIER }, (_, index) => {
      const isManagedDevice = random.next() < 0.5;
      const app = random.pick([APPS.defender, APPS.entra, APPS.azure]);
      const answer = evaluateAccess({
        tenant,
        account,
        membership: directory.membership(account.id, tenant.id),
        app,
        isManagedDevice,
        mfaTenantIds: [tenant.id, account.homeTenantId],
        hasFreshMfa: true,
        permissions: [],
        hasAdminConsent: false,
        isStepUp: false,
      });
      return {
        id: random.guid(),
        atMs: startedAtMs - (index * 20 + random.integer(5, 15)) * HOUR_MS,
        tenantId: tenant.id,
        accountId: account.id,
        app,
        errorCode: answer.outcome === 'refused' ? answer.code : 0,
        hasMfa: tenant.rules.mfa !== 'never' && account.hasMfaMethod,
        isManagedDevice,
        correlationId: random.guid(),
      };
    });
  });
  return events.toSorted((a, b) => b.atMs - a.atMs);
}

export function createSignInJournal(
  directory: Directory,
  startedAtMs: number,
  newId: () => string,
  nowMs: () => number,
): SignInJournal {
  let happened: SignInEvent[] = [];
  return {
    record: (event) => {
      happened = [{ ...event, id: newId(), atMs: nowMs() }, ...happened].slice(0, KEPT);
    },
    eventsOf: (tenant) => [
      ...happened.filter(({ tenantId }) => tenantId === tenant.id),
      ...historyOf(directory, startedAtMs, tenant),
    ],
    clear: () => {
      happened = [];
    },
  };
}
