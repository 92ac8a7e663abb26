import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Paths below a folder that hold one of the texts, in their content (as UTF-8 or as UTF-16, in which
 * Chromium keeps some) or in their name.
 */
export async function filesHolding(dir: string, texts: readonly string[]): Promise<string[]> {
  const sought = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
  const found: string[] = [];
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isNamed = texts.some((text) => entry.name.includes(text));
    // It may go while it is looked for.
    const bytes = entry.isFile() ? await readFile(path).catch(() => Buffer.alloc(0)) : null;
    if (isNamed || sought.some((text) => bytes?.includes(text) === true)) found.push(path);
  }
  return found;
}
