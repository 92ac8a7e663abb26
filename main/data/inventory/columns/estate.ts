import type { TenantId } from '../../../../preload/contract/index.ts';
import type { Part } from './part.ts';
import { Segment } from './segment.ts';

/** A part with its place among all rows of the estate. */
export interface PlacedPart {
  readonly segment: Segment;
  readonly part: Part;
  /** Number of its first row. */
  readonly base: number;
}

/** The segments of all tenants, and the numbers of their rows. */
export class Estate {
  readonly segments = new Map<TenantId, Segment>();
  readonly changedSince = new Map<TenantId, number>();
  /** Grows whenever row numbers may stand for other rows. */
  layout = 0;
  /** All parts in the order of their rows. */
  parts: readonly PlacedPart[] = [];
  /** Rows of all parts, dead ones too. */
  rows = 0;
  size = 0;
  #gone = 0;

  /** Segments of these tenants, each once; null is all. */
  scope(tenantIds: readonly TenantId[] | null): readonly Segment[] {
    if (tenantIds === null) return [...this.segments.values()];
    // SECURITY(device-scope): nothing but the segments of the named tenants is ever looked at.
    return [...new Set(tenantIds)].flatMap((id) => this.segments.get(id) ?? []);
  }

  segmentOf(tenantId: TenantId): Segment {
    let segment = this.segments.get(tenantId);
    if (segment === undefined) this.segments.set(tenantId, (segment = new Segment(tenantId)));
    return segment;
  }

  /** Puts a segment in the place of a tenant's, or takes it out. */
  replace(tenantId: TenantId, segment: Segment | null): void {
    this.#gone += 1 + (this.segments.get(tenantId)?.layout ?? 0);
    if (segment === null) this.segments.delete(tenantId);
    else this.segments.set(tenantId, segment);
  }

  /** Numbers the rows anew; to be called after every change. */
  refresh(): void {
    let layout = this.#gone;
    let size = 0;
    for (const segment of this.segments.values()) {
      layout += segment.layout;
      size += segment.size;
    }
    this.size = size;
    if (layout === this.layout) return;
    const parts: PlacedPart[] = [];
    let base = 0;
    for (const segment of this.segments.values()) {
      for (const part of segment.parts) {
        parts.push({ segment, part, base });
        base += part.rows;
      }
    }
    this.layout = layout;
    this.parts = parts;
    this.rows = base;
  }

  /** The part that has a row. */
  partAt(row: number): PlacedPart | null {
    let low = 0;
    let high = this.parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.parts[middle]?.base ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return this.parts[low] ?? null;
  }
}
