import type { BrowserWindow } from 'electron';
import { Failure } from '../ipc/failure.ts';
import { chooseExportFile } from './choose-export-file.ts';
import {
  CHECKLIST_FILES,
  chooseFile,
  DEVICES_FILES,
  EVIDENCE_FILES,
  HAND_OVER_FILES,
  TENANTS_FILES,
} from './choose-file.ts';
import { guardExport } from './export-guard.ts';

export interface FileChoosersOptions {
  readonly window: BrowserWindow;
  /** Whether the policy lets files be written for the operator. */
  readonly allowsExport: boolean;
  readonly isLocked: () => boolean;
}

/** Answers with a path that the page never sees; null when the operator changed their mind. */
type Choose = () => Promise<string | null>;

/** Each throws Failure `not-available` when Bulkhead was locked before a file was chosen. */
export interface FileChoosers {
  readonly exportFile: (suggestedName: string) => Promise<string | null>;
  readonly tenantsFile: Choose;
  readonly devicesFile: Choose;
  readonly evidenceFile: Choose;
  readonly checklistFile: Choose;
  readonly handOverFile: Choose;
}

const LOCKED_MEANWHILE = 'Bulkhead was locked before a file was chosen, so nothing was done.';

/**
 * Every question for a file, in the one place where the policy and the lock have a say.
 *
 * Threat: the system's dialog is over the lock and outlives it, so whoever comes to the keyboard
 * could answer it and have an export written. And an export that asks for its place by itself would
 * not know of the policy.
 * So an answer that comes while Bulkhead is locked is no answer, and nothing else opens a dialog.
 * Tested in test/unit/main/app/file-choosers.test.ts and test/security/import-zones.test.ts.
 */
export function createFileChoosers(options: FileChoosersOptions): FileChoosers {
  const { window, isLocked } = options;
  const unlessLocked = async (choosing: Promise<string | null>): Promise<string | null> => {
    const path = await choosing;
    // SECURITY(lock-dialogs): by now somebody else may be at the keyboard.
    if (path !== null && isLocked()) throw new Failure('not-available', LOCKED_MEANWHILE);
    return path;
  };
  const read = (wanted: Parameters<typeof chooseFile>[1]) => () =>
    unlessLocked(chooseFile(window, wanted));
  return {
    exportFile: guardExport(options.allowsExport, (suggestedName) =>
      unlessLocked(chooseExportFile(window, suggestedName)),
    ),
    tenantsFile: read(TENANTS_FILES),
    devicesFile: read(DEVICES_FILES),
    evidenceFile: read(EVIDENCE_FILES),
    checklistFile: read(CHECKLIST_FILES),
    handOverFile: read(HAND_OVER_FILES),
  };
}
