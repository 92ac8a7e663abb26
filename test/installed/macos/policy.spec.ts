import { rm, writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { installedProgram, startOnce, systemTool } from '../installed-app.ts';

// T23 on macOS, by root on a computer without a policy of Bulkhead. Not run where Bulkhead was built:
// docs/abuse-tests.md.

const DOMAIN = 'io.github.bulkhead.bulkhead';
/** Where the system puts what a profile of the computer says. */
const MANAGED = `/Library/Managed Preferences/${DOMAIN}.plist`;
const DEFAULTS = '/usr/bin/defaults';

const preferences = (name: string, value: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>${name}</key>${value}</dict></plist>`;

test.afterEach(async () => {
  await rm(MANAGED, { force: true });
  await systemTool(DEFAULTS, ['delete', DOMAIN]).catch(() => undefined);
});

test('a managed preference holds, one that the user wrote does not', async () => {
  const program = await installedProgram();
  expect((await startOnce(program)).policy).toBe('absent');

  await systemTool(DEFAULTS, ['write', DOMAIN, 'ExportAllowed', '-bool', 'false']);
  expect((await startOnce(program)).policy).toBe('absent');

  await writeFile(MANAGED, preferences('ExportAllowed', '<false/>'), { mode: 0o644 });
  expect((await startOnce(program)).policy).toBe('ok');

  await writeFile(MANAGED, preferences('NotAPolicy', '<true/>'), { mode: 0o644 });
  expect((await startOnce(program)).policy).toBe('rejected');
});
