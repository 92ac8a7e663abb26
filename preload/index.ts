import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { surface } from 'virtual:bridge-surface';

// SECURITY(bridge-surface): the page gets one frozen function per contract member and nothing
// generic: no channel name, no ipcRenderer, no Electron event object crosses.

type Area = Record<string, (argument: never) => unknown>;
const bridge: Record<string, Area> = {};

const areaOf = (name: string): Area => (bridge[name] ??= {});
const channel = (area: string, member: string) => `bulkhead:${area}.${member}`;

for (const [area, method] of surface.methods) {
  areaOf(area)[method] = (input: unknown) => ipcRenderer.invoke(channel(area, method), input);
}

for (const [area, event] of surface.events) {
  const name = `on${event.charAt(0).toUpperCase()}${event.slice(1)}`;
  areaOf(area)[name] = (listener: (payload: unknown) => void) => {
    const forward = (_event: IpcRendererEvent, payload: unknown) => listener(payload);
    ipcRenderer.on(channel(area, event), forward);
    return () => {
      ipcRenderer.removeListener(channel(area, event), forward);
    };
  };
}

// SECURITY(data-port): main answers `inventory.connect` with a port; the page gets that and nothing
// else of the message. Only this document's own origin can take it.
ipcRenderer.on('bulkhead:data-port', ({ ports }) => {
  const [port] = ports;
  if (port !== undefined) window.postMessage('bulkhead:data-port', window.location.origin, [port]);
});

contextBridge.exposeInMainWorld('bulkhead', bridge);
