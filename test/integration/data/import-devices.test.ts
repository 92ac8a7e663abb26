import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Device } from '../../../main/data/inventory/device.ts';
import { createImports } from '../../../main/data/inventory/import/imports.ts';
import { factsOf } from '../../../main/data/inventory/sources/facts-of.ts';
import { createInventoryStore } from '../../../main/data/inventory/store/create-inventory-store.ts';
import { aShelf } from './a-store.ts';
import { CONTOSO } from './an-inventory.ts';

const ENTRA = 'AAAAAAAA-0000-4000-8000-00000000000A';
const DEFENDER = 'Device ID,Device Name,AAD Device Id,Risk Level,Exposure Level,Last device update';
const INTUNE = 'Device ID,Device name,Microsoft Entra Device ID,Last check-in,Compliance';

it('makes devices of both exports, replaces them as a whole, and joins them', async () => {
  const shelf = aShelf();
  const { db, close } = shelf.open();
  const store = createInventoryStore(db, { factsOf, snapshotVersion: 1 });
  let next = 0;
  let put: Device[] = [];
  const imports = createImports({
    store,
    // What changed has to be taken before the next write.
    apply: (_, change) => void put.push(...change.put),
    now: () => new Date('2026-11-21T12:00:00Z'),
    random: (size) => Buffer.alloc(size, (next += 1)),
  });
  const take = async (name: string, ...lines: readonly string[]) => {
    const path = join(shelf.dir, name);
    writeFileSync(path, lines.join('\r\n'));
    const preview = await imports.preview(CONTOSO, path);
    put = [];
    const counts = await imports.apply(preview.importId, preview.exportedAt);
    return { preview, counts, put };
  };

  const first = await take(
    'defender-2026-11-18.csv',
    DEFENDER,
    `d1,pc-1.contoso.com,${ENTRA},High,Medium,11/17/2026 1:00:00 PM`,
    'd2,pc-2,,Low,Low,11/16/2026 1:00:00 PM',
  );
  const intune = await take(
    'intune-2026-11-19.csv',
    INTUNE,
    `i1,PC-1,${ENTRA.toLowerCase()},2026-11-18 10:00:00,Noncompliant`,
  );
  const second = await take(
    'defender-2026-11-20.csv',
    DEFENDER,
    `d1,pc-1.contoso.com,${ENTRA},Low,Medium,11/19/2026 1:00:00 PM`,
    'd3,pc-3,,Low,Low,11/19/2026 1:00:00 PM',
  );
  const older = join(shelf.dir, 'defender-2026-11-01.csv');
  writeFileSync(older, `${DEFENDER}\r\nd1,pc-1,,Low,Low,11/01/2026 1:00 PM\r\n`);
  const warned = await imports.preview(CONTOSO, older);

  expect(first.counts).toMatchObject({ devices: 2, added: 2, removed: 0 });
  expect(intune.put).toHaveLength(1);
  expect(second.counts).toMatchObject({ devices: 2, added: 1, removed: 1 });
  const devices = [...store.devicesOf(CONTOSO)];
  expect(
    devices.map(({ name, risk, compliance, sources }) => [name, risk, compliance, sources]),
  ).toEqual([
    ['PC-1', 'low', 'noncompliant', ['defender-file', 'intune-file']],
    ['pc-3', 'low', null, ['defender-file']],
  ]);
  expect(
    devices.flatMap(({ id }) =>
      (store.get(id)?.records ?? []).map(({ source, exportedAt }) => [
        source,
        new Date((exportedAt ?? 0) * 1_000).toISOString().slice(0, 10),
      ]),
    ),
  ).toEqual([
    ['defender-file', '2026-11-20'],
    ['intune-file', '2026-11-19'],
    ['defender-file', '2026-11-20'],
  ]);
  expect(warned.messages[0]?.message).toContain('exported later, on 2026-11-20 00:00 UTC');
  close();
});
