import type { TenantId } from '../../../../preload/contract/index.ts';
import { COUNT_FIELDS, FACET_FIELDS, TIME_FIELDS, type Device } from '../device.ts';
import { cleanCount, cleanSources, cleanTime } from './clean-device.ts';
import { Dictionary } from './dictionary.ts';
import { IdIndex } from './id-index.ts';
import { PART_ROWS } from './part-rows.ts';
import { CODE_COLUMNS, Part, type CodeColumn } from './part.ts';
import { Tails } from './tails.ts';
import { textRecordOf, type TextRecord } from './text-record.ts';

/** Parts are compacted when more than a quarter of their rows, and so many, are dead. */
const FEW_DEAD = 64;
/** Dictionaries are made anew when most of so many entries are of no device. */
const MANY_ENTRIES = 1_024;

/** Where a device is: the part and the row in it. */
interface Place {
  readonly part: Part;
  readonly row: number;
}

/** All devices of one tenant, with the words they are described in. */
export class Segment {
  readonly tenantId: TenantId;
  readonly parts: Part[] = [];
  dictionaries: Readonly<Record<CodeColumn, Dictionary>> = newDictionaries();
  readonly tails: Tails;
  size = 0;
  /** Grows when rows come to be, move, or go for good: what a row number stands for. */
  layout = 0;
  #places = new IdIndex((place) => this.#idAt(place));

  constructor(tenantId: TenantId, tails = new Tails()) {
    this.tenantId = tenantId;
    this.tails = tails;
  }

  /** Takes devices in, or their new states. @throws RangeError for an id that is not a whole number */
  putAll(devices: Iterable<Device>): void {
    if (Array.isArray(devices)) {
      // Known beforehand, the columns grow once, and leave no half-sized ones to the collector.
      let added = 0;
      for (const { id } of devices as readonly Device[])
        if (this.#places.get(id) === null) added += 1;
      this.parts.at(-1)?.reserve(added);
      if (this.parts.length === 0 && added > 0) {
        const part = new Part();
        part.reserve(added);
        this.parts.push(part);
      }
    }
    for (const device of devices) this.put(device);
  }

  /** Takes a device in, or its new state. @throws RangeError for an id that is not a whole number */
  put(device: Device): void {
    if (!Number.isSafeInteger(device.id) || device.id < 0) throw new RangeError('not a device id');
    const record = textRecordOf(device, this.tails);
    const text = encode(record.text);
    const originals = record.originals.length === 0 ? '' : JSON.stringify(record.originals);
    const known = this.place(device.id);
    if (known !== null && hasText(known, record, text, originals)) {
      this.#write(known, device, record, true);
      return;
    }
    if (known !== null) this.#kill(known);
    else this.size += 1;

    let part = this.parts.at(-1);
    if (part === undefined || part.isFull) this.parts.push((part = new Part()));
    part.reserveRow();
    const row = part.rows;
    part.rows += 1;
    part.ids[row] = device.id;
    part.alive[row] = 1;
    part.text.append(row, text);
    if (originals !== '') part.originals.set(row, originals);
    this.#write({ part, row }, device, record, false);
    this.#places.set(device.id, (this.parts.length - 1) * PART_ROWS + row);
    this.layout += 1;
  }

  remove(id: number): void {
    const place = this.place(id);
    if (place === null) return;
    this.#kill(place);
    this.#places.delete(id);
    this.size -= 1;
  }

  /** Makes a device younger that was found as it was. @param at seconds since 1970 */
  touch(id: number, at: number): void {
    const place = this.place(id);
    if (place === null) return;
    const { collectedAt } = place.part.numbers;
    collectedAt.set(place.row, Math.max(collectedAt.at(place.row), cleanTime(at)));
  }

  place(id: number): Place | null {
    const place = this.#places.get(id);
    const part = place === null ? undefined : this.parts[Math.floor(place / PART_ROWS)];
    return place === null || part === undefined ? null : { part, row: place % PART_ROWS };
  }

  /** Throws dead rows out where there are many, or all of them. */
  compact(isAll: boolean): void {
    const due = this.parts.filter(
      ({ dead, rows }) => dead > 0 && (isAll || (dead > FEW_DEAD && dead * 4 > rows)),
    );
    if (due.length > 0) {
      for (const part of due) part.compact();
      while (this.parts.at(-1)?.rows === 0) this.parts.pop();
      // The old index is of places that are others now.
      this.#places = new IdIndex((place) => this.#idAt(place));
      for (const [index, part] of this.parts.entries()) this.#index(part, index);
      this.layout += 1;
    }
    for (const column of CODE_COLUMNS) {
      const { size, used } = this.dictionaries[column];
      if (size > MANY_ENTRIES && used * 2 < size) this.#renew(column);
    }
  }

  /** Takes parts that were checked. */
  adopt(parts: readonly Part[], dictionaries: Readonly<Record<CodeColumn, Dictionary>>): void {
    this.dictionaries = dictionaries;
    for (const part of parts) {
      this.parts.push(part);
      this.size += part.rows;
      for (const column of CODE_COLUMNS) {
        const lane = part.codes[column];
        for (let row = 0; row < part.rows; row++) dictionaries[column].take(lane.at(row));
      }
      this.#index(part, this.parts.length - 1);
    }
    this.layout += 1;
  }

  #index(part: Part, index: number): void {
    for (let row = 0; row < part.rows; row++) {
      if (part.alive[row] === 1) this.#places.set(part.ids[row] ?? 0, index * PART_ROWS + row);
    }
  }

  #idAt(place: number): number {
    return this.parts[Math.floor(place / PART_ROWS)]?.ids[place % PART_ROWS] ?? -1;
  }

  #kill({ part, row }: Place): void {
    for (const column of CODE_COLUMNS) this.dictionaries[column].drop(part.codes[column].at(row));
    part.kill(row);
  }

  /** Writes what is no text. @param isKnown whether the row counts already */
  #write({ part, row }: Place, device: Device, record: TextRecord, isKnown: boolean): void {
    const code = (column: CodeColumn, value: number) => {
      const lane = part.codes[column];
      const dictionary = this.dictionaries[column];
      if (isKnown) dictionary.drop(lane.at(row));
      dictionary.take(value);
      lane.set(row, value);
    };
    for (const field of FACET_FIELDS) {
      code(field, this.dictionaries[field].codeOf(device[field]));
    }
    code('tags', this.dictionaries.tags.codeOfList(device.tags));
    code('sources', this.dictionaries.sources.codeOfList(cleanSources(device.sources)));
    const { numbers } = part;
    for (const field of TIME_FIELDS) numbers[field].set(row, cleanTime(device[field]));
    for (const field of COUNT_FIELDS) numbers[field].set(row, cleanCount(device[field]));
    numbers.collectedAt.set(row, cleanTime(device.collectedAt));
    numbers.firstCollectedAt.set(row, cleanTime(device.firstCollectedAt));
    numbers.exportedAt.set(row, cleanTime(device.exportedAt));
    numbers.changedAt.set(row, cleanTime(device.changedAt));
    part.dnsTail.set(row, record.dnsTail);
    part.userTail.set(row, record.userTail);
    part.emailTail.set(row, record.emailTail);
    part.cases.set(row, record.cases);
    part.idKinds.set(row, record.idKinds);
    for (const [place, lane] of part.idLanes.entries()) lane.set(row, record.ids[place] ?? null);
  }

  /** Gives a column a dictionary of what is still there. */
  #renew(column: CodeColumn): void {
    const from = this.dictionaries[column];
    const to = new Dictionary();
    const isList = column === 'tags' || column === 'sources';
    for (const part of this.parts) {
      const lane = part.codes[column];
      for (let row = 0; row < part.rows; row++) {
        // A dead row keeps no value: nothing must count it.
        const entry = part.alive[row] === 1 ? from.entry(lane.at(row)) : [];
        const code = isList ? to.codeOfList(entry) : to.codeOf(entry[0] ?? '');
        if (part.alive[row] === 1) to.take(code);
        lane.set(row, code);
      }
    }
    this.dictionaries = { ...this.dictionaries, [column]: to };
  }
}

let scratch = Buffer.alloc(4_096);

/** The bytes of a text, valid until the next is encoded. */
function encode(text: string): Uint8Array {
  // No character of UTF-16 needs more than three bytes of UTF-8.
  if (text.length * 3 > scratch.length) scratch = Buffer.alloc(text.length * 3);
  return scratch.subarray(0, scratch.write(text));
}

function newDictionaries(): Record<CodeColumn, Dictionary> {
  return Object.fromEntries(CODE_COLUMNS.map((column) => [column, new Dictionary()])) as Record<
    CodeColumn,
    Dictionary
  >;
}

/** Whether a row has this text already, so that it need not move. */
function hasText(
  { part, row }: Place,
  record: TextRecord,
  text: Uint8Array,
  originals: string,
): boolean {
  return (
    part.text.record(row).equals(text) &&
    (part.originals.get(row) ?? '') === originals &&
    part.dnsTail.at(row) === record.dnsTail &&
    part.userTail.at(row) === record.userTail &&
    part.emailTail.at(row) === record.emailTail
  );
}
