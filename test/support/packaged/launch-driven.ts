import { _electron } from '@playwright/test';
import { attached, touchDisplay, type LaunchedElectron } from '../electron.ts';
import { currentElectron } from '../test-run.ts';
import { letPlaywrightIn, nextInspectorPort } from './drive-app.ts';
import type { RealNames } from './real-names.ts';

type Start = Omit<Parameters<RealNames['launcherOf']>[0], 'inspectorPort'> & {
  readonly profileDir: string;
  /** Code that runs in main before the app's first line. */
  readonly beforeApp?: string;
};

/**
 * Starts the driven copy of the release under Playwright's control, where the simulated cloud has
 * the real names. The app gets a profile and nothing else: no switch, no variable of development.
 */
export async function launchDriven(
  names: RealNames,
  { profileDir, beforeApp = '', ...start }: Start,
): Promise<LaunchedElectron> {
  await touchDisplay();
  const inspectorPort = nextInspectorPort();
  const giveUp = new AbortController();
  const { DISPLAY } = currentElectron().env;
  const launching = _electron.launch({
    executablePath: await names.launcherOf({ ...start, inspectorPort }),
    args: [`--user-data-dir=${profileDir}`],
    env: {
      PATH: process.env['PATH'] ?? '',
      LANG: 'C.UTF-8',
      ...(DISPLAY === undefined ? {} : { DISPLAY }),
    },
    chromiumSandbox: true,
    timeout: 60_000,
  });
  try {
    const { signal } = giveUp;
    const [app] = await Promise.all([
      launching,
      letPlaywrightIn(inspectorPort, { signal, beforeApp }),
    ]);
    return attached(app, profileDir);
  } catch (error) {
    // Nobody else would end it.
    await launching.then((app) => app.close()).catch(() => undefined);
    throw error;
  } finally {
    giveUp.abort(new Error('The app did not start.'));
  }
}
