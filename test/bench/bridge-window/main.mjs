// What rows over the port are measured against: the same rows, which main has already, asked for by
// invoke through the context bridge.
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain } from 'electron';

/** @type {readonly object[]} */
let rows = [];
ipcMain.handle('keep', (_event, given) => {
  rows = given;
});
ipcMain.handle('rows', (_event, count) => ({ total: rows.length, rows: rows.slice(0, count) }));

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    webPreferences: { sandbox: true, preload: join(import.meta.dirname, 'preload.cjs') },
  });
  void window.loadFile('index.html');
});
