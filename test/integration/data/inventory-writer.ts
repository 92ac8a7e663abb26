// Collects, imports and forgets and says what it has kept; the test kills it. It ends by itself only
// when the test is gone, or at once when it is given no store.
import { openStore } from '../../../main/data/store/open-store.ts';
import {
  anInventory,
  aPage,
  aRecord,
  COMPLETE,
  CONTOSO,
  countOf,
  FABRIKAM,
  ROWS,
} from './an-inventory.ts';

const [, , path = ''] = process.argv;
if (path === '') process.exit();
const { db } = openStore({
  path,
  key: new Uint8Array(32).fill(7),
  nativeBinding: null,
  appVersion: '1.2.3',
  now: () => new Date(),
});
const inventory = anInventory(db);
const say = (line: string) => process.stdout.write(`${line}\n`);

let number = countOf(inventory, CONTOSO);
const rows = (source: 'defender' | 'intune-file', from: number, count: number) => {
  number += 1;
  return Array.from({ length: count }, (_, row) =>
    aRecord(source, `${source}-${from + row}`, `entra-${from + row}`, {
      vulnerabilities: number,
      name: `PAW-${from + row}-${number}`,
    }),
  );
};

const test = process.ppid;
while (process.ppid === test) {
  let run = inventory.beginRun(CONTOSO, 'defender', { at: number, isFull: true });
  for (let from = Number(run.next ?? 0); from < ROWS; from += 10) {
    const next = from + 10 < ROWS ? String(from + 10) : null;
    const page = aPage(rows('defender', from, 10), { next });
    ({ run } = inventory.savePage(run, page, number));
    say(`kept ${number}`);
  }
  inventory.endRun(run, COMPLETE, number);
  say('ended');

  const times = { at: number, exportedAt: number };
  const file = inventory.replaceFile(CONTOSO, 'intune-file', rows('intune-file', 0, ROWS), times);
  for (const change of file) say(change === null ? 'read' : 'taken over');
  inventory.saveSnapshot(CONTOSO, [Buffer.alloc(20_000, number)]);
  say('imported');

  say('adding');
  const other = inventory.beginRun(FABRIKAM, 'entra', { at: number, isFull: true });
  inventory.savePage(other, aPage([aRecord('entra', 'e-1', 'entra-1')]), number);
  inventory.forget(FABRIKAM);
  say('forgotten');
}
