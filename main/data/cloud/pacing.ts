/**
 * What Microsoft allows per tenant. Source: Graph service-specific throttling limits; Defender for
 * Endpoint API, "List machines API".
 */
const LIMITS = {
  // For all apps together, and a refusal there does not say how long to wait.
  'conditional-access': { requests: 1, perMs: 1_000 },
  audit: { requests: 5, perMs: 10_000 },
  machines: { requests: 100, perMs: 60_000 },
} as const;

type Surface = keyof typeof LIMITS;

/** Asks before each request whether it may go out yet. */
export interface Pacer {
  /** How long the caller has to wait; the place in the row is taken with the call. */
  reserve(tenantId: string, url: URL): number;
}

/** @param now milliseconds of a clock that only goes forward */
export function createPacer(now: () => number): Pacer {
  /** When the last requests of a tenant on a surface went or will go out, oldest first. */
  const sent = new Map<string, number[]>();

  const prune = (before: number) => {
    for (const [key, times] of sent) {
      if ((times.at(-1) ?? 0) < before) sent.delete(key);
    }
  };

  return {
    reserve(tenantId, url) {
      const surface = surfaceOf(url);
      if (surface === null) return 0;
      const { requests, perMs } = LIMITS[surface];
      const at = now();
      if (sent.size > 1_000) prune(at - 60_000);
      const key = `${tenantId} ${surface}`;
      const times = sent.get(key) ?? [];
      const oldest = times.length < requests ? undefined : times[times.length - requests];
      const next = Math.max(at, (oldest ?? Number.NEGATIVE_INFINITY) + perMs);
      sent.set(key, [...times, next].slice(-requests));
      return next - at;
    },
  };
}

function surfaceOf({ pathname }: URL): Surface | null {
  const path = pathname.toLowerCase().replace(/^\/(?:v1\.0|beta)/, '');
  if (path.startsWith('/identity/conditionalaccess/')) return 'conditional-access';
  if (path.startsWith('/auditlogs/') || path.startsWith('/reports/')) return 'audit';
  if (path === '/api/machines') return 'machines';
  return null;
}
