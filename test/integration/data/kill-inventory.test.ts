import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptRecord, RecordFacts } from '../../../main/data/inventory/device.ts';
import type { Store } from '../../../main/data/store/open-store.ts';
import { sql } from '../../../main/data/store/sql.ts';
import { anInventory, COMPLETE, CONTOSO, countOf, FABRIKAM, ROWS } from './an-inventory.ts';
import { aShelf, type Shelf } from './a-store.ts';

const WRITER = join(import.meta.dirname, 'inventory-writer.ts');
const KILLS = 200;
/** Written at the same time, each in a store of its own. */
const LANES = 4;
/** Stores that are begun anew, so that kills also meet their first moments. */
const STORES = 5;

interface When {
  /** Lines that it may say, or milliseconds that it may live. */
  readonly lines: number;
  readonly milliseconds: number;
}

// Most of a writer's life would go into reading its own source: a cache makes that a quarter. One
// that is killed writes no cache, so one that only loads what a writer loads does it for all.
let cacheDir: string;
beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'kill-inventory-'));
  await promisify(execFile)(process.execPath, [WRITER], { env: cached() });
});
afterAll(() => rm(cacheDir, { recursive: true }));

const cached = () => ({ ...process.env, NODE_COMPILE_CACHE: cacheDir });

/** Kills a writer; everything that it said it had kept. */
function killWriter(path: string, { lines, milliseconds }: When): Promise<readonly string[]> {
  const writer = spawn(process.execPath, [WRITER, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: cached(),
  });
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
      resolve(said.split('\n').filter((line) => line !== ''));
    });
  });
}

function problemsOf({ db }: Store): unknown[] {
  const check = db.pragma('integrity_check') as { integrity_check: string }[];
  return [
    ...check.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
    ...(db.pragma('foreign_key_check') as unknown[]),
    ...db.prepare(sql`SELECT key FROM device_record GROUP BY key HAVING count(*) > 1`).all(),
    ...db
      .prepare(sql`SELECT id FROM device_record WHERE device_id NOT IN (SELECT id FROM device)`)
      .all(),
    ...db
      .prepare(sql`SELECT id FROM device WHERE id NOT IN (SELECT device_id FROM device_record)`)
      .all(),
  ];
}

/** The numbers that the writer gave the rows of its file. */
function importedNumbers(records: readonly KeptRecord[]): (number | null | undefined)[] {
  return records
    .filter(({ source }) => source === 'intune-file')
    .map(({ raw }) => (JSON.parse(raw) as { facts: RecordFacts }).facts.vulnerabilities);
}

/** Opens what a kill left. Answers with the number of the last records. */
function inspect(shelf: Shelf, said: readonly string[], before: number): number {
  const store = shelf.open();
  const inventory = anInventory(store.db);
  for (const _ of inventory.finishFiles());
  const count = countOf(inventory, CONTOSO);
  const acknowledged = said.findLast((line) => line.startsWith('kept '));

  expect([store.storage, store.notice, problemsOf(store)]).toEqual(['kept', null, []]);
  expect(count).toBeGreaterThanOrEqual(Number(acknowledged?.slice(5) ?? before));
  const isForgotten = said.at(-1) === 'forgotten';
  expect(inventory.tenantIds().includes(FABRIKAM) && isForgotten).toBe(false);
  const devices = [...inventory.devicesOf(CONTOSO)];
  expect(said.includes('ended') && devices.length !== ROWS).toBe(false);
  // A file is there whole or not at all.
  const imported = devices.flatMap(({ id }) => importedNumbers(inventory.get(id)?.records ?? []));
  expect(new Set(imported).size).toBeLessThanOrEqual(1);
  expect([0, ROWS]).toContain(imported.length);
  store.close();
  return count;
}

/** What was begun is gone on with, and every device is there once. */
function finish(shelf: Shelf): void {
  const store = shelf.open();
  const inventory = anInventory(store.db);
  inventory.forget(FABRIKAM);
  const run = inventory.beginRun(CONTOSO, 'defender', { at: 1, isFull: true });
  inventory.endRun(run, { ...COMPLETE, state: 'partial' }, 1);
  const names = [...inventory.devicesOf(CONTOSO)].map(({ entraDeviceId }) => entraDeviceId);

  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThanOrEqual(ROWS);
  expect(inventory.tenantIds()).toEqual([CONTOSO]);
  expect(problemsOf(store)).toEqual([]);
  store.close();
}

/** Kills spread over lines, and every fifth over the milliseconds of a start. */
function whenOf(kill: number): When {
  return kill % 5 === 4
    ? { lines: Infinity, milliseconds: 40 + ((kill * 37) % 400) }
    : { lines: 1 + ((kill * 7) % 17), milliseconds: 20_000 };
}

describe('a process that is killed while it collects, imports and forgets', () => {
  it(`loses nothing it said it had kept, ${KILLS} times`, async () => {
    let kills = 0;
    const lane = async (number: number) => {
      for (let store = 0; store < STORES; store += 1) {
        const shelf = aShelf({ isInMemory: true });
        let count = 0;
        for (let kill = 0; kill < KILLS / LANES / STORES; kill += 1) {
          kills += 1;
          const said = await killWriter(shelf.path, whenOf(kill + store + number));
          count = inspect(shelf, said, count);
        }
        finish(shelf);
      }
    };

    await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));

    expect(kills).toBe(KILLS);
  }, 900_000);
});
