import type { FaultEffect } from './fault.ts';

type Limit = Extract<FaultEffect, { kind: 'rate-limit' }>;

const SECOND_MS = 1000;

/** Times of the requests that were let through, per limit and tenant. */
const passed = new WeakMap<Limit, Map<string, number[]>>();

/**
 * Whether a request is one too many for its tenant in the second before it. A refused request does
 * not count, so that a client that waits a second gets through.
 */
export function isOverLimit(limit: Limit, tenantId: string, nowMs: number): boolean {
  const tenants = passed.get(limit) ?? new Map<string, number[]>();
  passed.set(limit, tenants);
  const recent = (tenants.get(tenantId) ?? []).filter((atMs) => nowMs - atMs < SECOND_MS);
  const isOver = recent.length >= limit.perSecond;
  tenants.set(tenantId, isOver ? recent : [...recent, nowMs]);
  return isOver;
}
