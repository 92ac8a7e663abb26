import { join } from 'node:path';
import { z } from 'zod';
import type { FileSystem } from '../../../main/stored-files/file-system.ts';
import { openStoredFile, type StoredFile } from '../../../main/stored-files/stored-file.ts';

const Shelf = z.strictObject({ books: z.array(z.strictObject({ title: z.string() })) });
export type Shelf = z.infer<typeof Shelf>;

/** A generation of about 100 KB whose first entry says its number. */
export const shelf = (generation: number): Shelf => ({
  books: [
    { title: String(generation) },
    ...Array.from({ length: 1000 }, () => ({ title: `${generation} `.repeat(20) })),
  ],
});

export function openShelf(folder: string, fs?: FileSystem): StoredFile<Shelf> {
  return openStoredFile({
    path: join(folder, 'shelf.json'),
    what: 'tenants',
    version: 1,
    schema: Shelf,
    upgrades: [],
    initial: { books: [] },
    now: () => new Date(),
    ...(fs === undefined ? {} : { fs }),
  });
}
