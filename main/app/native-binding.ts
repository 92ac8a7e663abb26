import { isAbsolute } from 'node:path';

/**
 * The SQLite addon that set-up compiled for an Electron which cannot load the package's own; null
 * loads that one. A packaged app has its own and takes none from outside.
 */
export function nativeBindingOf(isRelease: boolean, env: NodeJS.ProcessEnv): string | null {
  const path = env['BULKHEAD_SQLITE_ADDON'] ?? '';
  // SECURITY(native-binding): nobody hands a packaged app a library to load.
  return isRelease || !isAbsolute(path) ? null : path;
}
