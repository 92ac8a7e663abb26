import type { JournalCheck } from '../../preload/contract/index.ts';
import { systemCodeOf } from '../stored-files/file-system.ts';
import { createChainCheck, type JournalMark } from './chain-check.ts';
import type { JournalKey } from './line.ts';
import { MAX_LINE } from './record.ts';
import { linesOf, listSegments, openToRead } from './segments.ts';

const ATTEMPTS = 5;

export interface CheckOptions {
  readonly dir: string;
  readonly key: JournalKey | null;
  /** Where it ended when the check was asked for; records that come meanwhile are looked at too. */
  readonly mark: JournalMark | null;
  readonly now: () => Date;
  /** Waited for after every few records, so that a check in the background takes no turn from others. */
  readonly rest?: () => Promise<unknown> | undefined;
}

/**
 * Checks all of the journal, some records a turn. A record that is being written meanwhile is no
 * fault: a file that grows is looked at as far as it was whole.
 * Throws what the system threw.
 */
export async function checkJournal(options: CheckOptions): Promise<JournalCheck> {
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      return await checkOnce(options);
    } catch (error) {
      // Retention deletes meanwhile. What it left is looked at anew: a file that anybody else took
      // is missing then.
      if (left === 1 || systemCodeOf(error) !== 'ENOENT') throw error;
    }
  }
}

async function checkOnce(options: CheckOptions): Promise<JournalCheck> {
  const { dir, key, mark, now } = options;
  const check = createChainCheck({ key, mark });
  const segments = await listSegments(dir);
  let file = segments[0]?.name ?? 'journal';
  let firstBad: JournalCheck['firstBad'] = null;
  for (const segment of segments) {
    if (firstBad !== null) break;
    const handle = await openToRead(segment);
    try {
      file = segment.name;
      for await (const { lines, rest } of linesOf(handle, MAX_LINE)) {
        for (const line of lines) {
          const fault = check.feed(line);
          if (fault !== null) firstBad = { ...fault, file };
        }
        const isLast = segment === segments.at(-1);
        if (firstBad === null && rest !== '' && !isLast) {
          firstBad = { seq: (check.last?.seq ?? 0) + 1, file, fault: 'cut-off' };
        }
        if (firstBad !== null) break;
        await options.rest?.();
      }
    } finally {
      await handle.close();
    }
  }
  if (firstBad === null) {
    const fault = check.end('');
    if (fault !== null) firstBad = { ...fault, file };
  }
  return {
    checkedAt: now().toISOString(),
    records: check.records,
    unsealed: check.unsealed,
    firstBad,
  };
}
