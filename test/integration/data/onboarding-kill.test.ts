import { spawn } from 'node:child_process';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../main/data/store/connect.ts';
import { sql } from '../../../main/data/store/sql.ts';
import { completed, filesIn, openIn } from './an-onboarding.ts';
import { aShelf, KEY } from './a-store.ts';

const WRITER = join(import.meta.dirname, 'onboarding-writer.ts');
const KILLS = 30;

/** Kills a writer after so many lines or milliseconds; the last step that it said it had kept. */
function killWriter(dir: string, lines: number, milliseconds: number): Promise<number> {
  const writer = spawn(process.execPath, [WRITER, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => void writer.kill('SIGKILL');
  const timer = setTimeout(kill, milliseconds);
  let said = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > lines) kill();
  });
  return new Promise((resolve) => {
    writer.once('close', () => {
      clearTimeout(timer);
      const numbers = said.split('\n').filter((line) => /^\d+$/.test(line));
      resolve(Number(numbers.at(-1) ?? 0));
    });
  });
}

function problemsOf(path: string): readonly unknown[] {
  const db = connect({ path, key: KEY, nativeBinding: null });
  const problems = [
    ...(db.pragma('integrity_check') as { integrity_check: string }[]).filter(
      (row) => row.integrity_check !== 'ok',
    ),
    ...(db.pragma('foreign_key_check') as unknown[]),
    ...db
      .prepare(
        sql`SELECT id FROM evidence WHERE id NOT IN (SELECT evidence_id FROM evidence_content)`,
      )
      .all(),
  ];
  db.close();
  return problems;
}

describe('a process that is killed while it completes steps', () => {
  it(`loses no step and no evidence that it said it had kept, ${KILLS} times`, async () => {
    const { dir } = aShelf({ isInMemory: true });
    const { first, copy } = filesIn(dir);
    let kept = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const isEarly = kill % 5 === 4;
      const said = await killWriter(
        dir,
        isEarly ? Infinity : 1 + ((kill * 7) % 13),
        isEarly ? 60 + ((kill * 37) % 400) : 20_000,
      );
      // Whatever else happens to one of the files before the next start.
      if (kill % 6 === 1) truncateSync(kill % 4 === 1 ? first : copy, 4_096 * 3);
      if (kill % 6 === 3) rmSync(kill % 4 === 3 ? first : copy);

      const store = openIn(dir);
      const count = completed(store);
      store.close();

      expect([store.storage, count >= Math.max(said, kept)]).toEqual(['kept', true]);
      // One more may be there: written, and killed before it could say so.
      expect(count).toBeLessThanOrEqual(Math.max(said, kept) + 1);
      kept = count;
      expect([problemsOf(first), problemsOf(copy)]).toEqual([[], []]);
    }
    expect(kept).toBeGreaterThan(KILLS);
    // Each of them holds all of it by itself.
    for (const alone of [first, copy]) {
      const other = aShelf();
      writeFileSync(filesIn(other.dir).first, readFileSync(alone));
      const store = openIn(other.dir);
      expect(completed(store)).toBe(kept);
      store.close();
    }
  }, 300_000);
});
