// An Electron app with one window and nothing else: what the harness itself is tried on, and what
// Bulkhead is measured against.
import { app, BrowserWindow } from 'electron';

app.on('window-all-closed', () => app.quit());
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800 });
  void window.loadURL('data:text/html,<title>Plain</title><h1>Plain</h1>');
});
