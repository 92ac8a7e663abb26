/**
 * Which portal pages to put to sleep. A live admin portal costs on the order of 170 MB, so only
 * the most recently used ones stay alive; the others keep their place and come back when asked.
 */

export interface LiveView<Id> {
  readonly id: Id;
  /** Epoch milliseconds of the last time it was in front. */
  readonly lastUsedAt: number;
  /** In front now, waiting for its pop-up, or covered until the operator decides: stays awake. */
  readonly isHeld: boolean;
  /** A pop-up belongs to a page that waits for it, so pages sleep before pop-ups. */
  readonly isPopup: boolean;
}

export interface HibernationRules {
  readonly limit: number;
  /** Milliseconds out of front after which a page sleeps; null is never. */
  readonly idleAfterMs: number | null;
}

/** The views that must sleep now, the longest unused first. */
export function viewsToHibernate<Id>(
  live: readonly LiveView<Id>[],
  rules: HibernationRules,
  now: number,
): readonly Id[] {
  const free = live
    .filter((view) => !view.isHeld)
    .toSorted((a, b) => Number(a.isPopup) - Number(b.isPopup) || a.lastUsedAt - b.lastUsedAt);
  const { idleAfterMs } = rules;
  const idle = idleAfterMs === null ? [] : free.filter((v) => now - v.lastUsedAt >= idleAfterMs);
  const over = free.slice(0, Math.max(0, live.length - rules.limit));
  return [...new Set([...over, ...idle])].map((view) => view.id);
}
