/**
 * Whether this is a release: Bulkhead as it was packed, not a checkout that is worked on.
 *
 * Threat: Electron takes an app for packaged by the name of its executable alone, and a copy of a
 * release that is called `electron` is signed like the release. If that name were believed, whoever
 * can copy a folder would get debuggers, a policy of their own and libraries of their own, under a
 * publisher that application control trusts.
 * So the place of this code counts. A release has no other code than that in its archive: a fuse has
 * Electron load nothing else.
 * Tested in test/unit/main/security/release.test.ts and test/e2e/package/t24-start.spec.ts.
 */
import { app, type App } from 'electron';

/**
 * @param codeDir folder of Bulkhead's own code
 * @returns true when the code lies in an archive, or Electron says that the app is packaged; the
 *   second is for packages without an archive, which only tests make
 */
export function isReleaseAt(codeDir: string, { isPackaged }: Pick<App, 'isPackaged'>): boolean {
  // SECURITY(release-place): by where the code is, which no name and no variable changes.
  return isPackaged || codeDir.split(/[\\/]/).some((part) => /\.asar$/i.test(part));
}

/** The one answer for all of Bulkhead. Nothing else may ask Electron. */
export const IS_RELEASE = isReleaseAt(import.meta.dirname, app);
