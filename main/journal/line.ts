import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { parseGuarded } from '../security/parse-guarded.ts';
import { JournalRecord, MAX_LINE } from './record.ts';

/**
 * A record as one line of a file.
 *
 * Threat: whoever can write the file edits a record, and a reader that parses more loosely than the
 * hash was made does not see it; or signs with a hash made for something else.
 * So the hash is over the very bytes that are in the line, under a name of its own, and a line is
 * taken only when it is exactly what would be written for its content.
 * Tested in test/unit/main/journal/line.test.ts.
 */

const DOMAIN = 'bulkhead-journal-1\n';
const LINE = /^\{"hash":"([0-9a-f]{64})","seal":(?:null|"([0-9a-f]{64})"),"record":(\{.*\})\}$/;

export interface JournalKey {
  /** 16 hex digits that tell keys apart and say nothing of them. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface JournalLine {
  readonly record: JournalRecord;
  readonly hash: string;
  /** Null when no key sealed it. */
  readonly seal: string | null;
  /** The bytes that hash and seal are of. */
  readonly body: string;
}

export type DecodedLine =
  | { readonly kind: 'line'; readonly line: JournalLine }
  | { readonly kind: 'bad'; readonly fault: 'unreadable' | 'too-long' | 'changed' };

/** The line of a record, without its end, and the hash that the next one names. */
export function encodeLine(
  record: JournalRecord,
  key: JournalKey | null,
): { readonly text: string; readonly hash: string } {
  const body = JSON.stringify(record);
  const hash = hashOf(body);
  const seal = key === null ? 'null' : `"${sealOf(body, key)}"`;
  return { text: `{"hash":"${hash}","seal":${seal},"record":${body}}`, hash };
}

/** Reads a line without its end. Never throws. */
export function decodeLine(text: string): DecodedLine {
  if (Buffer.byteLength(text) > MAX_LINE) return { kind: 'bad', fault: 'too-long' };
  const parts = LINE.exec(text);
  const [, hash = '', seal = null, body = ''] = parts ?? [];
  if (parts === null) return { kind: 'bad', fault: 'unreadable' };
  // SECURITY(journal-bytes): first the bytes, then what they say.
  if (hashOf(body) !== hash) return { kind: 'bad', fault: 'changed' };
  const record = recordOf(body);
  if (record === null || (record.key === null) !== (seal === null)) {
    return { kind: 'bad', fault: 'unreadable' };
  }
  return { kind: 'line', line: { record, hash, seal, body } };
}

/** Whether the key sealed the line. */
export function isSealedBy({ body, seal }: JournalLine, key: JournalKey): boolean {
  return (
    seal !== null &&
    timingSafeEqual(Buffer.from(seal, 'hex'), Buffer.from(sealOf(body, key), 'hex'))
  );
}

function recordOf(body: string): JournalRecord | null {
  try {
    const parsed = parseGuarded(JournalRecord, JSON.parse(body));
    // A name twice, or in another order, is read differently by different readers.
    return parsed.success && JSON.stringify(parsed.data) === body ? parsed.data : null;
  } catch {
    return null;
  }
}

function hashOf(body: string): string {
  return createHash('sha256').update(DOMAIN).update(body).digest('hex');
}

function sealOf(body: string, key: JournalKey): string {
  return createHmac('sha256', key.bytes).update(DOMAIN).update(body).digest('hex');
}
