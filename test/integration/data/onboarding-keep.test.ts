import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { KEY } from './a-store.ts';
import { begin, complete, completed, filesIn, openIn } from './an-onboarding.ts';

it('that was in memory is in both files under a key that came later', () => {
  const dir = mkdtempSync(join(tmpdir(), 'onboarding-keep-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const memory = openIn(dir, { key: null });
  begin(memory);
  for (const number of [1, 2, 3]) complete(memory, number);
  expect(readdirSync(dir)).toEqual([]);

  memory.keepUnder?.(Uint8Array.from(KEY));
  memory.close();

  const { first, copy } = filesIn(dir);
  for (const path of [first, copy]) {
    expect(readFileSync(path).includes('evidence 1;')).toBe(false);
  }
  const kept = openIn(dir);
  expect([kept.storage, kept.notice(), kept.keepUnder]).toEqual(['kept', null, null]);
  expect(completed(kept)).toBe(3);
  complete(kept, 4);
  kept.close();
  // The copy alone is enough.
  rmSync(first);
  const again = openIn(dir);
  expect(completed(again)).toBe(4);
  again.close();
});
