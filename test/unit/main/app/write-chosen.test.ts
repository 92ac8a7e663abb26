import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeChosen as writeInData } from '../../../../main/data/onboarding/chosen-file.ts';
import { Failure } from '../../../../main/ipc/failure.ts';
import { writeChosen, writeChosenParts } from '../../../../main/app/write-chosen.ts';

const BYTES = Buffer.from('%PDF-1.7');

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'chosen-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

describe('a file that main writes where the operator chose', () => {
  it('is written whole, over what was there', async () => {
    const path = join(aFolder(), 'hand-over.pdf');
    writeFileSync(path, 'x'.repeat(100));
    await writeChosen(path, BYTES);

    expect(readFileSync(path)).toEqual(BYTES);
    await writeChosenParts(path, [BYTES.subarray(0, 3), BYTES.subarray(3)]);

    expect(readFileSync(path)).toEqual(BYTES);
  });

  it.each([
    ['a folder that is gone', (dir: string) => join(dir, 'gone', 'a.pdf'), /not there any more/],
    [
      'a folder in its place',
      (dir: string) => {
        mkdirSync(join(dir, 'a.pdf'));
        return join(dir, 'a.pdf');
      },
      /not a file/,
    ],
    [
      'a link in its place',
      (dir: string) => {
        writeFileSync(join(dir, 'other'), 'kept');
        symlinkSync(join(dir, 'other'), join(dir, 'a.pdf'));
        return join(dir, 'a.pdf');
      },
      /a link to another place/,
    ],
    ['no path of its own', () => 'a.pdf', /no name for a file/],
  ])('is refused for %s, in the words of the data process', async (_, place, words) => {
    const path = place(aFolder());
    const said = (work: Promise<void>) =>
      work.then(
        () => null,
        (error: unknown) => error,
      );
    const inMain = await said(writeChosen(path, BYTES));
    const inParts = await said(writeChosenParts(path, [BYTES]));
    const inData = await said(writeInData(path, BYTES));

    expect(inMain).toBeInstanceOf(Failure);
    expect(inMain).toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(words),
    });
    expect(inParts).toMatchObject({
      code: 'storage-failed',
      message: (inMain as Failure).message,
    });
    expect(inData).toMatchObject({
      code: 'storage-failed',
      message: (inMain as Failure).message,
    });
  });
});
