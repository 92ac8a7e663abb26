import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, ROOT, shippedCode } from './source-tree.ts';

const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

interface Row {
  readonly id: string;
  readonly property: string;
  readonly code: readonly string[];
  readonly tests: readonly string[];
}

const pathsIn = (cell: string) =>
  [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, path]) => path ?? []);

const rows: readonly Row[] = page.split('\n').flatMap((line) => {
  const cells = line.split('|').map((cell) => cell.trim());
  const [, id = '', property = '', code = '', tests = ''] = cells;
  if (cells.length !== 6 || !/^[a-z][a-z0-9-]+$/.test(id) || id === 'id') return [];
  return [{ id, property, code: pathsIn(code), tests: pathsIn(tests) }];
});

const places = new Map<string, Set<string>>();
for (const { path, text } of [...shippedCode(), ...filesBelow(['scripts'], /\.mjs$/)]) {
  for (const [, id = ''] of text.matchAll(/SECURITY\(([^)]*)\)/g)) {
    places.set(id, (places.get(id) ?? new Set()).add(path));
  }
}

describe('docs/security.md', () => {
  it('has a row for every id in the code', () => {
    const known = new Set(rows.map(({ id }) => id));

    expect([...places.keys()].filter((id) => !known.has(id))).toEqual([]);
    expect(places.size).toBeGreaterThan(40);
  });

  it('cites only files that are there', () => {
    const cited = [
      ...page.matchAll(/`((?:main|preload|renderer|resources|scripts|test)\/[^`<>*\s]+)`/g),
    ];
    const paths = cited.flatMap(([, path]) => path ?? []);

    expect(paths.length).toBeGreaterThan(100);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('has every row once', () => {
    const ids = rows.map(({ id }) => id);

    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(rows.map((row) => [row.id, row] as const))('names code and test of %s', (id, row) => {
    expect(row.code.toSorted()).toEqual([...(places.get(id) ?? [])].toSorted());
    expect(row.tests.length).toBeGreaterThan(0);
    expect(row.tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(row.tests.filter((path) => !path.startsWith('test/'))).toEqual([]);
    expect(row.property).not.toBe('');
  });
});
