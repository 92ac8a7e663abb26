import { setImmediate } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createImports } from '../../../main/data/inventory/import/imports.ts';
import type { Device } from '../../../main/data/inventory/device.ts';
import type { InventoryStore } from '../../../main/data/inventory/inventory-store.ts';
import { factsOf } from '../../../main/data/inventory/sources/facts-of.ts';
import { createInventoryStore } from '../../../main/data/inventory/store/create-inventory-store.ts';
import { sql } from '../../../main/data/store/sql.ts';
import { aShelf } from './a-store.ts';
import { aPage, CONTOSO, FABRIKAM } from './an-inventory.ts';

const AT = 1_700_000_000;
const ROWS = 2_500;
const HEADERS = 'Device ID,Device Name,AAD Device Id,Risk Level,Exposure Level,Last device update';

const rowsNamed = (letter: string) =>
  Array.from(
    { length: ROWS },
    (_, row) => `${letter}${row},pc-${letter}${row},,High,Low,11/16/2026 1:00:00 PM`,
  );

/** A store that takes over the first rows of a file and then finds the disk full. */
const onto =
  (disk: { isFull: boolean }) =>
  (inventory: InventoryStore): InventoryStore => ({
    ...inventory,
    *replaceFile(...given) {
      const work = inventory.replaceFile(...given);
      for (let step = work.next(); ; step = work.next()) {
        if (step.done === true) return step.value;
        yield step.value;
        if (disk.isFull && [...(step.value?.put ?? [])].length >= 100) throw new Error('disk full');
      }
    },
  });

/** An inventory with one collected device and one imported one, and a file of many on its way. */
async function aLargeImport(
  storeOf: (inventory: InventoryStore) => InventoryStore = (inventory) => inventory,
) {
  const shelf = aShelf();
  const store = shelf.open();
  const inventory = createInventoryStore(store.db, { factsOf, snapshotVersion: 1 });
  const table = new Map<number, Device>();
  let next = 0;
  const imports = createImports({
    store: storeOf(inventory),
    apply: (_, { put, removed }) => {
      for (const device of put) table.set(device.id, device);
      for (const id of removed) table.delete(id);
    },
    now: () => new Date('2026-11-21T12:00:00Z'),
    random: (size) => Buffer.alloc(size, (next += 1)),
  });
  const preview = (name: string, rows: readonly string[], tenantId = CONTOSO) => {
    const path = join(shelf.dir, name);
    writeFileSync(path, [HEADERS, ...rows].join('\r\n'));
    return imports.preview(tenantId, path);
  };
  const one = await preview('one.csv', ['old,pc-old,,Low,Low,11/16/2026 1:00:00 PM']);
  await imports.apply(one.importId, one.exportedAt);
  const large = await preview('large.csv', rowsNamed('d'));

  /** A page of a collection, as it comes in between. */
  const collect = (number: number) => {
    const id = `machine-${number}`;
    const raw = JSON.stringify({ id, computerDnsName: `pc-${number}` });
    const record = { source: 'defender', sourceId: id, joinId: null, raw } as const;
    const run = inventory.beginRun(CONTOSO, 'defender', { at: AT, isFull: true });
    const { change } = inventory.savePage(run, aPage([record]), AT);
    for (const device of change.put) table.set(device.id, device);
  };
  return {
    store,
    inventory,
    table,
    imports,
    large,
    preview,
    collect,
    names: () => [...inventory.devicesOf(CONTOSO)].map(({ name }) => name).toSorted(),
    setAside: () =>
      store.db
        .prepare<[], { count: number }>(
          sql`SELECT (SELECT count(*) FROM device_file) + (SELECT count(*) FROM device_file_slice) AS count`,
        )
        .get()?.count,
  };
}

/** Runs `between` at every turn that others get until the work is done. Answers with the turns. */
async function withTurns(work: Promise<unknown>, between: (turn: number) => void) {
  const state = { isDone: false };
  const whenDone = async () => {
    await work.catch(() => undefined);
    state.isDone = true;
  };
  void whenDone();
  let turns = 0;
  while (!state.isDone) {
    await setImmediate();
    if (!state.isDone) between((turns += 1));
  }
  return turns;
}

describe('a large import', () => {
  it('lets others have their turn, and what they keep is kept', async () => {
    const { imports, large, collect, inventory, table, names, store, setAside } =
      await aLargeImport();

    const work = imports.apply(large.importId, large.exportedAt);
    const turns = await withTurns(work, (turn) => {
      if (turn % 5 === 0) collect(turn);
      // Nothing is left open for others to fall into.
      expect((store.db as unknown as { inTransaction: boolean }).inTransaction).toBe(false);
    });

    // 500 rows are taken over between two turns, and no more.
    expect(turns).toBeGreaterThanOrEqual(ROWS / 500);
    expect(await work).toMatchObject({ devices: ROWS, added: ROWS, removed: 1 });
    expect(names()).toHaveLength(ROWS + Math.floor(turns / 5));
    const byId = (devices: Iterable<Device>) =>
      [...devices].toSorted((one, two) => one.id - two.id).map((each) => JSON.stringify(each));
    expect(byId(inventory.devicesOf(CONTOSO))).toEqual(byId(table.values()));
    expect(setAside()).toBe(0);
    store.close();
  });

  it('changes nothing when it is cancelled while it is read', async () => {
    const { imports, large, names, table, store, setAside } = await aLargeImport();
    const before = new Map(table);
    const cancelling = new AbortController();

    const work = imports.apply(large.importId, large.exportedAt, { signal: cancelling.signal });
    work.catch(() => undefined);
    let wereSetAside = 0;
    await withTurns(work, () => {
      wereSetAside = Math.max(wereSetAside, setAside() ?? 0);
      if (wereSetAside > 2) cancelling.abort();
    });

    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(wereSetAside).toBeGreaterThan(2);
    expect(names()).toEqual(['pc-old']);
    expect(table).toEqual(before);
    expect(setAside()).toBe(0);
    store.close();
  });

  it('is taken over whole before another one of its source begins', async () => {
    const disk = { isFull: true };
    const { imports, large, preview, names, store, setAside } = await aLargeImport(onto(disk));
    await expect(imports.apply(large.importId, large.exportedAt)).rejects.toThrow('disk full');
    expect(names().length).toBeGreaterThan(1);
    expect(names().length).toBeLessThan(ROWS);
    disk.isFull = false;
    const other = await preview('other.csv', rowsNamed('e'));

    const cancelling = new AbortController();
    const work = imports.apply(other.importId, other.exportedAt, { signal: cancelling.signal });
    work.catch(() => undefined);
    await withTurns(work, () => {
      if (names().length === ROWS) cancelling.abort();
    });

    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(names()).toHaveLength(ROWS);
    expect(names()).not.toContain('pc-old');
    expect(setAside()).toBe(0);
    store.close();
  });

  it('that cannot be taken over keeps those of other tenants from nothing', async () => {
    const { imports, large, preview, inventory, store } = await aLargeImport(
      onto({ isFull: true }),
    );
    const other = await preview('other.csv', rowsNamed('e'), FABRIKAM);
    for (const { importId, exportedAt } of [large, other]) {
      await expect(imports.apply(importId, exportedAt)).rejects.toThrow('disk full');
    }
    store.db
      .prepare(
        sql`UPDATE device_file_slice SET records = '{' WHERE run_id = (SELECT min(run_id) FROM device_file)`,
      )
      .run();

    expect(() => [...inventory.finishFiles()]).toThrow('could not be finished');

    expect([...inventory.devicesOf(FABRIKAM)]).toHaveLength(ROWS);
    store.close();
  });

  it('ends when its tenant is forgotten, and nothing of it comes back', async () => {
    const { imports, large, inventory, store, setAside } = await aLargeImport();

    const work = imports.apply(large.importId, large.exportedAt);
    work.catch(() => undefined);
    await withTurns(work, (turn) => {
      if (turn === 4) inventory.forget(CONTOSO);
    });

    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(inventory.tenantIds()).toEqual([]);
    expect(setAside()).toBe(0);
    store.close();
  });
});
