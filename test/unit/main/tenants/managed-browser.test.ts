import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createManagedBrowser, environmentFor } from '../../../../main/tenants/managed-browser.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';

const A = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const B = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10' as TenantId;
const URL_WITH_ODD_CHARACTERS = 'https://security.microsoft.com/?tid=1&x=$(id);`id`';

/** A browser that writes down how it was started. */
function given() {
  const dir = mkdtempSync(join(tmpdir(), 'browser-'));
  const path = join(dir, 'browser');
  const recordPath = join(dir, 'started');
  writeFileSync(
    path,
    `#!/bin/sh\nprintf '%s\\n' "$@" > ${recordPath}.new && mv ${recordPath}.new ${recordPath}\n`,
  );
  chmodSync(path, 0o755);
  const profilesDir = join(dir, 'profiles');
  const browser = createManagedBrowser(profilesDir, { name: 'Edge', path }, 'linux');
  return { browser, profilesDir, recordPath, path };
}

describe('the managed browser', () => {
  it('opens an address in a profile of the tenant alone, without a shell', async () => {
    const { browser, profilesDir, recordPath } = given();
    expect(await browser.open(A, URL_WITH_ODD_CHARACTERS)).toEqual({ browser: 'Edge' });
    await vi.waitFor(() => expect(existsSync(recordPath)).toBe(true));
    expect(readFileSync(recordPath, 'utf8').trim().split('\n')).toEqual([
      `--user-data-dir=${join(profilesDir, A)}`,
      '--no-first-run',
      '--no-default-browser-check',
      URL_WITH_ODD_CHARACTERS,
    ]);
    expect(statSync(join(profilesDir, A)).mode & 0o777).toBe(0o700);
  });

  it('says so when the chosen browser is not there, and uses no other', async () => {
    const { profilesDir } = given();
    const absent = createManagedBrowser(
      profilesDir,
      { name: 'Edge', path: '/nowhere/edge' },
      'linux',
    );
    expect(await absent.find()).toBeNull();
    await expect(absent.open(A, 'https://security.microsoft.com/')).rejects.toMatchObject({
      code: 'not-available',
      message: expect.stringContaining('Edge'),
    });
    expect(existsSync(profilesDir)).toBe(false);
  });

  it('says so when what is there does not start', async () => {
    const { browser, path } = given();
    writeFileSync(path, '#!/nowhere/interpreter\n');
    await expect(browser.open(A, 'https://security.microsoft.com/')).rejects.toMatchObject({
      code: 'not-available',
    });
  });

  it('forgets one tenant and not another', async () => {
    const { browser, profilesDir } = given();
    for (const id of [A, B]) mkdirSync(join(profilesDir, id), { recursive: true });
    expect(await browser.forget(A)).toBe(true);
    expect(existsSync(join(profilesDir, A))).toBe(false);
    expect(existsSync(join(profilesDir, B))).toBe(true);
  });
});

describe('environmentFor', () => {
  it('passes on what the session gives and nothing that steers Bulkhead', () => {
    expect(
      environmentFor({
        HOME: '/h',
        DISPLAY: ':0',
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: '-r x',
      }),
    ).toEqual({ HOME: '/h', DISPLAY: ':0' });
  });
});
