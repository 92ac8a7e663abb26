import type { WebPreferences } from 'electron';

/**
 * What a page may be given by its process.
 *
 * Threat: Node, a preload or an unsandboxed process behind a page turns any script injection into
 * code on the workstation. Electron's defaults are good today, but they are defaults: one option
 * somewhere switches the sandbox off for all (`nodeIntegration` does).
 * So every preference that matters is written down, frozen, and used for every view and pop-up.
 */
const LOCKED = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
  safeDialogsMessage: 'Stop this page from showing more messages',
  autoplayPolicy: 'document-user-activation-required',
  enableWebSQL: false,
} as const satisfies WebPreferences;

/** For Microsoft's pages: no preload, no developer tools, the tenant's own session. */
export function portalWebPreferences(partition: string): Readonly<WebPreferences> {
  // SECURITY(web-preferences): portals get a sandboxed process and nothing of ours inside it.
  // SECURITY(keyboard): where Electron knows this, no navigation takes the keyboard.
  return Object.freeze({ ...LOCKED, devTools: false, focusOnNavigation: false, partition });
}

/**
 * For the shell's own page; its session comes from the window factory.
 * @param preloadPath absolute path of the bridge
 * @param devTools true only in an unpackaged build
 */
export function shellWebPreferences(
  preloadPath: string,
  devTools = false,
): Readonly<WebPreferences> {
  // SECURITY(web-preferences): the shell differs in its preload alone.
  // The code cache of the shell's scheme is used from the second start on, not only when hot.
  const v8CacheOptions = 'bypassHeatCheck';
  return Object.freeze({ ...LOCKED, devTools, preload: preloadPath, v8CacheOptions });
}

/** For a document that is only printed; its session comes from its factory. No scripts run in it. */
export function printWebPreferences(): Readonly<WebPreferences> {
  // SECURITY(web-preferences): what is printed needs no script, so none is run.
  return Object.freeze({ ...LOCKED, devTools: false, javascript: false });
}
