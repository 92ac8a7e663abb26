// Run as a process of its own by kill.test.ts: adds records, some that it waits for and some that it
// does not, and says each one that was acknowledged, until it is killed.
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { aDraft, openWriter } from '../../support/journal-files.ts';

const dir = process.argv[2];
if (dir === undefined) throw new Error('Which folder?');

const { writer, chain } = await openWriter(dir, {
  run: randomBytes(8).toString('hex'),
  maxSegmentBytes: 20_000,
});
if (chain.fault !== null) throw new Error(`not sound: ${JSON.stringify(chain.fault)}`);
for (;;) {
  for (let each = 0; each < 5; each += 1) writer.note(aDraft({ fields: { rows: each } }));
  const { seq, hash } = await writer.append(aDraft({ kind: 'intent', outcome: null }));
  writeSync(1, `${String(seq)} ${hash}\n`);
}
