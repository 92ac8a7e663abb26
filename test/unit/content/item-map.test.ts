import { describe, expect, it } from 'vitest';
import { checklists, readPage, stepsOf } from './content.ts';

/** How many items each source document has. */
const COUNTS = { '000': 48, '001': 21, '002': 29, '003': 29, '004': 16 };
const ITEMS = Object.entries(COUNTS).flatMap(([document, count]) =>
  Array.from({ length: count }, (_, i) => `${document}-${String(i + 1).padStart(2, '0')}`),
);

/** What `covers` of steps and notices say: by item, where it is. */
function coveredByContent(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (item: string, place: string) =>
    found.set(item, (found.get(item) ?? new Set<string>()).add(place));
  for (const checklist of checklists) {
    for (const step of stepsOf(checklist)) {
      for (const item of step.covers) add(item, `step ${checklist.id}/${step.id}`);
    }
    for (const notice of checklist.notices) {
      for (const item of notice.covers) add(item, `notice ${checklist.id}: ${notice.title}`);
    }
  }
  return found;
}

interface Row {
  readonly item: string;
  /** In steps and notices. */
  readonly places: ReadonlySet<string>;
  readonly isElsewhere: boolean;
}

/** Rows of the page's tables of items. */
function rowsOfPage(page: string): readonly Row[] {
  return page.split('\n').flatMap((line): Row[] => {
    const [, item = '', , where = ''] = line.split('|').map((cell) => cell.trim());
    if (!/^\d{3}-\d{2}$/.test(item)) return [];
    const steps = [...where.matchAll(/step `([^`]+)`/g)].map(([, name]) => `step ${name ?? ''}`);
    const notices = [...where.matchAll(/notice `([^`]+)`: “([^”]+)”/g)].map(
      ([, id, title]) => `notice ${id ?? ''}: ${title ?? ''}`,
    );
    const isElsewhere = /(?:interface|not included): \S.{5,}/.test(where);
    return [{ item, places: new Set([...steps, ...notices]), isElsewhere }];
  });
}

/** What is missing, said twice, or said on one side only. */
function gaps(rows: readonly Row[], content: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const byItem = new Map(rows.map((row) => [row.item, row]));
  return [
    ...(byItem.size === rows.length ? [] : ['an item has two rows']),
    ...rows.filter(({ item }) => !ITEMS.includes(item)).map(({ item }) => `${item}: no such item`),
    ...[...content.keys()].filter((item) => !ITEMS.includes(item)).map((i) => `${i}: no such item`),
    ...ITEMS.flatMap((item) => {
      const row = byItem.get(item);
      if (row === undefined) return [`${item}: not on the page`];
      const covered = content.get(item) ?? new Set<string>();
      const isNowhere = row.places.size === 0 && !row.isElsewhere;
      return [
        ...(isNowhere ? [`${item}: nowhere, and no reason`] : []),
        ...[...row.places]
          .filter((p) => !covered.has(p))
          .map((p) => `${item}: not covered by ${p}`),
        ...[...covered].filter((p) => !row.places.has(p)).map((p) => `${item}: page lacks ${p}`),
      ];
    }),
  ];
}

describe('docs/onboarding-content.md', () => {
  const rows = rowsOfPage(readPage('docs/onboarding-content.md'));
  const content = coveredByContent();

  it('has every item of the source documents, where the checklists have it', () => {
    expect(ITEMS).toHaveLength(143);
    expect(gaps(rows, content)).toEqual([]);
  });

  it('would tell of a row that is gone, and of a step that no longer covers its item', () => {
    for (const item of ITEMS) {
      const without = rows.filter((row) => row.item !== item);
      expect(gaps(without, content)).toEqual([`${item}: not on the page`]);
    }
    for (const item of content.keys()) {
      const less = new Map([...content].filter(([one]) => one !== item));
      expect(gaps(rows, less)[0]).toContain(`${item}: not covered by`);
      const nowhere = rows.map((row) =>
        row.item === item ? { item, places: new Set<string>(), isElsewhere: false } : row,
      );
      expect(gaps(nowhere, content)[0]).toBe(`${item}: nowhere, and no reason`);
    }
  });

  it('leaves out only advertising and its made-up figures', () => {
    const page = readPage('docs/onboarding-content.md');
    const left = page.split('\n').filter((line) => line.includes('not included: '));
    expect(left.map((line) => line.slice(2, 8))).toEqual(['004-07', '004-16']);
  });
});
