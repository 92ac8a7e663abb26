// Run as a process of its own by kill.test.ts: saves generation after generation and says each one
// that was acknowledged, until it is killed.
import { writeSync } from 'node:fs';
import { openShelf, shelf } from './shelf.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Which folder?');

const file = openShelf(folder);
const first = Number(file.value.books[0]?.title ?? 0);
for (let generation = first + 1; ; generation += 1) {
  file.write(shelf(generation));
  writeSync(1, `${generation}\n`);
}
