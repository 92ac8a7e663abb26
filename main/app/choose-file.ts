import { type BrowserWindow, dialog } from 'electron';

interface Wanted {
  readonly title: string;
  readonly buttonLabel: string;
  readonly filters: readonly { readonly name: string; readonly extensions: readonly string[] }[];
}

const ALL_FILES = { name: 'All files', extensions: ['*'] } as const;
const JSON_FILES = { name: 'JSON', extensions: ['json'] } as const;

export const TENANTS_FILES: Wanted = {
  title: 'Import tenants',
  buttonLabel: 'Read',
  filters: [{ name: 'Tenant lists', extensions: ['csv', 'json', 'txt'] }, ALL_FILES],
};
export const DEVICES_FILES: Wanted = {
  title: 'Import devices',
  buttonLabel: 'Read',
  filters: [{ name: 'Exports of devices', extensions: ['csv', 'txt'] }, ALL_FILES],
};
export const EVIDENCE_FILES: Wanted = {
  title: 'Add a file as evidence',
  buttonLabel: 'Add',
  filters: [ALL_FILES],
};
export const CHECKLIST_FILES: Wanted = {
  title: 'Import a checklist',
  buttonLabel: 'Import',
  filters: [JSON_FILES, ALL_FILES],
};
export const HAND_OVER_FILES: Wanted = {
  title: 'Compare with an earlier hand-over',
  buttonLabel: 'Compare',
  filters: [JSON_FILES, ALL_FILES],
};

/** Asks the operator for a file to read. Answers with a path, which the page never sees. */
export async function chooseFile(window: BrowserWindow, wanted: Wanted): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: wanted.title,
    buttonLabel: wanted.buttonLabel,
    properties: ['openFile'],
    filters: wanted.filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] })),
  });
  return filePaths[0] ?? null;
}
