#!/usr/bin/env node
// Checks a journal of Bulkhead's without Bulkhead: docs/journal.md says what is checked and how.
// It shares no code with what writes the journal, so that a mistake there is not made here as well.
// Memory does not grow with the journal. Node 20 or later; nothing is installed and nothing written.

import { createHash, createHmac } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `Usage: bulkhead-verify [--key FILE] [--anchors FILE] FILE|FOLDER

  FILE|FOLDER    a journal: its folder with the file "head" that says where it ended, one of
                 its files, or an export ("plain"); of a file alone nobody sees a cut end
  --key FILE     the key that seals records, saved from the Journal page; once for each key
                 when it was replaced on the way
  --anchors FILE where its head was noted: lines with seq and hash

Ends with 0 when all is sound, 1 when a record is bad, 2 when it could not be checked.`;

const DOMAIN = 'bulkhead-journal-1\n';
const NO_HASH = '0'.repeat(64);
const MAX_LINE = 8192;
/** More would take much memory; an anchor folder gets one for 100 records or ten minutes. */
const MAX_ANCHORS = 200_000;
/** The file "head" has two places of so many bytes, written in turn; the higher number counts. */
const HEAD_PLACE = 512;
const SEGMENT = /^journal-([0-9]{8})\.jsonl$/;
const LINE = /^\{"hash":"([0-9a-f]{64})","seal":(?:null|"([0-9a-f]{64})"),"record":(\{.*\})\}$/;
/** Names of a record's fields, in their order. */
const FIELDS = 'v,seq,at,run,ms,prev,key,kind,action,tenant,ref,outcome,fields';

/** @type {Readonly<Record<string, string>>} */
const REASONS = {
  unreadable: 'it is not a record as Bulkhead writes them',
  'too-long': 'it is longer than a record can be',
  changed: 'its content does not match its hash',
  'wrong-seal': 'it was not sealed with this key',
  'seal-missing': 'it has no seal, and its run has one',
  'other-key': 'it names a key that cannot be right there',
  missing: 'it is not there; a later one follows',
  repeated: 'a record with an earlier number is in its place',
  'not-linked': 'it does not follow from the record before',
  'cut-off': 'it ends in the middle',
  'head-missing':
    'it and what came before are not there, and no record says that they were deleted',
  'ends-early': 'it is not there, but it was noted elsewhere',
  replaced: 'another record was noted elsewhere under its number',
  'noted-twice': 'two different records were noted elsewhere under its number',
  'no-head':
    'nothing says that it is the last one: the file "head" beside it is gone, or is not of this journal',
};

/**
 * @typedef {{ seq: number, prev: string, at: string, run: string, key: string | null,
 *   action: string, fields: Record<string, unknown> }} JournalRecord
 */

/**
 * Where the journal ended.
 * @typedef {{ seq: number, hash: string, segment: number, key: string | null,
 *   seal: string | null }} Mark
 */

/** Something that keeps the check from being made. */
class Problem extends Error {}

/** Follows a journal record by record. */
class Check {
  records = 0;
  sealed = 0;
  /** Number of the last record that a given key sealed. */
  lastSealed = 0;
  clockWentBack = 0;
  /** Number of the first record. */
  first = 0;
  /** Files that have another name as well (a hard link). */
  secondNames = 0;
  /** @type {{ seq: number, hash: string, at: string, key: string | null } | null} */
  last = null;
  /**
   * The mark that counts, of a folder that was looked at to its end.
   * @type {Mark | null}
   */
  mark = null;
  /**
   * Hashes of the records that the folder's marks name.
   * @type {Map<number, string>}
   */
  marked = new Map();
  /** @type {{ seq: number, file: string, reason: string } | null} */
  bad = null;
  /**
   * The record before the first, when that is not number 1.
   * @type {{ seq: number, hash: unknown } | null}
   */
  wantsRemoved = null;
  /**
   * The run whose records are sealed from here on, and the id of its key.
   * @type {{ run: string, key: string } | null}
   */
  sealedRun = null;

  /**
   * @param {ReadonlyMap<string, Buffer>} keys by id
   * @param {ReadonlyMap<number, string | null>} anchors null: two hashes were noted for the number
   * @param {readonly Mark[] | null} marks of the file "head"; null when a file alone is looked at
   */
  constructor(keys, anchors, marks) {
    this.keys = keys;
    this.anchors = anchors;
    this.marks = marks;
  }

  get next() {
    return this.last === null ? 1 : this.last.seq + 1;
  }

  /**
   * @param {string} line without its end
   * @param {string} file
   */
  feed(line, file) {
    if (this.bad !== null) return;
    const decoded = decode(line);
    if (typeof decoded === 'string') return this.fail(this.next, file, decoded);
    const { record, hash } = decoded;
    const reason = this.orderFault(record) ?? this.sealFault(decoded) ?? this.anchorFault(decoded);
    if (reason !== null) return this.fail(this.next, file, reason);
    if (this.last === null) this.first = record.seq;
    this.last = { seq: record.seq, hash, at: record.at, key: record.key };
    if (this.marks?.some(({ seq }) => seq === record.seq)) this.marked.set(record.seq, hash);
    if (record.key !== null && this.keys.has(record.key)) this.lastSealed = record.seq;
    this.records += 1;
    if (record.action === 'journal.clock-back') this.clockWentBack += 1;
    const { through, throughHash } = record.fields;
    if (record.action !== 'journal.retention') return;
    // Anybody can add a record without a seal at the end, and say in it that all before was deleted.
    if (this.sealed > 0 && this.lastSealed !== record.seq) return;
    if (this.wantsRemoved === null) return;
    const isAll = through === this.wantsRemoved.seq && throughHash === this.wantsRemoved.hash;
    // Deleting may be stopped between two files; what is still there is in the chain by itself.
    const isPart = Number(through) > this.wantsRemoved.seq && Number(through) < record.seq;
    if (isAll || isPart) this.wantsRemoved = null;
  }

  /** @param {JournalRecord} record */
  orderFault({ seq, prev }) {
    if (this.last === null) {
      if (seq === 1) return prev === NO_HASH ? null : 'not-linked';
      this.wantsRemoved = { seq: seq - 1, hash: prev };
      return null;
    }
    if (seq !== this.next) return seq < this.next ? 'repeated' : 'missing';
    return prev === this.last.hash ? null : 'not-linked';
  }

  /** @param {{ record: JournalRecord, body: string, seal: string | undefined }} line */
  sealFault({ record, body, seal }) {
    const bytes = record.key === null ? undefined : this.keys.get(record.key);
    const isOwn = bytes !== undefined;
    if (isOwn) {
      const own = createHmac('sha256', bytes).update(DOMAIN).update(body).digest('hex');
      if (own !== seal) return 'wrong-seal';
    }
    // A run has one key; and what comes after a given key is under one that is given too.
    if (this.sealedRun?.run === record.run && this.sealedRun.key !== record.key) {
      return record.key === null ? 'seal-missing' : 'other-key';
    }
    if (this.sealed > 0 && !isOwn && record.key !== null) return 'other-key';
    if (isOwn) this.sealed += 1;
    if (record.key !== null) this.sealedRun = { run: record.run, key: record.key };
    return null;
  }

  /** @param {{ record: JournalRecord, hash: string }} line */
  anchorFault({ record, hash }) {
    const noted = this.anchors.get(record.seq);
    if (noted === null) return 'noted-twice';
    return noted === undefined || noted === hash ? null : 'replaced';
  }

  /**
   * @param {string} file
   * @param {boolean} isPart one file of several, whose beginning is in another
   */
  end(file, isPart) {
    if (this.bad !== null) return;
    if (this.wantsRemoved !== null && !isPart) {
      return this.fail(this.wantsRemoved.seq, file, 'head-missing');
    }
    let lastAnchor = 0;
    for (const [seq, noted] of this.anchors) {
      // Of a record that was deleted since: it was one of two all the same.
      if (noted === null && seq < this.next) return this.fail(seq, file, 'noted-twice');
      lastAnchor = Math.max(lastAnchor, seq);
    }
    if (lastAnchor >= this.next) return this.fail(this.next, file, 'ends-early');
    if (this.marks !== null) this.endOfFolder(this.marks, file);
  }

  /**
   * @param {readonly Mark[]} marks
   * @param {string} file
   */
  endOfFolder(marks, file) {
    // A mark that is not under the key of the last record is anybody's, or of another journal.
    const lastKey = this.last?.key ?? null;
    const good = marks.filter((mark) => lastKey === null || mark.key === lastKey);
    const [mark] = good.filter((one) => this.isSealed(one)).sort((a, b) => b.seq - a.seq);
    if (mark === undefined) {
      return this.last === null ? undefined : this.fail(this.last.seq, file, 'no-head');
    }
    this.mark = mark;
    if (mark.seq >= this.next) return this.fail(this.next, file, 'ends-early');
    const hash = this.marked.get(mark.seq);
    if (hash !== undefined && hash !== mark.hash) this.fail(mark.seq, file, 'replaced');
  }

  /**
   * Whether a mark has the seal of the key that it names, as far as that key was given.
   * @param {Mark} mark
   */
  isSealed({ seq, hash, segment, key, seal }) {
    const bytes = key === null ? undefined : this.keys.get(key);
    if (bytes === undefined) return true;
    const text = `bulkhead-journal-head-1\n${seq}\n${hash}\n${segment}`;
    return createHmac('sha256', bytes).update(text).digest('hex') === seal;
  }

  /**
   * @param {number} seq
   * @param {string} file
   * @param {string} reason
   */
  fail(seq, file, reason) {
    this.bad ??= { seq, file: basename(file), reason };
  }
}

function main() {
  const { values, positionals } = readArguments();
  const [path] = positionals;
  if (path === undefined || positionals.length !== 1) throw new Problem(USAGE);
  const isFolder = lstatSync(path).isDirectory();
  const check = new Check(
    new Map((values.key ?? []).map(readKey)),
    values.anchors === undefined ? new Map() : readAnchors(values.anchors),
    // Before the records: of a journal that is being written to, the mark is never ahead of them.
    isFolder ? readHead(path) : null,
  );
  const files = isFolder ? filesOf(path, check) : [path];
  for (const file of files) {
    if (lstatSync(file).nlink > 1) check.secondNames += 1;
    const rest = forEachLine(file, (line) => check.feed(line, file));
    if (rest !== '') check.fail(check.next, file, 'cut-off');
    if (check.bad !== null) break;
  }
  const isPart = files[0] === path && Number(SEGMENT.exec(basename(path))?.[1] ?? 1) > 1;
  check.end(files.at(-1) ?? path, isPart);
  report(check, files.length, isPart);
  return check.bad === null ? 0 : 1;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { key: { type: 'string', multiple: true }, anchors: { type: 'string' } },
    });
  } catch (error) {
    throw new Problem(`${messageOf(error)}\n\n${USAGE}`);
  }
}

/**
 * The files of a journal, oldest first.
 * @param {string} path
 * @param {Check} check
 */
function filesOf(path, check) {
  const names = readdirSync(path).filter((name) => SEGMENT.test(name));
  // Where a mark is left, a journal was there.
  const isEmptied = check.marks?.some(({ seq }) => seq > 0) ?? false;
  if (names.length === 0 && !isEmptied) {
    throw new Problem(`There is no file of a journal in ${path}`);
  }
  return names.sort().map((name) => join(path, name));
}

/**
 * What the folder's own file says of where its journal ended; nothing when that file is not there
 * or says nothing.
 * @param {string} folder
 * @returns {Mark[]}
 */
function readHead(folder) {
  const path = join(folder, 'head');
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(2 * HEAD_PLACE);
    readSync(descriptor, bytes, 0, bytes.length, 0);
    return [0, HEAD_PLACE].flatMap((at) => {
      const mark = readMark(bytes.subarray(at, at + HEAD_PLACE).toString('latin1'));
      return mark === null ? [] : [mark];
    });
  } finally {
    closeSync(descriptor);
  }
}

/**
 * @param {string} text
 * @returns {Mark | null}
 */
function readMark(text) {
  let mark;
  try {
    mark = JSON.parse(text);
  } catch {
    return null;
  }
  const isMark =
    typeof mark === 'object' &&
    mark !== null &&
    Object.keys(mark).join() === 'seq,hash,segment,key,seal' &&
    Number.isSafeInteger(mark.seq) &&
    mark.seq >= 0 &&
    /^[0-9a-f]{64}$/.test(mark.hash) &&
    Number.isSafeInteger(mark.segment) &&
    (mark.key === null || /^[0-9a-f]{16}$/.test(mark.key)) &&
    (mark.seal === null || /^[0-9a-f]{64}$/.test(mark.seal));
  return isMark ? mark : null;
}

/**
 * @param {string} path
 * @returns {[id: string, bytes: Buffer]}
 */
function readKey(path) {
  const { key, bytes } = JSON.parse(readFileSync(path, 'utf8'));
  if (!/^[0-9a-f]{16}$/.test(key) || !/^[0-9a-f]{64}$/.test(bytes)) {
    throw new Problem(`${path} is no key of a journal`);
  }
  const raw = Buffer.from(bytes, 'hex');
  const id = createHash('sha256').update('bulkhead-journal-key-id\n').update(raw).digest('hex');
  if (id.slice(0, 16) !== key) throw new Problem(`${path} is not the key that it names`);
  return [key, raw];
}

/**
 * Lines of an anchor folder, of journald or of an event log: whatever has a number and a hash.
 * @param {string} path
 */
function readAnchors(path) {
  /** @type {Map<number, string | null>} */
  const anchors = new Map();
  /** @param {string} line */
  const take = (line) => {
    const seq = /\bseq["=: ]+([0-9]{1,15})\b/.exec(line)?.[1];
    const hash = /\bhash["=: ]+([0-9a-f]{64})\b/.exec(line)?.[1];
    if (seq === undefined || hash === undefined) return;
    // What was noted later may be of a journal that was put back: it takes nothing's place.
    const isOther = (anchors.get(Number(seq)) ?? hash) !== hash;
    if (anchors.get(Number(seq)) !== null) anchors.set(Number(seq), isOther ? null : hash);
    if (anchors.size > MAX_ANCHORS) {
      throw new Problem(`${path} has more than ${MAX_ANCHORS} anchors: give them in parts`);
    }
  };
  take(forEachLine(path, take));
  if (anchors.size === 0) throw new Problem(`Nothing in ${path} names a record and its hash`);
  return anchors;
}

/**
 * Calls back with each whole line; answers with what follows the last end of a line.
 * @param {string} path
 * @param {(line: string) => void} callback
 */
function forEachLine(path, callback) {
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.alloc(64 * 1024);
  let rest = Buffer.alloc(0);
  try {
    for (;;) {
      const count = readSync(descriptor, chunk, 0, chunk.length, null);
      if (count === 0) return rest.toString('utf8');
      const bytes = Buffer.concat([rest, chunk.subarray(0, count)]);
      const end = bytes.lastIndexOf(0x0a);
      if (end >= 0) {
        for (const line of bytes.subarray(0, end).toString('utf8').split('\n')) callback(line);
      }
      // A line that never ends is cut; then it is no record.
      rest = Buffer.from(bytes.subarray(end + 1, end + 2 + MAX_LINE));
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * A line's record, or the reason why it is none.
 * @param {string} line
 */
function decode(line) {
  if (Buffer.byteLength(line) > MAX_LINE) return 'too-long';
  const [, hash, seal, body] = LINE.exec(line) ?? [];
  if (hash === undefined || body === undefined) return 'unreadable';
  if (createHash('sha256').update(DOMAIN).update(body).digest('hex') !== hash) return 'changed';
  const record = parse(body);
  if (record === null || (record.key === null) !== (seal === undefined)) return 'unreadable';
  return { record, hash, seal, body };
}

/**
 * A record whose JSON is exactly what would be written for it; null for anything else.
 * @param {string} body
 * @returns {JournalRecord | null}
 */
function parse(body) {
  let record;
  try {
    record = JSON.parse(body);
  } catch {
    return null;
  }
  const isRecord =
    JSON.stringify(record) === body &&
    Object.keys(record).join() === FIELDS &&
    record.v === 1 &&
    Number.isSafeInteger(record.seq) &&
    record.seq > 0 &&
    /^[0-9a-f]{64}$/.test(record.prev) &&
    /^[0-9a-f]{16}$/.test(record.run) &&
    (record.key === null || /^[0-9a-f]{16}$/.test(record.key)) &&
    /^[a-z][a-z-]*\.[A-Za-z][A-Za-z-]*$/.test(record.action) &&
    /^[0-9T:.Z-]{20,30}$/.test(record.at) &&
    typeof record.fields === 'object' &&
    record.fields !== null;
  return isRecord ? record : null;
}

/**
 * @param {Check} check
 * @param {number} files
 * @param {boolean} isPart
 */
function report(check, files, isPart) {
  if (check.bad !== null) {
    const { seq, file, reason } = check.bad;
    say(`BAD: record ${seq} in ${JSON.stringify(file)}: ${REASONS[reason]} (${reason}).`);
    say(`${check.records} records before it are sound.`);
    return;
  }
  if (check.last === null) return say('SOUND: there is no record.');
  const { seq, hash, at } = check.last;
  say(`SOUND: ${check.records} records, ${check.first} to ${seq}, in ${files} file(s).`);
  say(`Head: ${seq} ${hash} at ${at}`);
  if (isPart)
    say(`What came before record ${check.first} is in another file and was not looked at.`);
  if (check.keys.size === 0) say('Only the chain was checked: give the key to check the seals.');
  else
    say(
      `${check.sealed} of them are sealed with key ${[...check.keys.keys()].join(', ')}; of the rest, the chain was checked.`,
    );
  if (check.sealed > 0 && check.lastSealed < seq) {
    say(`No seal covers what follows record ${check.lastSealed}.`);
  }
  say(endWords(check));
  if (check.secondNames > 0) {
    say(
      `${check.secondNames} file(s) have a second name (a hard link): a change under it is one here.`,
    );
  }
  if (check.clockWentBack > 0) say(`The clock was set back ${check.clockWentBack} time(s).`);
}

/**
 * What shows that nothing is missing at the end.
 * @param {Check} check
 */
function endWords({ mark, keys, anchors, marks }) {
  const anchored = anchors.size === 0 ? '' : ' The anchors name no later record.';
  if (marks === null) {
    return anchored === ''
      ? 'A file alone does not show whether its end was cut off: give the folder, or anchors.'
      : anchored.trim();
  }
  const sealWords = keys.has(mark?.key ?? '') ? 'under its seal' : 'by a seal that was not checked';
  const by = mark === null || mark.key === null ? 'without a seal' : sealWords;
  return `The file "head" names record ${mark?.seq ?? 0} as the end, ${by}.${anchored}`;
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 2;
}
