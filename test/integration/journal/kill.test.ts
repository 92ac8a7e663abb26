import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkJournal } from '../../../main/journal/check-journal.ts';
import { readHeadMark } from '../../../main/journal/head-mark.ts';
import { journalFolder, KEY, linesIn, recordsIn } from '../../support/journal-files.ts';

let folder: Awaited<ReturnType<typeof journalFolder>>;
beforeAll(async () => {
  folder = await journalFolder();
});
afterAll(() => folder.remove());

/** Lets the writer run and kills it so long after its first word. Answers with what it said. */
function writeUntilKilled(afterMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const writer = join(import.meta.dirname, 'journal-writer-process.ts');
    const child = spawn(process.execPath, [writer, folder.dir], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let wrong = '';
    child.stderr.on('data', (chunk) => (wrong += String(chunk)));
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs));
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    child.once('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1));
      else reject(new Error(`The writer ended by itself: ${wrong}`));
    });
  });
}

it('has every record that was acknowledged, and is sound, however often it is killed', async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 12; round += 1) {
    acknowledged.push(...(await writeUntilKilled(1 + round * 9)));
  }
  // A last start takes away what the last kill left.
  acknowledged.push(...(await writeUntilKilled(50)));

  const read = await readHeadMark(folder.dir, KEY, KEY.id);
  const mark = read.kind === 'mark' ? read.mark : null;
  const now = () => new Date();
  expect(await checkJournal({ dir: folder.dir, key: KEY, mark, now })).toMatchObject({
    unsealed: 0,
    firstBad: null,
  });
  const hashes = new Map(
    (await linesIn(folder.dir)).flatMap((line) => {
      const found = /"hash":"([0-9a-f]{64})".*"seq":([0-9]+)/.exec(line);
      return found === null ? [] : [[found[2], found[1]] as const];
    }),
  );
  expect(acknowledged.length).toBeGreaterThan(13);
  expect(
    acknowledged.filter((line) => {
      const [seq, hash] = line.split(' ');
      return hashes.get(seq) !== hash;
    }),
  ).toEqual([]);
  expect(new Set((await recordsIn(folder.dir)).map(({ run }) => run)).size).toBe(13);
});
