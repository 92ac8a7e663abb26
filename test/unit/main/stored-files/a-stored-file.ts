import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import {
  openStoredFile,
  type StoredFile,
  type StoredFileOptions,
} from '../../../../main/stored-files/stored-file.ts';

export const Shelf = z.strictObject({
  books: z.array(z.strictObject({ id: z.string(), title: z.string() })),
});
export type Shelf = z.infer<typeof Shelf>;

export const shelf = (...titles: readonly string[]): Shelf => ({
  books: titles.map((title, index) => ({ id: `b${index}`, title })),
});

export const NOW = new Date('2026-03-04T05:06:07.890Z');

/** A folder of its own, removed after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function shelfOptions(
  folder: string,
  changes: Partial<StoredFileOptions<Shelf>> = {},
): StoredFileOptions<Shelf> {
  return {
    path: join(folder, 'shelf.json'),
    what: 'tenants',
    version: 1,
    schema: Shelf,
    upgrades: [],
    initial: shelf(),
    now: () => NOW,
    ...changes,
  };
}

export function openShelf(
  folder: string,
  changes: Partial<StoredFileOptions<Shelf>> = {},
): StoredFile<Shelf> {
  return openStoredFile(shelfOptions(folder, changes));
}

/** Every file of the folder by name, as text. */
export function contentOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}
