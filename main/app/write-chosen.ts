import { ExportFailure } from '../chosen-files/export-failure.ts';
import { writeAtOnce } from '../chosen-files/write-atomically.ts';
import { Failure } from '../ipc/failure.ts';

/**
 * Writes a file where the operator chose, from main: whole or not at all, in the words that the data
 * process has for the same. Throws Failure `storage-failed`.
 */
export async function writeChosen(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeAtOnce(path, bytes);
  } catch (error) {
    if (!(error instanceof ExportFailure)) throw error;
    throw new Failure(error.code, error.message, { cause: error });
  }
}
