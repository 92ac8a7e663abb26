import type { TenantId } from '../../preload/contract/index.ts';
import type { InventoryPart } from './inventory/inventory-part.ts';
import type { Retention } from './protocol.ts';
import type { StatusStore } from './status/status-store.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

export interface RetentionDeps {
  readonly tenantIds: () => readonly TenantId[];
  readonly statuses: Pick<StatusStore, 'read' | 'dropCollected'>;
  readonly inventory: Pick<InventoryPart, 'readAt' | 'forget' | 'dropChanges'>;
  readonly now: () => Date;
}

/**
 * Deletes what was collected longer ago than a policy keeps it. A tenant keeps its place in the
 * estate, its sign-in and its onboarding, and can be collected again. Answers with what lost
 * something; the bytes go with the store's `erase`.
 */
export async function applyRetention(
  { inventoryDays, changesDays }: Retention,
  { tenantIds, statuses, inventory, now }: RetentionDeps,
): Promise<(TenantId | 'changes')[]> {
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS);
  const dropped = new Set<TenantId | 'changes'>();
  if (inventory.dropChanges(before(changesDays))) dropped.add('changes');
  if (inventoryDays === null) return [...dropped];
  const end = before(inventoryDays);
  for (const id of tenantIds()) {
    const readAt = inventory.readAt(id);
    if (readAt !== null && readAt < end) {
      await inventory.forget(id);
      dropped.add(id);
    }
    const collectedAt = statusAge(statuses, id);
    if (collectedAt !== null && collectedAt < end) {
      statuses.dropCollected(id);
      dropped.add(id);
    }
  }
  return [...dropped];
}

/** When something of the status was last collected; null when nothing was. */
function statusAge(statuses: RetentionDeps['statuses'], id: TenantId): Date | null {
  const { answers, collectedAt } = statuses.read(id);
  const times = Object.entries(answers).flatMap(([name, { collectedAt: at }]) =>
    name === 'signIn' || name === 'token' ? [] : (at ?? []),
  );
  const newest = [...times, ...(collectedAt === null ? [] : [collectedAt])].sort().at(-1);
  return newest === undefined ? null : new Date(newest);
}
