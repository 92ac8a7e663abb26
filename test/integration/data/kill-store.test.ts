import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStatusStore } from '../../../main/data/status/status-store.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { aShelf } from './a-store.ts';

const TENANT = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const WRITER = join(import.meta.dirname, 'store-writer.ts');

/** Kills a writer after so many answers; the last number that it said it had kept. */
function killAfter(path: string, answers: number): Promise<number> {
  const writer = spawn(process.execPath, [WRITER, path, TENANT], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > answers) writer.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    writer.once('close', () => resolve(Number(said.trimEnd().split('\n').at(-1))));
  });
}

describe('a process that is killed while it writes', () => {
  it('loses nothing it said it had kept, and keeps answers together', async () => {
    const shelf = aShelf();
    for (const answers of [1, 3, 8, 20]) {
      const said = await killAfter(shelf.path, answers);

      const store = shelf.open();
      const { groups, securityDefaults } = createStatusStore(store.db).read(TENANT).answers;
      const kept = Number(groups?.source);

      expect([store.storage, store.notice]).toEqual(['kept', null]);
      // One more may be there: written, and killed before it could say so.
      expect([said, said + 1]).toContain(kept);
      expect(securityDefaults?.source).toBe(groups?.source);
      store.close();
    }
  });
});
