import { randomBytes } from 'node:crypto';
import { writeAtomically } from '../chosen-files/write-atomically.ts';
import { decodeLine } from './line.ts';
import { createPseudonyms } from './pseudonyms.ts';
import { MAX_LINE } from './record.ts';
import { linesOf, listSegments, openToRead } from './segments.ts';

/**
 * Writes all of the journal to one file, whole or not at all.
 * `plain`: the very lines, which `bulkhead-verify` checks. `pseudonymised`: records without hashes.
 * @returns the number of records
 * @throws ExportFailure, and what the system threw of the journal itself
 */
export async function exportJournal(
  dir: string,
  path: string,
  format: 'plain' | 'pseudonymised',
): Promise<number> {
  let records = 0;
  const toLine = format === 'plain' ? (line: string) => line : pseudonymiser();
  async function* chunks() {
    for (const segment of await listSegments(dir)) {
      const handle = await openToRead(segment);
      try {
        for await (const { lines } of linesOf(handle, MAX_LINE)) {
          records += lines.length;
          if (lines.length > 0) yield Buffer.from(`${lines.map(toLine).join('\n')}\n`, 'utf8');
        }
      } finally {
        await handle.close();
      }
    }
  }
  await writeAtomically(path, chunks());
  return records;
}

function pseudonymiser(): (line: string) => string {
  const pseudonymise = createPseudonyms(randomBytes(32));
  return (line) => {
    const decoded = decodeLine(line);
    // Of a line that was tampered with, nobody knows whose names are in it.
    return JSON.stringify(
      decoded.kind === 'line' ? pseudonymise(decoded.line.record) : { unreadable: decoded.fault },
    );
  };
}
