import { COUNT_FIELDS, FACET_FIELDS, ID_FIELDS, TIME_FIELDS } from '../device.ts';
import { IdLane } from './id-lane.ts';
import { Lane } from './lane.ts';
import { PART_ROWS } from './part-rows.ts';
import { PrefixIndex } from './prefix-index.ts';
import type { Tails } from './tails.ts';
import { TextLane } from './text-lane.ts';

/** A part with more text than this takes no further rows. */
const PART_TEXT = 16 * 1024 * 1024;

/** Columns of which the values are codes of a dictionary. */
export const CODE_COLUMNS = [...FACET_FIELDS, 'tags', 'sources'] as const;
/** Columns that are numbers; 0 is not known. Counts are one more than they are. */
export const NUMBER_COLUMNS = [
  ...TIME_FIELDS,
  ...COUNT_FIELDS,
  'collectedAt',
  'firstCollectedAt',
  'exportedAt',
  'changedAt',
] as const;

export type CodeColumn = (typeof CODE_COLUMNS)[number];
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];

/**
 * Some rows of a tenant, by columns. Rows are appended; one that is removed, or of which the text
 * changed, stays as a dead one until the part is compacted.
 */
export class Part {
  rows = 0;
  dead = 0;
  capacity = 0;
  ids: Float64Array = new Float64Array(0);
  /** 1 for a row that is there. */
  alive: Uint8Array = new Uint8Array(0);
  readonly codes: Readonly<Record<CodeColumn, Lane>>;
  readonly numbers: Readonly<Record<NumberColumn, Lane>>;
  readonly dnsTail = new Lane();
  readonly userTail = new Lane();
  readonly emailTail = new Lane();
  /** How fields were written, see `text-record.ts`. */
  readonly cases = new Lane(2);
  readonly idKinds = new Lane();
  readonly idLanes = ID_FIELDS.map((field) => new IdLane(field === 'defenderId' ? 20 : 16));
  readonly text = new TextLane();
  /** Values that nothing else brings back, JSON, of rows that have some. */
  readonly originals = new Map<number, string>();
  #prefixes: PrefixIndex | null = null;

  constructor() {
    const lanes = <K extends string>(columns: readonly K[], width: 1 | 4) =>
      Object.fromEntries(columns.map((column) => [column, new Lane(width)])) as Record<K, Lane>;
    this.codes = lanes(CODE_COLUMNS, 1);
    this.numbers = lanes(NUMBER_COLUMNS, 4);
  }

  get isFull(): boolean {
    return this.rows >= PART_ROWS || this.text.length > PART_TEXT;
  }

  get live(): number {
    return this.rows - this.dead;
  }

  /** All columns of one number a row. */
  get lanes(): readonly Lane[] {
    return [
      ...Object.values(this.codes),
      ...Object.values(this.numbers),
      this.dnsTail,
      this.userTail,
      this.emailTail,
      this.cases,
      this.idKinds,
    ];
  }

  /** Rows by the beginnings of their values. */
  prefixes(tails: Tails): PrefixIndex {
    this.#prefixes ??= new PrefixIndex(this, tails);
    return this.#prefixes;
  }

  /** Makes room for another row. */
  reserveRow(): void {
    this.#prefixes = null;
    if (this.rows < this.capacity) return;
    // An eighth more: what is copied stays in proportion to what is put in, and little is wasted.
    const capacity = Math.min(PART_ROWS, Math.max(32, this.rows + (this.rows >> 3)));
    this.#reserve(Math.max(capacity, this.rows + 1));
  }

  /** Makes room for so many more rows, as far as a part may have them. */
  reserve(more: number): void {
    const capacity = Math.min(PART_ROWS, this.rows + more);
    if (capacity <= this.capacity) return;
    this.#prefixes = null;
    this.#reserve(capacity);
    this.text.reserveBytes(capacity - this.rows, this.rows);
  }

  kill(row: number): void {
    this.alive[row] = 0;
    this.dead += 1;
    this.originals.delete(row);
  }

  /** Throws dead rows out; the rest moves up, in the same order. */
  compact(): void {
    if (this.dead === 0) return;
    this.#prefixes = null;
    const rows = new Uint32Array(this.live);
    let next = 0;
    for (let row = 0; row < this.rows; row++) if (this.alive[row] === 1) rows[next++] = row;
    const originals = new Map<number, string>();
    for (let to = 0; to < rows.length; to++) {
      const from = rows[to] ?? 0;
      this.ids[to] = this.ids[from] ?? 0;
      const original = this.originals.get(from);
      if (original !== undefined) originals.set(to, original);
    }
    this.originals.clear();
    for (const [row, original] of originals) this.originals.set(row, original);
    for (const lane of this.lanes) lane.keep(rows);
    for (const lane of this.idLanes) lane.keep(rows);
    this.text.keep(rows);
    this.alive.fill(1, 0, rows.length);
    this.alive.fill(0, rows.length);
    this.rows = rows.length;
    this.dead = 0;
    this.#reserve(this.rows);
  }

  #reserve(capacity: number): void {
    const ids = new Float64Array(capacity);
    ids.set(this.ids.subarray(0, Math.min(capacity, this.rows)));
    this.ids = ids;
    const alive = new Uint8Array(capacity);
    alive.set(this.alive.subarray(0, Math.min(capacity, this.rows)));
    this.alive = alive;
    for (const lane of this.lanes) lane.reserve(capacity);
    for (const lane of this.idLanes) lane.reserve(capacity);
    this.text.reserve(capacity);
    this.capacity = capacity;
  }
}
