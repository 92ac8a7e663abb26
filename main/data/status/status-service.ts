import type { TenantId } from '../../../preload/contract/index.ts';
import type {
  CollectionProgress,
  EstateStatus,
  TenantStatus,
  TrustCell,
} from '../../../preload/contract/status.ts';
import { ANSWER_NAMES, type Answers, NOT_COLLECTED } from './answers.ts';
import type { EstateTenant } from './estate-tenant.ts';
import { statusRow } from './evaluate/evaluate-tenant.ts';
import type { TenantFacts } from './facts.ts';
import type { KeptStatus, StatusStore } from './status-store.ts';

/** What a judgement is made of besides the tenant's own facts. */
export interface Around {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Facts of the tenant that the operator's account is of, where it is in the estate. */
  readonly homeFacts: TenantFacts | null;
  readonly collectedAt: string | null;
  readonly problem: string | null;
}

export interface StatusServiceDeps {
  readonly store: StatusStore;
  readonly tenants: () => readonly EstateTenant[];
  readonly progress: () => CollectionProgress;
  readonly evaluate: (facts: TenantFacts, around: Around) => TenantStatus;
  readonly trustCells: (facts: readonly TenantFacts[]) => readonly TrustCell[];
  /** Later than every revision that an earlier process told of. */
  readonly revisionsFrom: number;
  /** A judgement that failed; it costs its own tenant's findings and no other's. */
  readonly onFault: (error: unknown) => void;
  readonly now: () => Date;
}

export interface StatusService {
  get(): EstateStatus;
  /** Null for a tenant that is not in the estate. */
  getTenant(tenantId: TenantId): TenantStatus | null;
  getTrust(): { readonly cells: readonly TrustCell[] };
  /** What is known of the tenant has changed; null for the estate as a whole. */
  invalidate(tenantId: TenantId | null): void;
  /**
   * When something of what was answered last ends by itself, in milliseconds since 1970: a token, a
   * role. Null when nothing is known to.
   */
  nextTurn(): number | null;
}

/** Findings age by themselves: a token ends, a role ends. */
const JUDGED_FOR_MS = 30_000;

interface Judged {
  readonly status: TenantStatus;
  readonly atMs: number;
  /** When it would come out differently, with nothing collected in between. */
  readonly turnMs: number | null;
}

/** Answers the contract's queries from what is kept. Reads and concludes; collects nothing. */
export function createStatusService(deps: StatusServiceDeps): StatusService {
  const { store, now } = deps;
  const judged = new Map<TenantId, Judged>();
  let revision = deps.revisionsFrom;

  const judge = (tenant: EstateTenant, now: number): Pick<Judged, 'status' | 'turnMs'> => {
    const kept = store.read(tenant.id);
    const { collectedAt, problem } = kept;
    try {
      const facts = factsOf(tenant, kept);
      const status = deps.evaluate(facts, {
        now,
        homeFacts: homeFactsOf(facts),
        collectedAt,
        problem,
      });
      return {
        status: { ...status, account: kept.account ?? status.account },
        turnMs: nextEndOf(facts, now),
      };
    } catch (error) {
      deps.onFault(error);
      const status = {
        tenantId: tenant.id,
        findings: [],
        policies: [],
        roles: [],
        account: kept.account,
        collectedAt,
        problem: 'What was collected could not be judged. The log says more.',
      };
      return { status, turnMs: null };
    }
  };

  const homeFactsOf = ({ tenantId, token }: TenantFacts): TenantFacts | null => {
    if (token.kind !== 'known' || token.value.homeTenantId === tenantId) return null;
    const home = deps.tenants().find(({ id }) => id === token.value.homeTenantId);
    return home === undefined ? null : factsOf(home, store.read(home.id));
  };

  const statusOf = (tenant: EstateTenant): TenantStatus => {
    const atMs = now().getTime();
    const known = judged.get(tenant.id);
    const ageMs = known === undefined ? -1 : atMs - known.atMs;
    const hasTurned = (known?.turnMs ?? Infinity) <= atMs;
    if (known !== undefined && ageMs >= 0 && ageMs < JUDGED_FOR_MS && !hasTurned) {
      return known.status;
    }
    const made = judge(tenant, atMs);
    judged.set(tenant.id, { ...made, atMs });
    return made.status;
  };

  return {
    get: () => ({
      revision,
      rows: deps.tenants().map((tenant) => statusRow(statusOf(tenant))),
      progress: deps.progress(),
    }),
    getTenant(tenantId) {
      const tenant = deps.tenants().find(({ id }) => id === tenantId);
      return tenant === undefined ? null : statusOf(tenant);
    },
    getTrust: () => ({
      cells: deps.trustCells(
        deps.tenants().map((tenant) => factsOf(tenant, store.read(tenant.id))),
      ),
    }),
    invalidate(tenantId) {
      revision += 1;
      if (tenantId !== null) judged.delete(tenantId);
    },
    nextTurn() {
      const turns = deps.tenants().map(({ id }) => judged.get(id)?.turnMs ?? Infinity);
      const next = Math.min(...turns);
      return Number.isFinite(next) ? next : null;
    },
  };
}

/** The first end that is still to come, of the token or of a role. */
function nextEndOf({ token, roleSchedules }: TenantFacts, now: number): number | null {
  const ends = [
    ...(token.kind === 'known' ? [token.value.tokenUntil] : []),
    ...(roleSchedules.kind === 'known' ? roleSchedules.value.map((one) => one.endDateTime) : []),
  ];
  const times = ends.map((end) => Date.parse(end ?? '')).filter((at) => at > now);
  return times.length === 0 ? null : Math.min(...times);
}

/** Everything that was never asked says so. */
export function factsOf(tenant: EstateTenant, { answers }: KeptStatus): TenantFacts {
  const all = Object.fromEntries(
    ANSWER_NAMES.map((name) => [name, answers[name] ?? NOT_COLLECTED]),
  ) as unknown as Answers;
  return {
    tenantId: tenant.id,
    cloud: tenant.cloud,
    statedAccessPath: tenant.accessPath,
    ...all,
  };
}
