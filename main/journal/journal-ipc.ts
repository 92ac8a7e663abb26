import { basename } from 'node:path';
import type { Handlers } from '../../preload/contract/index.ts';
import { ExportFailure } from '../chosen-files/export-failure.ts';
import { Failure } from '../ipc/failure.ts';
import { exportJournal } from './export-journal.ts';
import type { Journal } from './journal.ts';
import { readEntries } from './read-entries.ts';

export interface JournalIpcDeps {
  readonly journal: Journal;
  readonly dir: string;
  /** Asks the operator where to write; null when they changed their mind. */
  readonly chooseExportFile: (suggestedName: string) => Promise<string | null>;
  /** Throws Failure `storage-failed`. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly now: () => Date;
}

/** Handlers of the `journal` area: no logic of their own. */
export function journalHandlers<C>(deps: JournalIpcDeps): Handlers<C>['journal'] {
  const { journal, dir } = deps;
  const chosen = async (suggestedName: string): Promise<string> => {
    const path = await deps.chooseExportFile(suggestedName);
    if (path === null) throw new Failure('cancelled', 'Nothing was written.');
    return path;
  };
  const day = () => deps.now().toISOString().slice(0, 10);
  return {
    get: () => journal.get(),
    list: (input) => reading(() => readEntries(dir, input)),
    verify: () => reading(() => journal.verify()),
    exportFile: async ({ format }) => {
      const path = await chosen(`bulkhead-journal-${format}-${day()}.jsonl`);
      await reading(() => journal.flush());
      const records = await reading(() => exportJournal(dir, path, format));
      return { fileName: basename(path), records };
    },
    exportKey: async () => {
      const key = journal.key();
      if (key === null) {
        throw new Failure('not-available', 'There is no key: records are chained and not sealed.');
      }
      const path = await chosen(`bulkhead-journal-key-${key.id}.json`);
      const text = JSON.stringify({ key: key.id, bytes: Buffer.from(key.bytes).toString('hex') });
      await deps.writeFile(path, `${text}\n`);
      return { fileName: basename(path) };
    },
  };
}

async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ExportFailure) {
      throw new Failure(error.code, error.message, { cause: error });
    }
    throw new Failure('not-available', 'The files of the journal cannot be read.', {
      cause: error,
    });
  }
}
