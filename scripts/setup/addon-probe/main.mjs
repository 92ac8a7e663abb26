// Loads the SQLite addon where the app will load it: in a utility process of this Electron.
import { fileURLToPath } from 'node:url';
import { app, utilityProcess } from 'electron';

app.whenReady().then(() => {
  const child = utilityProcess.fork(fileURLToPath(new URL('./child.mjs', import.meta.url)), [], {
    stdio: 'inherit',
  });
  child.once('exit', (code) => app.exit(code === 0 ? 0 : 1));
});
