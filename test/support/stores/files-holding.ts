import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { searchOf } from './search-of.ts';

/** Paths below a folder that hold one of the texts, in their content or in their name. */
export async function filesHolding(dir: string, texts: readonly string[]): Promise<string[]> {
  const within = searchOf(texts);
  const found: string[] = [];
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isNamed = texts.some((text) => entry.name.includes(text));
    // It may go while it is looked for.
    const bytes = entry.isFile() ? await readFile(path).catch(() => Buffer.alloc(0)) : null;
    if (isNamed || (bytes !== null && within(bytes).length > 0)) found.push(path);
  }
  return found;
}
