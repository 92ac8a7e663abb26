// What Bulkhead's start is measured against: one window of the same size with a line of HTML, shown
// like Bulkhead's when it is painted, which is told to the same kind of log.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

const logs = join(app.getPath('userData'), 'logs');

app.on('window-all-closed', () => app.quit());
// Not awaited here: Electron becomes ready when this module has been loaded.
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { sandbox: true },
  });
  window.webContents.on('page-title-updated', (_event, title) => {
    if (title !== 'painted') return;
    window.show();
    mkdirSync(logs, { recursive: true });
    const mark = { at: new Date().toISOString(), topic: 'start', event: 'painted' };
    appendFileSync(join(logs, 'bulkhead.log'), `${JSON.stringify(mark)}\n`);
  });
  void window.loadFile('index.html');
});
