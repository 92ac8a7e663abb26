import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, ROOT, type SourceFile } from './source-tree.ts';

const atRoot = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
const pages: readonly SourceFile[] = [
  ...atRoot.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })),
  ...filesBelow(['docs', 'resources', 'scripts'], /\.md$/),
];

/** Links are not looked for in code. */
const withoutCode = (text: string) => text.replaceAll(/```[^]*?```|`[^`\n]*`/g, '');
const isOurs = (address: string) => !/^[a-z]+:/.test(address);

/** Anchors of a page as they are made of its headings: lower case, hyphens, no punctuation. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('pages of the documentation', () => {
  it('link to files and headings that are there', () => {
    const links = pages.flatMap(({ path, text }) =>
      [...withoutCode(text).matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, address = '']) =>
        isOurs(address) ? [{ path, address }] : [],
      ),
    );
    const broken = links.filter(({ path, address }) => {
      const [file = '', anchor] = address.split('#');
      const target = file === '' ? join(ROOT, path) : join(ROOT, dirname(path), file);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
    });

    expect(broken).toEqual([]);
    expect(links.length).toBeGreaterThan(30);
  });
});

describe('docs/threat-model.md', () => {
  const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
  const ids = new Set(
    [...read('docs/security.md').matchAll(/^\| ([a-z][a-z0-9-]+) +\|/gm)].map(([, id]) => id),
  );
  /** The tables that say what defends: their second head is about being in the way. */
  const tables = read('docs/threat-model.md')
    .split('\n\n')
    .filter((part) => /^\|[^|]*\| (?:guarded by|in (?:its|the|their) way) +\|/.test(part));
  const cited = tables.flatMap((table) =>
    [...table.matchAll(/`([a-z][a-z0-9-]+)`/g)].map(([, id]) => id),
  );

  it('defends with properties of docs/security.md', () => {
    expect(cited.filter((id) => !ids.has(id))).toEqual([]);
    expect(tables.length).toBe(10);
    expect(cited.length).toBeGreaterThan(120);
  });

  it('says of every threat what is not defended', () => {
    const threats = read('docs/threat-model.md').split('\n### ').slice(1, -1);

    expect(threats.length).toBe(9);
    expect(threats.filter((text) => !text.includes('\nNot defended'))).toEqual([]);
  });
});
