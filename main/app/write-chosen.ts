import { ExportFailure } from '../chosen-files/export-failure.ts';
import { writeAtomically, writeAtOnce } from '../chosen-files/write-atomically.ts';
import { Failure } from '../ipc/failure.ts';

/**
 * Writes a file where the operator chose, from main: whole or not at all, in the words that the data
 * process has for the same. Throws Failure `storage-failed`.
 */
export function writeChosen(path: string, bytes: Uint8Array): Promise<void> {
  return inWords(writeAtOnce(path, bytes));
}

/** As `writeChosen`, for a file that is there in parts. */
export function writeChosenParts(path: string, parts: readonly Uint8Array[]): Promise<void> {
  return inWords(writeAtomically(path, inTurn(parts)));
}

async function* inTurn(parts: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* parts;
}

async function inWords(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (!(error instanceof ExportFailure)) throw error;
    throw new Failure(error.code, error.message, { cause: error });
  }
}
