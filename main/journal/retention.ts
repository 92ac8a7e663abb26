import { unlink } from 'node:fs/promises';
import { decodeLine } from './line.ts';
import type { JournalDraft } from './record.ts';
import { listSegments, openToRead, readTail, type Segment } from './segments.ts';

const DAY_MS = 86_400_000;

/**
 * Deletes whole files whose last record is older than the policy keeps. The record that says so is
 * on disk first, with number and hash of the last record that goes: the check of what stays knows
 * by it that its beginning was not cut off. The newest file always stays.
 */
export async function removeOldSegments(options: {
  readonly dir: string;
  readonly keepDays: number;
  readonly now: () => Date;
  readonly append: (draft: JournalDraft) => Promise<unknown>;
}): Promise<void> {
  const { dir, keepDays, now, append } = options;
  if (keepDays === 0) return;
  const oldest = now().getTime() - keepDays * DAY_MS;
  const going: Segment[] = [];
  let through: { readonly seq: number; readonly hash: string } | null = null;
  for (const segment of (await listSegments(dir)).slice(0, -1)) {
    const last = await lastOf(segment);
    // What is damaged stays: it is evidence.
    if (last === null || Date.parse(last.at) > oldest) break;
    through = last;
    going.push(segment);
  }
  if (through === null) return;
  await append({
    kind: 'event',
    action: 'journal.retention',
    tenantId: null,
    ref: null,
    outcome: null,
    fields: { through: through.seq, throughHash: through.hash, removed: going.length, keepDays },
  });
  for (const { path } of going) await unlink(path);
}

async function lastOf(segment: Segment) {
  const handle = await openToRead(segment);
  try {
    const { lastLine, rest } = await readTail(handle);
    const decoded = lastLine === null || rest.length > 0 ? null : decodeLine(lastLine);
    if (decoded?.kind !== 'line') return null;
    const { hash, record } = decoded.line;
    return { seq: record.seq, hash, at: record.at };
  } finally {
    await handle.close();
  }
}
