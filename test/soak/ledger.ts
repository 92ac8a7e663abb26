import type { TenantId } from '../../preload/contract/index.ts';

/** What there is at one moment, as the app itself says it. */
export interface Inventory {
  /** Notes of each tenant. */
  readonly notes: ReadonlyMap<TenantId, string>;
  /** Open tabs of each tenant that has any. */
  readonly tabs: ReadonlyMap<TenantId, number>;
  readonly devices: ReadonlyMap<TenantId, number>;
  /** Tenants whose status was collected. */
  readonly statuses: number;
}

/** What was done, so that what is missing at the end can be named. */
export class Ledger {
  readonly #notes = new Map<TenantId, string>();
  readonly #tabs = new Map<TenantId, number>();
  readonly #done = new Map<string, number>();

  /** An action of the journal's that was answered with success. */
  did(action: string): void {
    this.#done.set(action, (this.#done.get(action) ?? 0) + 1);
  }

  noted(tenantId: TenantId, notes: string): void {
    this.#notes.set(tenantId, notes);
  }

  opened(tenantId: TenantId): void {
    this.#tabs.set(tenantId, (this.#tabs.get(tenantId) ?? 0) + 1);
  }

  closed(tenantId: TenantId): void {
    this.#tabs.set(tenantId, (this.#tabs.get(tenantId) ?? 0) - 1);
  }

  /** How much was done: actions of the journal's. */
  get count(): number {
    return sumOf(this.#done);
  }

  get tabs(): number {
    return sumOf(this.#tabs);
  }

  /**
   * One sentence for each thing that is missing.
   * @param before what there was at the beginning
   */
  lost(before: Inventory, now: Inventory): readonly string[] {
    const lost: string[] = [];
    for (const id of before.notes.keys()) {
      if (!now.notes.has(id)) lost.push(`Tenant ${id} is gone.`);
    }
    for (const [id, notes] of this.#notes) {
      const found = now.notes.get(id);
      if (found !== undefined && found !== notes) {
        lost.push(`The notes of ${id} are ${JSON.stringify(found)}, not ${JSON.stringify(notes)}.`);
      }
    }
    for (const id of before.notes.keys()) {
      const [open, found] = [this.#tabs.get(id) ?? 0, now.tabs.get(id) ?? 0];
      if (found !== open) {
        lost.push(`Tenant ${id} has ${String(found)} tabs instead of ${String(open)}.`);
      }
    }
    for (const [id, devices] of before.devices) {
      const found = now.devices.get(id) ?? 0;
      if (found !== devices) {
        lost.push(`Tenant ${id} has ${String(found)} devices instead of ${String(devices)}.`);
      }
    }
    if (now.statuses < before.statuses) {
      lost.push(
        `${String(now.statuses)} tenants have a status instead of ${String(before.statuses)}.`,
      );
    }
    return lost;
  }

  /** One sentence for each kind of action that the journal has fewer records of than were done. */
  unrecorded(records: ReadonlyMap<string, number>): readonly string[] {
    return [...this.#done].flatMap(([action, times]) => {
      const found = records.get(action) ?? 0;
      if (found >= times) return [];
      return [`The journal has ${String(found)} of ${String(times)} records of ${action}.`];
    });
  }
}

function sumOf(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
