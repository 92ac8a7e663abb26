import { expect, it } from 'vitest';
import { aPage, anInventory, aRecord, COMPLETE, CONTOSO } from './an-inventory.ts';
import { aShelf } from './a-store.ts';

const defenderOf = (inventory: ReturnType<typeof anInventory>) =>
  inventory.sourcesOf(CONTOSO).filter(({ source }) => source === 'defender');
const ID = { source: 'defender', records: 2 };

it('a run that was left says why, keeps what it covered, and goes on after a restart', () => {
  const shelf = aShelf();
  const first = shelf.open();
  const before = anInventory(first.db);
  const whole = before.beginRun(CONTOSO, 'defender', { at: 1, isFull: true });
  const saved = before.savePage(whole, aPage([aRecord('defender', 'd1')]), 1);
  before.endRun(saved.run, COMPLETE, 2);
  const run = before.beginRun(CONTOSO, 'defender', { at: 3, isFull: true });
  const page = aPage([aRecord('defender', 'd2')], { next: 'page-2' });
  const left = before.savePage(run, page, 3);

  before.leaveRun(left.run, 'This device is offline.', 4);
  const said = defenderOf(before);
  first.close();
  const second = shelf.open();
  const after = anInventory(second.db);

  const isoOf = (at: number) => new Date(at * 1_000).toISOString();
  expect(said).toMatchObject([
    {
      ...ID,
      state: 'partial',
      problem: 'This device is offline.',
      covered: 1,
      completeAt: isoOf(2),
      triedAt: isoOf(4),
    },
  ]);
  expect(defenderOf(after)).toEqual(said);
  const again = after.beginRun(CONTOSO, 'defender', { at: 5, isFull: true });
  expect(again).toMatchObject({ next: 'page-2', covered: 1 });

  // Only the end of the whole removes what it did not list.
  const last = after.savePage(again, aPage([aRecord('defender', 'd3')]), 5);
  after.endRun(last.run, COMPLETE, 6);

  expect(defenderOf(after)).toMatchObject([
    { ...ID, state: 'complete', problem: null, completeAt: isoOf(6) },
  ]);
  expect(after.openRuns()).toEqual([]);
  second.close();
});
