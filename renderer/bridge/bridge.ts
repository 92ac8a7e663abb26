import type { Bridge, DoorBridge } from '../../preload/contract/index.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent in a plain browser. */
    readonly bulkhead?: DoorBridge;
  }
}

let connected: Bridge | null = null;

/** Chooses what the stores talk to: main's door in the app, the in-memory twin elsewhere. */
export function connectBridge(chosen: Bridge): void {
  connected = chosen;
}

/** The connected bridge. Only stores call it. */
export function bridge(): Bridge {
  if (connected === null) throw new Error('No bridge is connected.');
  return connected;
}
