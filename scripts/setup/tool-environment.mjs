import { delimiter, join } from 'node:path';

/**
 * The environment in which tools of node_modules run, under the Node of the tool chain.
 *
 * @param {string} rootDir
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(rootDir, env) {
  return {
    ...env,
    PATH: [join(rootDir, 'node_modules', '.bin'), env.PATH ?? ''].join(delimiter),
    // The browser is Debian's, and Electron ours: nothing is to be downloaded in the middle.
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  };
}
