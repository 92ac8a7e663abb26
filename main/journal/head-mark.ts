import { createHmac, timingSafeEqual } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseGuarded } from '../security/parse-guarded.ts';
import { systemCodeOf } from '../stored-files/file-system.ts';
import type { JournalMark } from './chain-check.ts';
import type { JournalKey } from './line.ts';

/**
 * Where the journal ended, in a file of its own.
 *
 * Threat: a chain that was cut at its end, or put back as it was last week, is a whole chain.
 * So its head is noted, under the key, after the records are on disk: a journal that ends before
 * its mark was cut. There are two places, written in turn, so that a loss of power while one is
 * written leaves the other. Whoever puts mark and journal back together is seen by anchors only.
 * Tested in test/unit/main/journal/journal-writer.test.ts.
 */

const FILE = 'head';
const SLOT = 512;
const { O_RDWR, O_RDONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

const Slot = z.strictObject({
  /** 0 before the first record: a journal never has records and no mark. */
  seq: z.number().int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  segment: z.number().int().positive().max(99_999_999),
  key: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable(),
  seal: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
type Slot = z.infer<typeof Slot>;

export interface HeadMark extends JournalMark {
  /** Number of the file that the record is in. */
  readonly segment: number;
  /** Id of the key it is sealed with; null when there was none. */
  readonly key: string | null;
  readonly seal: string | null;
}

export type ReadMark =
  | { readonly kind: 'absent' }
  | { readonly kind: 'mark'; readonly mark: HeadMark }
  /** Something is there that this Bulkhead did not write, or not under this key. */
  | { readonly kind: 'unusable'; readonly code: string };

/**
 * @param key of the present; a mark of another key is taken as it is, one of this is checked
 * @param lastKeyId id of the key of the last record there is; null when none sealed it
 */
export async function readHeadMark(
  dir: string,
  key: JournalKey | null,
  lastKeyId: string | null,
): Promise<ReadMark> {
  let bytes: Buffer;
  try {
    const handle = await open(join(dir, FILE), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      if (!(await handle.stat()).isFile()) return { kind: 'unusable', code: 'not-a-file' };
      bytes = Buffer.alloc(2 * SLOT);
      await handle.read(bytes, 0, bytes.length, 0);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = systemCodeOf(error);
    return code === 'ENOENT' ? { kind: 'absent' } : { kind: 'unusable', code };
  }
  const marks = [0, 1]
    .map((slot) => bytes.subarray(slot * SLOT, (slot + 1) * SLOT).toString('latin1'))
    .flatMap((text) => slotOf(text, key, lastKeyId) ?? []);
  const [mark] = marks.toSorted((one, other) => other.seq - one.seq);
  return mark === undefined ? { kind: 'unusable', code: 'damaged' } : { kind: 'mark', mark };
}

/** Writes the mark and waits until the disk has it. Throws what the system threw. */
export async function writeHeadMark(
  dir: string,
  mark: JournalMark & { readonly segment: number },
  key: JournalKey | null,
  turn: number,
): Promise<void> {
  const { seq, hash, segment } = mark;
  const seal = key === null ? null : sealOf(mark, key);
  const text = JSON.stringify({ seq, hash, segment, key: key?.id ?? null, seal } satisfies Slot);
  const bytes = Buffer.from(`${text.padEnd(SLOT - 1, ' ')}\n`, 'latin1');
  const at = (turn % 2) * SLOT;
  const handle = await open(join(dir, FILE), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    // SECURITY(journal-one-name): what is under another name as well stays as it is there.
    if ((await handle.stat()).nlink > 1) return await putInPlace(dir, handle, bytes, at);
    await handle.write(bytes, 0, bytes.length, at);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Puts a file with both marks, one of them new, in the place of the one that is open. */
async function putInPlace(dir: string, old: FileHandle, bytes: Buffer, at: number): Promise<void> {
  const both = Buffer.alloc(2 * SLOT, ' ');
  await old.read(both, 0, both.length, 0);
  bytes.copy(both, at);
  const path = join(dir, `${FILE}.new`);
  // Left by a kill, or put there: nothing of it is used.
  await rm(path, { force: true });
  const handle = await open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    await handle.write(both);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(path, join(dir, FILE));
}

function slotOf(text: string, key: JournalKey | null, lastKeyId: string | null): HeadMark | null {
  let parsed: z.ZodSafeParseResult<Slot>;
  try {
    parsed = parseGuarded(Slot, JSON.parse(text));
  } catch {
    return null;
  }
  if (!parsed.success) return null;
  // SECURITY(journal-mark): a mark without the seal of what it marks is anybody's. The writer marks
  // under a key before the first record under it, so that a kill between the two leaves one.
  if (lastKeyId !== null && parsed.data.key !== lastKeyId) return null;
  return key === null || isMarkGood(parsed.data, key) ? parsed.data : null;
}

/** Whether a mark is another key's, or sealed by this one. */
export function isMarkGood(mark: HeadMark, key: JournalKey): boolean {
  // SECURITY(journal-mark): a mark under this key counts only with its seal.
  if (mark.key !== key.id) return true;
  const wanted = Buffer.from(sealOf(mark, key), 'hex');
  return mark.seal !== null && timingSafeEqual(Buffer.from(mark.seal, 'hex'), wanted);
}

function sealOf({ seq, hash, segment }: Omit<HeadMark, 'key' | 'seal'>, key: JournalKey): string {
  const text = `bulkhead-journal-head-1\n${String(seq)}\n${hash}\n${String(segment)}`;
  return createHmac('sha256', key.bytes).update(text).digest('hex');
}
