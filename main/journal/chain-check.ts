import type { JournalFault } from '../../preload/contract/index.ts';
import { decodeLine, isSealedBy, type JournalKey, type JournalLine } from './line.ts';
import { NO_HASH } from './record.ts';

/** A place in the chain that something else remembers. */
export interface JournalMark {
  readonly seq: number;
  readonly hash: string;
}

export interface ChainFault {
  /** Number of the first record that is bad or not there. */
  readonly seq: number;
  readonly fault: JournalFault;
}

export interface ChainCheck {
  /** The next line, without its end. After a fault, nothing more is looked at. */
  feed(text: string): ChainFault | null;
  /** There is no further line. `rest` is what follows the last end of a line. */
  end(rest: string): ChainFault | null;
  readonly records: number;
  readonly unsealed: number;
  readonly last: JournalMark | null;
}

export interface ChainCheckOptions {
  /** The present key and id; records of another key are checked by their chain alone. */
  readonly key: JournalKey | null;
  /** What is known of the chain from elsewhere. */
  readonly mark: JournalMark | null;
}

/** Earlier beginnings whose removal a later record may explain; there is one a retention run. */
const RETENTION = 'journal.retention';

/**
 * Follows a journal record by record, in bounded memory.
 *
 * Threat: whoever can write the folder edits, deletes, inserts, reorders, repeats or cuts records.
 * A chain alone is made anew by anybody; so records are sealed with a key, a run that was sealed
 * stays sealed, and the head that was noted elsewhere has to be in the chain.
 * Tested in test/unit/main/journal/tamper.test.ts.
 */
export function createChainCheck({ key, mark }: ChainCheckOptions): ChainCheck {
  let last: JournalMark | null = null;
  let records = 0;
  let unsealed = 0;
  /** The run whose records are sealed from here on, and the key it has. */
  let sealedRun: { readonly run: string; readonly keyId: string } | null = null;
  /** Whether the present key sealed a record before. */
  let hasOwn = false;
  /** The record before the first one, when that is not the very first. */
  let wantsRemoved: JournalMark | null = null;
  let found: ChainFault | null = null;

  const faultOf = (text: string): ChainFault | null => {
    const expected = (last?.seq ?? 0) + 1;
    const decoded = decodeLine(text);
    if (decoded.kind === 'bad') return { seq: expected, fault: decoded.fault };
    const { line } = decoded;
    return (
      orderFault(line, expected) ??
      linkFault(line, expected) ??
      sealFault(line) ??
      markFault(line) ??
      accept(line)
    );
  };

  const orderFault = ({ record }: JournalLine, expected: number): ChainFault | null => {
    // SECURITY(journal-order): numbers have no gap and are not used twice, whatever the clock says.
    if (last === null || record.seq === expected) return null;
    return { seq: expected, fault: record.seq < expected ? 'repeated' : 'missing' };
  };
  const linkFault = ({ record }: JournalLine, expected: number): ChainFault | null => {
    if (last === null) {
      if (record.seq === 1 && record.prev !== NO_HASH) return { seq: 1, fault: 'not-linked' };
      if (record.seq > 1) wantsRemoved = { seq: record.seq - 1, hash: record.prev };
      return null;
    }
    // SECURITY(journal-chain): each record names the one before.
    return record.prev === last.hash ? null : { seq: expected, fault: 'not-linked' };
  };
  const sealFault = (line: JournalLine): ChainFault | null => {
    const { record } = line;
    // SECURITY(journal-seal): what the key did not seal is not a record of this Bulkhead's.
    const isOwn = key !== null && record.key === key.id;
    if (isOwn && !isSealedBy(line, key)) return { seq: record.seq, fault: 'wrong-seal' };
    if (!isOwn) unsealed += 1;
    // A run gets a key once, at its unlocking, and has it until it ends.
    if (sealedRun?.run === record.run && sealedRun.keyId !== record.key) {
      return { seq: record.seq, fault: record.key === null ? 'seal-missing' : 'other-key' };
    }
    // A new key takes the place of one that is lost: what it replaced seals nothing after it, and
    // anybody can make up an id.
    if (hasOwn && !isOwn && record.key !== null) return { seq: record.seq, fault: 'other-key' };
    hasOwn ||= isOwn;
    if (record.key !== null) sealedRun = { run: record.run, keyId: record.key };
    return null;
  };
  const markFault = ({ record, hash }: JournalLine): ChainFault | null =>
    mark !== null && record.seq === mark.seq && hash !== mark.hash
      ? { seq: record.seq, fault: 'replaced' }
      : null;
  const accept = ({ record, hash }: JournalLine): null => {
    last = { seq: record.seq, hash };
    records += 1;
    const { through, throughHash } = record.fields;
    // SECURITY(journal-head): an unsealed record can be added at the end by anybody; one before the
    // first seal is covered by that.
    const isCovered = !hasOwn || record.key === key?.id;
    if (record.action === RETENTION && isCovered && wantsRemoved !== null) {
      const isAll = through === wantsRemoved.seq && throughHash === wantsRemoved.hash;
      // Deleting takes a file after the other, and may be stopped in between: what is still there of
      // what was to go is in the chain by itself.
      const isPart = Number(through) > wantsRemoved.seq && Number(through) < record.seq;
      if (isAll || isPart) wantsRemoved = null;
    }
    return null;
  };

  return {
    feed(text) {
      found ??= faultOf(text);
      return found;
    },
    end(rest) {
      const next = (last?.seq ?? 0) + 1;
      if (found === null && rest !== '') found = { seq: next, fault: 'cut-off' };
      // SECURITY(journal-head): what was there before cannot be gone without a record that says so.
      if (found === null && wantsRemoved !== null) {
        found = { seq: wantsRemoved.seq, fault: 'head-missing' };
      }
      // SECURITY(journal-tail): nor can what was last.
      if (found === null && mark !== null && mark.seq >= next) {
        found = { seq: next, fault: 'ends-early' };
      }
      return found;
    },
    get records() {
      return records;
    },
    get unsealed() {
      return unsealed;
    },
    get last() {
      return last;
    },
  };
}
