import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { systemCodeOf } from '../../stored-files/file-system.ts';
import { CallFailure } from '../call-failure.ts';
import { ExportFailure } from '../../chosen-files/export-failure.ts';
import { writeAtOnce } from '../../chosen-files/write-atomically.ts';

const { O_RDONLY, O_NONBLOCK = 0 } = constants;
const MIB = 1024 * 1024;

/**
 * Reads a whole file that the operator chose. Throws `not-available` in plain words.
 *
 * Threat: a pipe or device never ends, and a file of gigabytes takes the memory.
 * So only regular files are read, opening does not wait, and the size is bounded while reading.
 * Tested in test/unit/main/data/onboarding/evidence.test.ts.
 */
export function readChosen(path: string, maxBytes: number): Buffer {
  let fd: number | null = null;
  try {
    // SECURITY(onboarding-file): links are followed, the operator chose the path; nothing waits.
    fd = openSync(path, O_RDONLY | O_NONBLOCK);
    const facts = fstatSync(fd);
    if (!facts.isFile()) throw unfit('This is not a file.');
    const tooLarge = () => unfit(`The file is larger than ${Math.floor(maxBytes / MIB)} MB.`);
    if (facts.size > maxBytes) throw tooLarge();
    // One more, so that a file that grows is noticed.
    const bytes = Buffer.alloc(facts.size + 1);
    let filled = 0;
    for (;;) {
      const count = readSync(fd, bytes, filled, bytes.length - filled, null);
      if (count === 0) return bytes.subarray(0, filled);
      filled += count;
      if (filled === bytes.length) throw unfit('The file changes while it is read. Try again.');
    }
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    throw unfit(`The file cannot be read (${systemCodeOf(error)}).`);
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** Writes a file where the operator chose. Throws `storage-failed` in plain words. */
export async function writeChosen(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeAtOnce(path, bytes);
  } catch (error) {
    if (!(error instanceof ExportFailure)) throw error;
    throw new CallFailure(error.code, error.message);
  }
}

const unfit = (message: string) => new CallFailure('not-available', message);
