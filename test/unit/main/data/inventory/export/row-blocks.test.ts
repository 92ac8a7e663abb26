import { expect, it } from 'vitest';
import { rowBlocks } from '../../../../../../main/data/inventory/export/row-blocks.ts';
import { CONTOSO, manyDevices } from './an-export.ts';

it('lets other work have its turn after every block', async () => {
  let turns = 0;
  let isRunning = true;
  const work = () => {
    turns += 1;
    if (isRunning) setImmediate(work);
  };
  setImmediate(work);
  const turnsAtBlock: number[] = [];

  const blocks = rowBlocks({
    walk: manyDevices(5_000),
    tenantIds: new Set([CONTOSO]),
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  for await (const block of blocks) turnsAtBlock.push(block.length > 0 ? turns : -1);
  isRunning = false;

  expect(turnsAtBlock).toEqual(turnsAtBlock.toSorted((one, other) => one - other));
  expect(new Set(turnsAtBlock).size).toBe(5);
});
