import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';

// T23: a packaged Bulkhead says no to every start that would undo a guard, before it opens anything.
// Many more are tried one by one in the unit test of the switch guard; here it is the whole app.

/** What the two that write a file would call it; in the profile, where the app may write. */
const NET_LOG = 'asked-for-net-log';
const KEYS = 'asked-for-keys';

/** What development and tests may, among what nobody may, and switches that nobody thought of. */
export const dangerousSwitches = (profileDir: string): readonly string[] => [
  '--host-resolver-rules=MAP * 127.0.0.1:1',
  '--ignore-certificate-errors-spki-list=x',
  '--remote-debugging-port=0',
  '--ignore-certificate-errors',
  '--proxy-server=127.0.0.1:1',
  '--js-flags=--expose-gc',
  `--log-net-log=${join(profileDir, NET_LOG)}`,
  '--gpu-launcher=/bin/false',
  '--disable-web-security',
  '--enable-blink-test-features',
  '--enable-gpu-benchmarking',
  '--user-agent=x',
  '--a-switch-of-next-year',
  '-another-of-next-year',
];
/** One that is dangerous, and one that is not. */
export const dangerousVariables = (profileDir: string) => ({
  SSLKEYLOGFILE: join(profileDir, KEYS),
  ELECTRON_NO_ATTACH_CONSOLE: '1',
});

/** What a start with all of these says of them, and what it leaves behind. */
export async function expectRefusedStart(
  { code, said }: { readonly code: number | null; readonly said: string },
  profileDir: string,
): Promise<void> {
  expect(code, said).toBe(78);
  expect(said).toContain('Bulkhead did not start');
  const named = /Found: (.*)/.exec(said)?.[1]?.split(', ').toSorted();
  expect(named).toEqual(
    dangerousSwitches(profileDir)
      .map((text) => text.split('=')[0])
      .concat('SSLKEYLOGFILE')
      .toSorted(),
  );
  // Nothing of the app was opened: no session, no store, no log; nor what Chromium was asked for.
  const opened = await readdir(profileDir);
  expect(opened.filter((name) => /Partitions|\.json$|logs|estate|asked-for/.test(name))).toEqual(
    [],
  );
}
