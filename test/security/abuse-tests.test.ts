import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, ROOT } from './source-tree.ts';

const page = readFileSync(join(ROOT, 'docs/abuse-tests.md'), 'utf8');
const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^T\d\d$/.test(cells[1] ?? ''));
const pathsIn = (text: string) =>
  [...text.matchAll(/`(test\/[^`]+)`/g)].flatMap(([, path]) => path ?? []);

const below = (folder: string) => (path: string) => path.startsWith(`test/${folder}/`);
const RUNS_ON = {
  package: below('e2e/package'),
  build: below('e2e/electron'),
  browser: below('e2e/web'),
  code: (path: string) => !path.startsWith('test/e2e/'),
};

describe('docs/abuse-tests.md', () => {
  it('has each of the twenty-five once, in order', () => {
    const ids = Array.from({ length: 25 }, (_, at) => `T${String(at + 1).padStart(2, '0')}`);
    expect(rows.map(([, id]) => id)).toEqual(ids);
  });

  it.each(rows.map((cells) => [cells[1], cells] as const))(
    'names tests of %s that are there, and what was seen without the guard',
    (_, [, , attack = '', madeBy = '', , without = '']) => {
      const paths = pathsIn(madeBy);
      expect(paths.length).toBeGreaterThan(0);
      expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
      expect(attack.length).toBeGreaterThan(10);
      expect(without.length).toBeGreaterThan(10);
    },
  );

  it.each(rows.map((cells) => [cells[1], cells] as const))(
    'says what the tests of %s run on',
    (_, [, , , madeBy = '', runsOn = '']) => {
      const all = Object.entries(RUNS_ON).filter(([, isOf]) => pathsIn(madeBy).some(isOf));
      expect(runsOn.split(', ')).toEqual(all.map(([what]) => what));
    },
  );

  it('lists every test of an installed Bulkhead', () => {
    const listed = new Set(pathsIn(page));
    const specs = filesBelow(['test/installed'], /\.spec\.ts$/).map(({ path }) => path);

    expect(specs.length).toBeGreaterThan(3);
    expect(specs.filter((path) => !listed.has(path))).toEqual([]);
  });
});
