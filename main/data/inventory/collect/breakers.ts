import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
} from 'cockatiel';
import type { TenantId } from '../../../../preload/contract/index.ts';
import { CloudError, type CloudErrorKind } from '../../cloud/cloud-error.ts';
import type { ServiceSource } from './device-collector.ts';

/** A source that failed so often in a row, each time after all its repetitions, is left alone. */
const FAILURES = 3;
const REST_MS = 10 * 60_000;

/** Failures of the service itself. A missing permission or network says nothing of it. */
const COUNTED: ReadonlySet<CloudErrorKind> = new Set([
  'throttled',
  'timed-out',
  'malformed',
  'failed',
]);

/** Keeps sources that do not get well from being asked again and again. */
export interface Breakers {
  /** Throws a CloudError `throttled` that says until when, while the source is left alone. */
  guard<T>(tenantId: TenantId, source: ServiceSource, work: () => Promise<T>): Promise<T>;
  drop(tenantId: TenantId): void;
}

interface Breaker {
  readonly policy: CircuitBreakerPolicy;
  restsUntilMs: number;
}

export function createBreakers(): Breakers {
  const tenants = new Map<TenantId, Map<ServiceSource, Breaker>>();

  const breakerOf = (tenantId: TenantId, source: ServiceSource): Breaker => {
    const sources = tenants.get(tenantId) ?? new Map<ServiceSource, Breaker>();
    tenants.set(tenantId, sources);
    const known = sources.get(source);
    if (known !== undefined) return known;
    const policy = circuitBreaker(
      handleWhen((error) => error instanceof CloudError && COUNTED.has(error.kind)),
      { halfOpenAfter: REST_MS, breaker: new ConsecutiveBreaker(FAILURES) },
    );
    const made: Breaker = { policy, restsUntilMs: 0 };
    policy.onBreak(() => {
      made.restsUntilMs = Date.now() + REST_MS;
    });
    sources.set(source, made);
    return made;
  };

  return {
    async guard(tenantId, source, work) {
      const breaker = breakerOf(tenantId, source);
      try {
        return await breaker.policy.execute(work);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        const until = new Date(breaker.restsUntilMs).toISOString().slice(11, 16);
        throw new CloudError(
          'throttled',
          `It failed ${FAILURES} times in a row and is left alone until ${until} UTC.`,
        );
      }
    },
    drop: (tenantId) => void tenants.delete(tenantId),
  };
}
