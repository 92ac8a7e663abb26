import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../../main/stored-files/file-system.ts';
import { aFolder, contentOf, openShelf, shelf, type Shelf } from './a-stored-file.ts';
import {
  type CountedFileSystem,
  dyingFileSystem,
  interceptedFileSystem,
  stumblingFileSystem,
} from './failing-file-system.ts';

const SECRET = 'canary-4711';

interface Scene {
  /** What is on the disk before. */
  readonly arrange: (folder: string) => void;
  /** What is done while the process dies or a call fails. */
  readonly act: (folder: string, fs: FileSystem) => void;
  /** What the next start may find. */
  readonly allowed: readonly Shelf[];
}

const twoGenerations = (folder: string) => {
  const file = openShelf(folder);
  file.write(shelf('one'));
  file.write(shelf('two', SECRET));
};

const SCENES: Record<string, Scene> = {
  'the first write': {
    arrange: () => undefined,
    act: (folder, fs) => openShelf(folder, { fs }).write(shelf('one')),
    allowed: [shelf(), shelf('one')],
  },
  'a later write': {
    arrange: twoGenerations,
    act: (folder, fs) => openShelf(folder, { fs }).write(shelf('three')),
    allowed: [shelf('two', SECRET), shelf('three')],
  },
  'a write that erases': {
    arrange: (folder) => {
      twoGenerations(folder);
      openShelf(folder).write(shelf('two', SECRET));
      writeFileSync(join(folder, 'shelf.json.damaged-20250101T000000Z'), `a\n${SECRET}\nb`);
    },
    act: (folder, fs) => openShelf(folder, { fs }).write(shelf('two'), { erases: [SECRET] }),
    allowed: [shelf('two', SECRET), shelf('two')],
  },
  'recovery from the backup': {
    arrange: (folder) => {
      twoGenerations(folder);
      writeFileSync(join(folder, 'shelf.json'), 'damaged');
    },
    act: (folder, fs) => openShelf(folder, { fs }).write(shelf('three')),
    allowed: [shelf('one'), shelf('three')],
  },
  'recovery of a missing file': {
    arrange: (folder) => {
      twoGenerations(folder);
      rmSync(join(folder, 'shelf.json'));
    },
    act: (folder, fs) => openShelf(folder, { fs }).write(shelf('three')),
    allowed: [shelf('one'), shelf('three')],
  },
};

function attempt(scene: Scene, folder: string, { fs }: CountedFileSystem): boolean {
  try {
    scene.act(folder, fs);
    return true;
  } catch {
    return false;
  }
}

/** How many calls the scene makes when nothing goes wrong. */
function callsOf(scene: Scene): number {
  const folder = aFolder();
  scene.arrange(folder);
  const counted = interceptedFileSystem(() => undefined);
  scene.act(folder, counted.fs);
  return counted.calls.length;
}

describe.each(Object.entries(SCENES))('%s', (_name, scene) => {
  const last = scene.allowed.at(-1);

  it('leaves a whole generation wherever the process dies', () => {
    const total = callsOf(scene);
    expect(total).toBeGreaterThan(6);

    for (let index = 0; index <= total; index += 1) {
      const folder = aFolder();
      scene.arrange(folder);
      const isDone = attempt(scene, folder, dyingFileSystem(index));

      const { value, problem } = openShelf(folder);

      expect(scene.allowed).toContainEqual(value);
      // What was acknowledged is there.
      expect(isDone ? value : last).toEqual(last);
      expect(['damaged', undefined]).toContain(problem?.state);
      expect(Object.keys(contentOf(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }
  });

  it.each(['EIO', 'ENOSPC', 'EACCES'])('loses nothing whichever call fails with %s', (code) => {
    const total = callsOf(scene);

    for (let index = 0; index < total; index += 1) {
      const folder = aFolder();
      scene.arrange(folder);
      const isDone = attempt(scene, folder, stumblingFileSystem(index, code));

      const { value } = openShelf(folder);

      expect(scene.allowed).toContainEqual(value);
      expect(isDone ? value : last).toEqual(last);
    }
  });
});

it('keeps memory and disk at one value whichever call of a write fails', () => {
  const total = callsOf(SCENES['a later write'] as Scene);

  for (let index = 0; index < total; index += 1) {
    const folder = aFolder();
    twoGenerations(folder);
    let isArmed = false;
    let count = 0;
    const { fs } = interceptedFileSystem((call) => {
      if (!isArmed) return;
      count += 1;
      if (count - 1 === index) throw Object.assign(new Error(call), { code: 'EIO' });
    });
    const file = openShelf(folder, { fs });
    isArmed = true;
    try {
      file.write(shelf('three'));
    } catch {
      // Whether it threw is seen in the value.
    }

    expect(openShelf(folder).value).toEqual(file.value);
  }
});

it('has erased everything whenever a write that erases was acknowledged', () => {
  const scene = SCENES['a write that erases'] as Scene;
  const total = callsOf(scene);
  let acknowledged = 0;

  for (let index = 0; index < total; index += 1) {
    const folder = aFolder();
    scene.arrange(folder);
    if (!attempt(scene, folder, stumblingFileSystem(index, 'EIO'))) continue;
    acknowledged += 1;

    expect(JSON.stringify(contentOf(folder))).not.toContain(SECRET);
  }

  expect(acknowledged).toBeGreaterThan(0);
});
