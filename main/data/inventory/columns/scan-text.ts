import type { Part } from './part.ts';
import { BLOCK_ROWS, Groups } from './text-lane.ts';

/** Bytes to look for in the text of parts. */
export interface TextNeedle {
  readonly bytes: Buffer;
  readonly groups: Groups;
}

export function textNeedle(text: string): TextNeedle {
  const bytes = Buffer.from(text);
  return { bytes, groups: new Groups(bytes) };
}

/** The same bytes, in those blocks alone that have a name beginning with them. */
export function nameNeedle(text: string): TextNeedle {
  return { bytes: Buffer.from(text), groups: new Groups(Buffer.from(`\0${text}`), true) };
}

/**
 * Calls `found` with rows of which the text has the needle, dead ones too, and where; once for each
 * place, or once a row when `found` says true, until it says `'stop'`.
 */
export function scanText(
  { text, rows }: Part,
  { bytes, groups }: TextNeedle,
  found: (row: number, at: number) => boolean | 'stop',
): void {
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  for (let block = 0; block < blocks; block++) {
    if (!groups.mayBeIn(text.signatures, block)) continue;
    let last = block;
    while (last + 1 < blocks && groups.mayBeIn(text.signatures, last + 1)) last += 1;
    let row = block * BLOCK_ROWS;
    const start = text.start(row);
    const run = text.bytes.subarray(start, text.start(Math.min(rows, (last + 1) * BLOCK_ROWS)));
    let from = 0;
    for (;;) {
      const hit = run.indexOf(bytes, from);
      if (hit === -1) break;
      const at = start + hit;
      while (text.start(row + 1) <= at) row += 1;
      const answer = found(row, at);
      if (answer === 'stop') return;
      from = answer ? text.start(row + 1) - start - 1 : hit + 1;
    }
    block = last;
  }
}
