/**
 * The environment for Electron: the caller's, without what npm put there for its own scripts (a
 * registry token may be among it), plus what the app is told about how it was started.
 *
 * @param {{
 *   env: NodeJS.ProcessEnv,
 *   machine: import('../setup/prepare.mjs').Machine,
 *   display: string | undefined,
 *   extra?: Record<string, string>,
 * }} options `display` undefined keeps the caller's
 * @returns {Record<string, string>}
 */
export function electronEnvironment({ env, machine, display, extra = {} }) {
  /** @type {Record<string, string>} */
  const result = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || /^npm_|^NODE_OPTIONS$|^ELECTRON_RUN_AS_NODE$/i.test(name)) continue;
    result[name] = value;
  }
  if (display !== undefined) {
    result.DISPLAY = display;
    delete result.WAYLAND_DISPLAY;
    delete result.XAUTHORITY;
  }
  return {
    ...result,
    BULKHEAD_RUNTIME_NOTE: machine.electron.note,
    ...(machine.sqliteAddon === undefined ? {} : { BULKHEAD_SQLITE_ADDON: machine.sqliteAddon }),
    ...extra,
  };
}
