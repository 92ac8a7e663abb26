import { execFile } from 'node:child_process';
import { appendFile, link, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkJournal } from '../../../../main/journal/check-journal.ts';
import { readHeadMark } from '../../../../main/journal/head-mark.ts';
import type { JournalWriter } from '../../../../main/journal/journal-writer.ts';
import {
  aDraft,
  journalFolder,
  KEY,
  openWriter,
  readFolder,
  recordsIn,
} from '../../../support/journal-files.ts';

const VERIFY = join(import.meta.dirname, '../../../../scripts/bulkhead-verify.mjs');
const FIRST = 'journal-00000001.jsonl';
const SECOND = 'journal-00000002.jsonl';

let folder: Awaited<ReturnType<typeof journalFolder>>;
let dir: string;
/** Where a backup, or anybody else, gives a file of the journal its second name. */
let aside: string;
beforeEach(async () => {
  folder = await journalFolder();
  dir = join(folder.dir, 'journal');
  aside = join(folder.dir, 'aside');
});
afterEach(() => folder.remove());

const append = (writer: JournalWriter, rows: number) => writer.append(aDraft({ fields: { rows } }));
const write = async (...all: readonly number[]) => {
  const { writer, chain } = await openWriter(dir);
  for (const rows of all) await append(writer, rows);
  await writer.stop();
  return chain;
};
const markOf = async () => {
  const read = await readHeadMark(dir, KEY, null);
  return read.kind === 'mark' ? read.mark : null;
};
const firstBad = async () => {
  const now = () => new Date('2026-11-21T09:00:00Z');
  return (await checkJournal({ dir, key: KEY, mark: await markOf(), now })).firstBad;
};
const reasons = async () => (await recordsIn(dir)).flatMap(({ fields }) => fields['after'] ?? []);

describe('a file of the journal with a second name', () => {
  it('is left as it is under the writer, which says so and goes on in another', async () => {
    const { writer } = await openWriter(dir);
    await append(writer, 1);
    await link(join(dir, FIRST), aside);
    const before = await readFile(aside, 'utf8');

    await append(writer, 2);
    await append(writer, 3);
    await writer.stop();

    expect(await readFile(aside, 'utf8')).toBe(before);
    expect(Object.keys(await readFolder(dir))).toEqual(['head', FIRST, SECOND]);
    expect(await reasons()).toEqual(['second-name']);
    expect(await firstBad()).toBeNull();
  });

  it('is left as it is at a start', async () => {
    await write(1, 2);
    await link(join(dir, FIRST), aside);
    const before = await readFile(aside, 'utf8');

    const chain = await write(3);

    expect(chain).toMatchObject({ current: null, fault: null, leftBy: 'second-name' });
    expect(await readFile(aside, 'utf8')).toBe(before);
    expect(await reasons()).toEqual(['second-name']);
    expect(await firstBad()).toBeNull();
  });

  it('that a kill left half a record in is made whole, and then left', async () => {
    await write(1, 2);
    await appendFile(join(dir, FIRST), '{"hash":"0123');
    await link(join(dir, FIRST), aside);

    expect(await write(3)).toMatchObject({ leftBy: 'second-name', torn: { bytes: 13 } });
    expect(await firstBad()).toBeNull();
  });

  it('is not cut when it is another’s file with a name of the journal', async () => {
    await write(1, 2);
    await writeFile(aside, 'no line of a journal');
    await link(aside, join(dir, SECOND));

    const chain = await write(3);

    expect(chain.fault).toEqual({ seq: 4, file: SECOND, fault: 'cut-off' });
    expect(await readFile(aside, 'utf8')).toBe('no line of a journal');
    expect(await firstBad()).toMatchObject({ file: SECOND, fault: 'cut-off' });
  });

  it('as the mark of its end is put in place anew, with both marks', async () => {
    await write(1, 2);
    await link(join(dir, 'head'), aside);
    await writeFile(join(dir, 'head.new'), 'left by a kill');
    const before = await readFile(aside, 'latin1');

    await write(3);

    expect(await readFile(aside, 'latin1')).toBe(before);
    expect((await stat(join(dir, 'head'))).nlink).toBe(1);
    expect((await stat(join(dir, 'head'))).mode & 0o777).toBe(0o600);
    expect(await markOf()).toMatchObject({ seq: 4 });
    const marks = (await readFile(join(dir, 'head'), 'latin1')).trim().split(/\s+/);
    expect(marks).toHaveLength(2);
    expect(Object.keys(await readFolder(dir))).not.toContain('head.new');
    expect(await firstBad()).toBeNull();
  });

  it('is told by the check without Bulkhead', async () => {
    await write(1, 2);
    const said = async () => (await promisify(execFile)(process.execPath, [VERIFY, dir])).stdout;
    expect(await said()).not.toContain('second name');

    await link(join(dir, FIRST), aside);

    expect(await said()).toMatch(/^SOUND: [^]*1 file\(s\) have a second name/);
  });
});
