import type { PortalId } from '../../../../preload/contract/compartments.ts';
import type { TenantFacts } from '../facts.ts';
import type { Device } from './device-filter.ts';

/** What the caller knows besides the tenant's facts. Everything left out is "not known". */
export interface EvaluationContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Facts of the operator's home tenant, for what only it can say. */
  readonly homeFacts?: TenantFacts | null;
  /** As Graph names it. */
  readonly platform?: 'windows' | 'macOS' | 'linux' | null;
  /** Whether tokens for APIs come from the operating system's broker. */
  readonly hasBroker?: boolean;
  /** This computer, as the home tenant's directory knows it. */
  readonly device?: Device;
  /** Public address and country, when something told them. */
  readonly ipAddress?: string | null;
  readonly country?: string | null;
  /** The portal that a hand-off opens. */
  readonly handOffPortalId?: PortalId;
  /** Last complete collection, when the store knows better than the answers. */
  readonly collectedAt?: string | null;
  /** Why the last attempt did not get through. */
  readonly problem?: string | null;
}
