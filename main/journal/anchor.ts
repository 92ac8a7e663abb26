import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../stored-files/file-system.ts';
import { type AnchorProgram, runAnchorProgram } from './anchor-program.ts';
import { SegmentError } from './segments.ts';

/**
 * Notes the journal's head where this account cannot change it afterwards.
 *
 * Threat: whoever has the profile folder, and what this account can read, can put the journal and
 * its mark back together, or make all of it anew. No file of this account's own shows that.
 * So number and hash of the head go to a place that an administrator chose, where lines can be
 * added and not changed: a folder, journald, or the Windows event log. In a folder the
 * administrator makes the file, because whoever makes one can change it (docs/admin-guide.md).
 * Tested in test/unit/main/journal/anchor.test.ts.
 */

export type AnchorPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'journald' }
  | { readonly kind: 'event-log' };

export interface AnchorHead {
  readonly at: string;
  readonly run: string;
  readonly seq: number;
  readonly hash: string;
}

const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** Where a program is that writes to the system's log; only administrators can put another there. */
const PROGRAMS: Readonly<Record<'journald' | 'event-log', (text: string) => AnchorProgram>> = {
  journald: (text) => ({
    path: '/usr/bin/logger',
    // Left to itself, it ends as if all were well where nothing listens.
    args: '--socket-errors=on --tag bulkhead --priority authpriv.notice --'.split(' ').concat(text),
  }),
  // Its source is registered by the installer; without that only an administrator can write.
  'event-log': (text) => ({
    path: String.raw`C:\Windows\System32\eventcreate.exe`,
    args: '/L APPLICATION /SO Bulkhead /T INFORMATION /ID 100 /D'.split(' ').concat(text),
  }),
};

/** Throws what the system threw, or a SegmentError. */
export async function writeAnchor(
  place: AnchorPlace,
  head: AnchorHead,
  who: { readonly device: string; readonly account: string },
  run: (program: AnchorProgram) => Promise<void> = runAnchorProgram,
): Promise<void> {
  const { at, seq, hash } = head;
  if (place.kind === 'folder') {
    const line = {
      anchor: 1,
      at,
      device: who.device,
      account: who.account,
      run: head.run,
      seq,
      hash,
    };
    await addLine(join(place.folder, anchorFileName(who)), JSON.stringify(line));
    return;
  }
  // Digits and letters only: nothing in it is somebody's text.
  await run(PROGRAMS[place.kind](`bulkhead journal head seq=${String(seq)} hash=${hash} at=${at}`));
}

/**
 * A file per device and account. Both may be called anything, so their names are cut down to what a
 * folder takes; eight digits of a hash keep apart those that are the same then.
 */
function anchorFileName({
  device,
  account,
}: {
  readonly device: string;
  readonly account: string;
}) {
  const hash = createHash('sha256').update(`${device}\n${account}\n`).digest('hex').slice(0, 8);
  return `bulkhead-anchors-${namePart(device)}-${namePart(account)}-${hash}.jsonl`;
}

function namePart(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, '-').slice(0, 40);
}

async function addLine(path: string, line: string): Promise<void> {
  const flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
  const handle = await open(path, flags, 0o600).catch((error: unknown) => {
    throw new SegmentError(systemCodeOf(error), { cause: error });
  });
  try {
    // SECURITY(journal-anchor): to a file, not through a link or into a pipe somebody put there.
    if (!(await handle.stat()).isFile()) throw new SegmentError('not-a-file');
    await handle.appendFile(`${line}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
