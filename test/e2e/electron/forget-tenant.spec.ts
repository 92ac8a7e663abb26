import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { signIn } from '../../support/sign-in.ts';

// T03: forgetting a tenant leaves no byte of it in the profile, also without a network, and touches
// no other tenant.

const run = promisify(execFile);
const CANARY = 'canary-7f3a91';
const KEPT = 'kept-5c20de';

/** Files of the profile that hold a text, also as UTF-16, in which Chromium keeps strings. */
async function filesWith(profileDir: string, text: string): Promise<string[]> {
  const wide = [...text].map((character) => `${character}\\x00`).join('');
  const grep = (pattern: string) =>
    run('grep', [
      '--recursive',
      '--files-with-matches',
      '--text',
      '--perl-regexp',
      pattern,
      profileDir,
    ])
      .then(({ stdout }) => stdout.trim().split('\n'))
      // No match is an exit code.
      .catch(() => []);
  return [...(await grep(text)), ...(await grep(wide))].filter((line) => line !== '');
}

/** Leaves a mark in every store that a page of the portal can write to. */
async function leaveMarks(page: Page, mark: string): Promise<void> {
  await page.evaluate(async (value) => {
    document.cookie = `mark=${value}; path=/; max-age=86400; secure`;
    localStorage.setItem('mark', value);
    sessionStorage.setItem('mark', value);
    const cache = await caches.open(value);
    await cache.put(`/cached-${value}`, new Response(value));
    const root = await navigator.storage.getDirectory();
    const writer = await (await root.getFileHandle(value, { create: true })).createWritable();
    await writer.write(value);
    await writer.close();
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open(value, 1);
      opening.addEventListener('upgradeneeded', () =>
        opening.result.createObjectStore('marks').put(value, 'mark'),
      );
      opening.addEventListener('success', () => {
        opening.result.close();
        resolve();
      });
      opening.addEventListener('error', () => reject(new Error('no database')));
    });
    history.pushState({}, '', `?page=${value}`);
  }, mark);
}

async function signedIn(bulkhead: Bulkhead, cloud: Parameters<typeof signIn>[1], name: string) {
  const tenant = demoTenant(cloud, name);
  const page = await bulkhead.open(tenant.id, 'defender');
  await signIn(page, cloud, OPERATOR);
  await expect(page.getByTestId('tenant-id')).toHaveText(tenant.id);
  return { tenant, page };
}

test('nothing of a forgotten tenant stays, and the other stays signed in', async ({
  cloud,
  profileDir,
  start,
}) => {
  const first = await start();
  const other = await signedIn(first, cloud, 'Fabrikam');
  await leaveMarks(other.page, KEPT);
  const { tenant, page } = await signedIn(first, cloud, 'Contoso');
  await leaveMarks(page, CANARY);
  await first.call('tenants', 'update', { id: tenant.id, notes: `Call ${CANARY}` });
  await expect.poll(() => filesWith(profileDir, CANARY)).not.toEqual([]);
  // The network is gone: every host answers with a closed connection.
  cloud.faults.add({ effect: { kind: 'reset' } });

  await expect(
    first.call('tenants', 'forget', { tenantId: tenant.id, typedName: 'Fabrikam' }),
  ).rejects.toThrow('confirmation-mismatch');
  const { isErased } = await first.call('tenants', 'forget', {
    tenantId: tenant.id,
    typedName: tenant.name,
  });

  expect(isErased).toBe(true);
  expect(await filesWith(profileDir, CANARY)).toEqual([]);
  expect(await filesWith(profileDir, tenant.id)).toEqual([]);
  await first.close();
  cloud.faults.clear();

  const second = await start({ isFilled: false });
  expect(await filesWith(profileDir, CANARY)).toEqual([]);
  expect(await filesWith(profileDir, tenant.id)).toEqual([]);
  const again = await second.open(other.tenant.id, 'defender');
  await expect(again.getByTestId('account-name')).toHaveText(OPERATOR);
  expect(await again.evaluate(() => localStorage.getItem('mark'))).toBe(KEPT);
  // The profile is the operator's alone.
  expect((await stat(profileDir)).mode & 0o077).toBe(0);
});

test('signing out ends the session and keeps the tenant', async ({ cloud, bulkhead }) => {
  const { tenant, page } = await signedIn(bulkhead, cloud, 'Contoso');
  await leaveMarks(page, CANARY);

  await bulkhead.call('tenants', 'signOut', { tenantId: tenant.id });
  const fresh = await bulkhead.open(tenant.id, 'defender');

  await expect(fresh.locator('input[name=loginfmt]')).toBeVisible();
  expect((await bulkhead.estate()).tenants.map(({ id }) => id)).toContain(tenant.id);
});

test('a tenant added again in the same run starts with nothing', async ({ cloud, bulkhead }) => {
  const { tenant, page } = await signedIn(bulkhead, cloud, 'Contoso');
  await leaveMarks(page, CANARY);
  const { name, domain, cloud: instance } = tenant;
  await bulkhead.call('tenants', 'forget', { tenantId: tenant.id, typedName: name });

  await bulkhead.call('tenants', 'add', { id: tenant.id, name, domain, cloud: instance });
  const fresh = await bulkhead.open(tenant.id, 'defender');

  await expect(fresh.locator('input[name=loginfmt]')).toBeVisible();
});
