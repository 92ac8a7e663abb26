/**
 * A budget of `most` per `periodMs`, given back all at once when a period has passed.
 * @param now monotonic milliseconds
 * @returns whether one more may be spent, and spends it
 */
export function createBudget(most: number, periodMs: number, now: () => number): () => boolean {
  let startedAt = Number.NEGATIVE_INFINITY;
  let spent = 0;
  return () => {
    const at = now();
    if (at - startedAt >= periodMs) {
      startedAt = at;
      spent = 0;
    }
    if (spent >= most) return false;
    spent += 1;
    return true;
  };
}
