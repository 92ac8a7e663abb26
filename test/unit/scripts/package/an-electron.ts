import { writeFile } from 'node:fs/promises';

/** What fuses lie behind in an Electron. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Writes what passes for an executable with these fuses, '0' or '1' each. */
export async function anElectron(path: string, fuses: string): Promise<string> {
  const header = Buffer.from([1, fuses.length]);
  await writeFile(
    path,
    Buffer.concat([Buffer.from(`code${SENTINEL}`), header, Buffer.from(`${fuses}code`)]),
  );
  return path;
}
