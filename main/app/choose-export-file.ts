import { type BrowserWindow, dialog } from 'electron';

/** Asks the operator where to write. Answers with a path, which the page never sees; null when not. */
export async function chooseExportFile(
  window: BrowserWindow,
  suggestedName: string,
): Promise<string | null> {
  const { filePath, canceled } = await dialog.showSaveDialog(window, {
    title: 'Export',
    defaultPath: suggestedName,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? null : filePath;
}
