import { ID_FIELDS } from '../device.ts';
import type { FoundDevice } from './device-table.ts';
import type { Estate } from './estate.ts';
import { fold, wellFormed } from './fold.ts';
import { PART_ROWS } from './part-rows.ts';
import type { Part } from './part.ts';
import { RowText } from './read-row.ts';
import { nameNeedle, scanText } from './scan-text.ts';
import type { Segment } from './segment.ts';
import { FIELD } from './text-record.ts';
import { markIdsWith, markNaming, wordIn, wordOf, type SegmentWord } from './word-search.ts';

/** Kinds of hits, best first. */
const RANKS = 5;
const ID_RANK = RANKS - 1;
/** When so many devices have the text, better ones are no longer looked for. */
const ENOUGH = 200;
/** When so many have it, perhaps in fields that do not count, none is looked for any more. */
const MOST_SEEN = 20_000;

const MARKS = new Uint8Array(PART_ROWS);

/**
 * Devices that have a text: names that begin with it, names, serial numbers, users, ids. Names that
 * begin with it come before all others of the estate; the order of the rest is of the first two
 * hundred devices that have it, tenant by tenant.
 * @param count at least 1
 */
export function suggestDevices(
  estate: Estate,
  text: string,
  count: number,
): readonly FoundDevice[] {
  const wanted = fold(wellFormed(text).trim());
  if (wanted === '') return [];
  const word = wordOf(wanted);
  const words = Array.from(estate.segments.values(), (segment) => wordIn(segment, word));
  const found: FoundDevice[][] = Array.from({ length: RANKS }, () => []);
  if (!word.isShort) found[0] = namesBeginning(words, count);
  const hits = () => found.reduce((sum, list) => sum + Math.min(list.length, count), 0);
  const isFull = () => (found[0]?.length ?? 0) >= count;

  const look = (sought: SegmentWord, part: Part, isRank: (rank: number) => boolean) => {
    for (let row = 0; row < part.rows && !isFull(); row++) {
      if (MARKS[row] === 0 || part.alive[row] === 0) continue;
      const hit = hitOf(sought.segment, part, row, wanted, word.isShort);
      if (hit === null || !isRank(hit.rank)) continue;
      const list = found[hit.rank];
      // An id may have it in two ways, of which one is text.
      const isTwice = hit.rank === ID_RANK && list?.some(isSame(hit.device)) === true;
      if (list !== undefined && list.length < count && !isTwice) list.push(hit.device);
    }
  };
  let seen = 0;
  eachPart(words, (sought, part) => {
    MARKS.fill(0, 0, part.rows);
    seen += markNaming(part, sought, MARKS, MOST_SEEN - seen);
    look(sought, part, (rank) => rank > 0 || word.isShort);
    return isFull() || seen > MOST_SEEN || (seen > ENOUGH && hits() >= count);
  });
  // Ids are the last to be looked at: they are the dearest.
  if (hits() < count) {
    eachPart(words, (sought, part) => {
      MARKS.fill(0, 0, part.rows);
      if (markIdsWith(part, sought, MARKS)) look(sought, part, (rank) => rank === ID_RANK);
      return hits() >= count;
    });
  }
  return found.flat().slice(0, count);
}

/** Calls with each part until it is told to stop. */
function eachPart(
  words: readonly SegmentWord[],
  visit: (sought: SegmentWord, part: Part) => boolean,
): void {
  for (const sought of words) {
    for (const part of sought.segment.parts) if (visit(sought, part)) return;
  }
}

const isSame = (one: FoundDevice) => (other: FoundDevice) =>
  one.id === other.id && one.tenantId === other.tenantId;

function namesBeginning(words: readonly SegmentWord[], count: number): FoundDevice[] {
  const found: FoundDevice[] = [];
  eachPart(words, ({ segment, word }, part) => {
    scanText(part, nameNeedle(word.text), (row, at) => {
      // The name is the first field.
      if (at !== part.text.start(row) || part.alive[row] === 0) return true;
      const name = new RowText(segment.tails, part, row).value(FIELD.name) ?? '';
      found.push({ id: part.ids[row] ?? 0, tenantId: segment.tenantId, name, found: null });
      return found.length >= count ? 'stop' : true;
    });
    return found.length >= count;
  });
  return found;
}

function hitOf(
  segment: Segment,
  part: Part,
  row: number,
  wanted: string,
  isShort: boolean,
): { readonly rank: number; readonly device: FoundDevice } | null {
  const text = new RowText(segment.tails, part, row);
  const has = (folded: string) => (isShort ? folded.startsWith(wanted) : folded.includes(wanted));
  const hit = (rank: number, found: string | null) => ({
    rank,
    device: {
      id: part.ids[row] ?? 0,
      tenantId: segment.tenantId,
      name: text.value(FIELD.name) ?? '',
      found,
    },
  });
  const name = text.folded(FIELD.name);
  if (name.startsWith(wanted)) return hit(0, null);
  if (has(name)) return hit(1, null);
  if (has(text.folded(FIELD.serial))) return hit(2, text.value(FIELD.serial));
  for (const field of [FIELD.user, FIELD.userName, FIELD.email]) {
    if (has(text.folded(field))) return hit(3, text.value(field));
  }
  for (const place of ID_FIELDS.keys()) {
    const id = text.id(place);
    if (id !== null && has(fold(id))) return hit(ID_RANK, id);
  }
  return null;
}
