import type { FileHandle } from 'node:fs/promises';
import type { JournalEntry, JournalTopic, TenantId } from '../../preload/contract/index.ts';
import { systemCodeOf } from '../stored-files/file-system.ts';
import { topicOf } from './actions.ts';
import { decodeLine, type JournalLine } from './line.ts';
import { MAX_LINE } from './record.ts';
import { listSegments, openToRead } from './segments.ts';

export interface Wanted {
  /** Only records before this one; null begins with the newest. */
  readonly before: number | null;
  readonly tenantId: TenantId | null;
  readonly topics: readonly JournalTopic[] | null;
  readonly text: string;
  readonly count: number;
}

export interface FoundEntries {
  readonly entries: JournalEntry[];
  /** Where to go on; null when the beginning was reached. */
  readonly before: number | null;
}

const CHUNK = 32 * 1024;
/** Looked at for one answer; what is not found in it is asked for again from there. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The newest records that fit, some at a time so that no turn takes long. Lines that are no records
 * are left out: the check names them.
 */
export async function readEntries(dir: string, wanted: Wanted): Promise<FoundEntries> {
  const entries: JournalEntry[] = [];
  const text = wanted.text.trim().toLowerCase();
  let reached: number | null = null;
  let left = MAX_BYTES;
  for await (const { lines, bytes } of linesBackwards(dir)) {
    for (const line of lines) {
      const decoded = decodeLine(line);
      if (decoded.kind === 'bad') continue;
      const { seq } = decoded.line.record;
      // SECURITY(journal-bounds): numbers of a file that was tampered with lead nowhere twice.
      if (seq >= (reached ?? wanted.before ?? Number.POSITIVE_INFINITY)) continue;
      reached = seq;
      const entry = toEntry(decoded.line);
      if (fits(entry, decoded.line.body, wanted, text)) entries.push(entry);
      if (entries.length === wanted.count) return { entries, before: seq > 1 ? seq : null };
    }
    left -= bytes;
    if (left <= 0 && reached !== null) return { entries, before: reached > 1 ? reached : null };
  }
  return { entries, before: null };
}

function fits(entry: JournalEntry, body: string, wanted: Wanted, text: string): boolean {
  if (wanted.tenantId !== null && !body.includes(wanted.tenantId)) return false;
  if (wanted.topics !== null && !wanted.topics.includes(entry.topic)) return false;
  return text === '' || body.toLowerCase().includes(text);
}

function toEntry({ record, hash, seal }: JournalLine): JournalEntry {
  const { seq, at, kind, action, tenant, ref, outcome } = record;
  const fields = Object.entries(record.fields).map(([name, value]) => ({
    name,
    value: (Array.isArray(value) ? value.join(', ') : String(value ?? '')).slice(0, 2_000),
  }));
  const topic = topicOf(action);
  const isSealed = seal !== null;
  return { seq, at, kind, topic, action, tenantId: tenant, ref, outcome, fields, hash, isSealed };
}

interface Lines {
  /** Newest first. */
  readonly lines: readonly string[];
  readonly bytes: number;
}

async function* linesBackwards(dir: string): AsyncGenerator<Lines> {
  for (const segment of (await listSegments(dir)).toReversed()) {
    let handle: FileHandle;
    try {
      handle = await openToRead(segment);
    } catch (error) {
      // Retention took it away meanwhile.
      if (systemCodeOf(error) === 'ENOENT') continue;
      throw error;
    }
    try {
      yield* linesOfBackwards(handle);
    } finally {
      await handle.close();
    }
  }
}

async function* linesOfBackwards(handle: FileHandle): AsyncGenerator<Lines> {
  const { size } = await handle.stat();
  // What stands before the first end of a line in what was read; its beginning comes with the next.
  let rest = Buffer.alloc(0);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - CHUNK);
    const chunk = Buffer.alloc(end - start);
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, start);
    const bytes = Buffer.concat([chunk.subarray(0, bytesRead), rest]);
    const from = start === 0 ? 0 : bytes.indexOf(0x0a) + 1;
    const lines =
      from === 0 && start > 0 ? [] : bytes.subarray(from).toString('utf8').split('\n').toReversed();
    rest = from === 0 ? bytes.subarray(0, MAX_LINE + 1) : bytes.subarray(0, from);
    if (start === 0) rest = Buffer.alloc(0);
    yield { lines: lines.filter((line) => line !== ''), bytes: bytesRead };
    end = start;
  }
}
