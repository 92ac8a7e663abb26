import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  copyOfInstalled,
  installedProgram,
  startOnce,
  systemTool,
  turnOneBit,
} from '../installed-app.ts';

// T24 on macOS. Not run where Bulkhead was built: docs/abuse-tests.md.

test('an archive in which a bit was turned does not start', async () => {
  const copy = await copyOfInstalled();
  try {
    // Else nothing is shown by the second one.
    expect((await startOnce(copy.program)).policy).not.toBeNull();

    await turnOneBit(copy.archive);
    expect(await startOnce(copy.program)).toMatchObject({ policy: null, hasEnded: true });
  } finally {
    await copy.remove();
  }
});

test('the bundle is signed as a whole, hardened, and taken by Gatekeeper', async () => {
  const bundle = dirname(dirname(dirname(await installedProgram())));
  await systemTool('/usr/bin/codesign', ['--verify', '--deep', '--strict', '--verbose=2', bundle]);
  await systemTool('/usr/sbin/spctl', ['--assess', '--type', 'execute', bundle]);

  const facts = await systemTool('/usr/bin/codesign', ['--display', '--verbose=4', bundle]);
  expect(facts).toMatch(/flags=0x[0-9a-f]+\([^)]*runtime/);
  const rights = await systemTool('/usr/bin/codesign', [
    '--display',
    '--entitlements',
    '-',
    bundle,
  ]);
  expect(rights).not.toMatch(
    /get-task-allow|disable-library-validation|allow-(?:dyld-environment|unsigned-executable-memory)/,
  );
});
