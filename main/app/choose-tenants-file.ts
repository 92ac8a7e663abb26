import { type BrowserWindow, dialog } from 'electron';

/** Asks the operator for a list of tenants. Answers with a path, which the page never sees. */
export async function chooseTenantsFile(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import tenants',
    buttonLabel: 'Read',
    properties: ['openFile'],
    filters: [
      { name: 'Tenant lists', extensions: ['csv', 'json', 'txt'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  return filePaths[0] ?? null;
}
