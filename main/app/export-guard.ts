import { Failure } from '../ipc/failure.ts';

/** Asks the operator where to write; null when not at all. */
type ChooseExportFile = (suggestedName: string) => Promise<string | null>;

const NOT_ALLOWED = 'Your organisation does not allow files to be exported from this workstation.';

/** The one way in which Bulkhead writes a file for the operator: open, or shut by the policy. */
export function guardExport(isAllowed: boolean, choose: ChooseExportFile): ChooseExportFile {
  // SECURITY(export-policy): without a place there is no file.
  return isAllowed ? choose : () => Promise.reject(new Failure('not-available', NOT_ALLOWED));
}
