import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openShelf } from './shelf.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lets the writer run and kills it `afterMs` after its first word. Answers with its last word. */
function writeUntilKilled(afterMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const writer = join(import.meta.dirname, 'writer.ts');
    const child = spawn(process.execPath, [writer, folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let wrong = '';
    child.stderr.on('data', (chunk) => (wrong += String(chunk)));
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs));
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    child.once('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(Number(said.split('\n').at(-2)));
      else reject(new Error(`The writer ended by itself: ${wrong}`));
    });
  });
}

it('has the acknowledged generation or the one after it, whole, when it is killed', async () => {
  let written = 0;
  for (let round = 0; round < 12; round += 1) {
    const acknowledged = await writeUntilKilled(3 + round * 7);

    const file = openShelf(folder);

    expect(file.problem).toBeNull();
    const generation = Number(file.value.books[0]?.title);
    expect([acknowledged, acknowledged + 1]).toContain(generation);
    expect(file.value.books).toHaveLength(1001);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    written = generation;
  }
  expect(written).toBeGreaterThan(12);
}, 60_000);
