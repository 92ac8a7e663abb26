// A sandboxed preload cannot be a module.
// oxlint-disable-next-line typescript/no-require-imports
const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bridge', {
  keep: (rows) => ipcRenderer.invoke('keep', rows),
  rows: (count) => ipcRenderer.invoke('rows', count),
});
