import type {
  CheckResult,
  OnboardingCheckState,
  Side,
  TenantId,
  TenantRecord,
} from '../../../../preload/contract/index.ts';
import type { TenantApi } from '../../cloud/tenant-api.ts';
import type { EstateTenant } from '../../status/estate-tenant.ts';
import type { TenantFacts } from '../../status/facts.ts';
import type { CheckValues } from './check-values.ts';

/** What a check is run with. */
export interface CheckContext {
  /** Services of the tenant that is read. */
  readonly here: TenantApi;
  readonly tenant: EstateTenant;
  /** The other side of the run; null in a run that has one tenant. */
  readonly other: EstateTenant | null;
  /** The administrator that the step counts for; null when it counts for the tenant. */
  readonly operator: { readonly username: string; readonly objectId: string | null } | null;
  readonly homeTenantId: TenantId | null;
  /** What is kept of `tenant`'s status. */
  readonly status: TenantFacts;
  /** Parameters of the run, by id. */
  readonly values: Readonly<Record<string, string>>;
  /** Bulkhead's own record of `tenant`. */
  readonly record: TenantRecord;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** The context with the values of the check read and the side that it is on. */
export interface CheckRun extends CheckContext {
  readonly side: Side;
  readonly take: CheckValues;
}

/** What a check concludes, before it is cut to the contract's bounds. */
export interface Draft {
  readonly state: Extract<
    OnboardingCheckState,
    'passed' | 'failed' | 'information' | 'not-available'
  >;
  readonly found: string;
  /** Where it is more exact than the check's own. */
  readonly wanted?: string;
  readonly facts?: readonly (readonly [label: string, value: string])[];
  /** ISO 8601, UTC; left out when nothing that was found ends. */
  readonly endsAt?: string | null;
}

/** A check as the catalogue has it. `run` reads and never writes; it may throw CloudErrors. */
export interface OnboardingCheck {
  readonly title: string;
  /** What is wanted, in one sentence. */
  readonly wanted: string;
  /** `part` is an indicator: it cannot see all of what the step asks for. */
  readonly kind: 'auto' | 'part';
  /** Delegated permissions that it asks for; none when nothing is asked. */
  readonly permissions: readonly string[];
  /** Least role that may read it; null when every account may. Source: Graph and Azure references. */
  readonly role: string | null;
  /** Licence without which there is nothing to read; null when there is none. */
  readonly licence: string | null;
  /** Request, or where else it is from. */
  readonly source: string;
  readonly run: (run: CheckRun) => Promise<Draft>;
}

/** The answer of one run; who stored what it was asked with adds the rest. */
export type CheckAnswer = Omit<CheckResult, 'tenantId' | 'on' | 'with' | 'completes'>;
