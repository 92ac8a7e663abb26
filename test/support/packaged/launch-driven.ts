import { _electron } from '@playwright/test';
import { attached, type LaunchedElectron } from '../electron.ts';
import { currentElectron } from '../test-run.ts';
import { inspectorPort, letPlaywrightIn } from './drive-app.ts';
import type { RealNames } from './real-names.ts';

/**
 * Starts the driven copy of the release under Playwright's control, where the simulated cloud has
 * the real names. The app gets a profile and nothing else: no switch, no variable of development.
 */
export async function launchDriven(
  names: RealNames,
  profileDir: string,
): Promise<LaunchedElectron> {
  const port = inspectorPort();
  const giveUp = new AbortController();
  const { DISPLAY } = currentElectron().env;
  const launching = _electron.launch({
    executablePath: names.launcher,
    args: [`--user-data-dir=${profileDir}`],
    env: {
      PATH: process.env['PATH'] ?? '',
      LANG: 'C.UTF-8',
      ...(DISPLAY === undefined ? {} : { DISPLAY }),
      ...names.envFor(port),
    },
    chromiumSandbox: true,
    timeout: 60_000,
  });
  try {
    const [app] = await Promise.all([launching, letPlaywrightIn(port, giveUp.signal)]);
    return attached(app, profileDir);
  } catch (error) {
    // It would keep the port from the next one.
    await launching.then((app) => app.close()).catch(() => undefined);
    throw error;
  } finally {
    giveUp.abort(new Error('The app did not start.'));
  }
}
