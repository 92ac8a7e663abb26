import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from '@playwright/test';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import type { Bulkhead } from '../bulkhead.ts';
import { BROWSER_STORES } from './browser-stores.ts';
import { NETWORK_STORES } from './network-stores.ts';
import { PAGE_STORES } from './page-stores.ts';
import { type Reader, type Store, STORES_PAGE } from './store.ts';

const STORES: readonly Store[] = [...PAGE_STORES, ...NETWORK_STORES, ...BROWSER_STORES];

/** A store with what is left in it. */
export type Seeded = { readonly store: Store; readonly mark: string; readonly expected: string };

/** A page in a tenant's compartment from which its stores are filled and read. */
export async function readerIn(
  bulkhead: Bulkhead,
  cloud: Cloud,
  tenantId: TenantId,
): Promise<Reader> {
  await bulkhead.open(tenantId, 'defender');
  const page = await bulkhead.portalPage(tenantId);
  await page.goto(STORES_PAGE);
  const sessionDir = await bulkhead.partitionOf(page);
  if (sessionDir === null) throw new Error('the page is gone');
  return { bulkhead, cloud, page, tenantId, sessionDir };
}

/** Leaves a mark of its own in every store that is wanted. */
export async function seedAll(
  reader: Reader,
  isWanted: (store: Store) => boolean = () => true,
): Promise<readonly Seeded[]> {
  const seeded: Seeded[] = [];
  for (const store of STORES.filter(isWanted)) {
    const mark = `mark-${randomUUID()}`;
    const expected = await test.step(`seed ${store.name}`, () => store.seed(reader, mark));
    seeded.push({ store, mark, expected: expected ?? mark });
  }
  return seeded;
}

/** What is found in each store, by its name. */
export async function readAll(reader: Reader, seeded: readonly Seeded[]) {
  const found: Record<string, string | null> = {};
  for (const { store } of seeded) {
    found[store.name] = await test.step(`read ${store.name}`, () => store.read(reader));
  }
  return found;
}

/** What `readAll` finds where all of it is seen. */
export const everything = (seeded: readonly Seeded[]) =>
  Object.fromEntries(seeded.map(({ store, expected }) => [store.name, expected]));
/** What it finds where none is. */
export const nothing = (seeded: readonly Seeded[]) =>
  Object.fromEntries(seeded.map(({ store }) => [store.name, null]));

/** Names of the stores whose mark is somewhere in the files of a folder. */
export async function storesFoundIn(
  dir: string,
  seeded: readonly Seeded[],
  isLookedAt: (path: string) => boolean = () => true,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !isLookedAt(path)) continue;
    const bytes = await readFile(path);
    for (const { store, mark } of seeded) {
      if (bytes.includes(mark) || bytes.includes(Buffer.from(mark, 'utf16le')))
        found.add(store.name);
    }
  }
  return [...found].toSorted();
}
