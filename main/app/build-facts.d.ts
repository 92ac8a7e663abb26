/** The Electron that package.json pins, put in by electron.vite.config.ts. */
declare const PINNED_ELECTRON: string;
