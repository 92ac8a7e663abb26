import type { ColumnId, DeviceSource } from '../../../../preload/contract/device-columns.ts';
import { wordKey } from '../../../text-files/word-key.ts';
import {
  COUNT_FIELDS,
  FACET_FIELDS,
  ID_FIELDS,
  LIST_FIELDS,
  TEXT_FIELDS,
  TIME_FIELDS,
} from '../device.ts';
import { KNOWN_HEADERS } from './known-headers.ts';

export type FileSource = Extract<DeviceSource, 'defender-file' | 'intune-file'>;

export const FILE_COLUMNS = [
  ...TEXT_FIELDS,
  ...FACET_FIELDS,
  ...ID_FIELDS,
  ...LIST_FIELDS,
  ...TIME_FIELDS,
  ...COUNT_FIELDS,
] as const;
/** A column that a file may tell. */
export type FileColumn = (typeof FILE_COLUMNS)[number];

/** What the headers of a file are taken for, in their order; null is left out. */
export type Mapping = readonly (FileColumn | null)[];

const lists: ReadonlySet<string> = new Set(LIST_FIELDS);
const fileColumns: ReadonlySet<string> = new Set(FILE_COLUMNS);

export function isFileColumn(column: ColumnId): column is FileColumn {
  return fileColumns.has(column);
}

interface Known {
  readonly columns: ReadonlyMap<string, readonly [column: FileColumn, rank: number]>;
  readonly all: ReadonlySet<string>;
  readonly telling: readonly FileColumn[];
}

function index(source: FileSource): Known {
  const { columns, unused, telling } = KNOWN_HEADERS[source];
  const ranked = FILE_COLUMNS.flatMap((column) =>
    (columns[column] ?? []).map((name, rank) => [wordKey(name), [column, rank] as const] as const),
  );
  const byKey = new Map(ranked);
  return { columns: byKey, all: new Set([...byKey.keys(), ...unused.map(wordKey)]), telling };
}

const known: Readonly<Record<FileSource, Known>> = {
  'defender-file': index('defender-file'),
  'intune-file': index('intune-file'),
};

/** Whether an export of this kind has a column of this name. */
export function isKnownHeader(source: FileSource, header: string): boolean {
  return known[source].all.has(wordKey(header));
}

/** Which of a file's headers an export of this kind has, and for which columns they are read. */
export function mappingOf(source: FileSource, headers: readonly string[]): Mapping {
  const { columns } = known[source];
  const found = headers.map((header) => columns.get(wordKey(header)) ?? null);
  const best = new Map<FileColumn, { readonly place: number; readonly rank: number }>();
  for (const [place, entry] of found.entries()) {
    if (entry === null) continue;
    const [column, rank] = entry;
    const before = best.get(column);
    if (before === undefined || rank < before.rank) best.set(column, { place, rank });
  }
  return found.map((entry, place) => {
    if (entry === null) return null;
    // A list is put together of all its columns: Intune has one address for each adapter.
    return lists.has(entry[0]) || best.get(entry[0])?.place === place ? entry[0] : null;
  });
}

/**
 * Which export a file is, by its headers; null when they say too little or could be both. Two
 * columns that only this export has are enough: operators take columns out before they hand files on.
 */
export function recogniseSource(headers: readonly string[]): FileSource | null {
  const count = (source: FileSource) => {
    const columns = new Set(mappingOf(source, headers));
    return known[source].telling.filter((column) => columns.has(column)).length;
  };
  const defender = count('defender-file');
  const intune = count('intune-file');
  if (Math.max(defender, intune) < 2 || defender === intune) return null;
  return defender > intune ? 'defender-file' : 'intune-file';
}

/** How many headers either export knows: tells the line of column names from others. */
export function countKnown(headers: readonly string[]): number {
  return headers.filter(
    (header) => isKnownHeader('defender-file', header) || isKnownHeader('intune-file', header),
  ).length;
}

/** What is wrong with a mapping that the operator made; null when nothing is. */
export function problemOfMapping(mapping: Mapping, headers: readonly string[]): string | null {
  if (mapping.length !== headers.length) return 'The columns are not those of the file.';
  const seen = new Set<FileColumn>();
  for (const column of mapping) {
    if (column === null) continue;
    if (seen.has(column) && !lists.has(column)) {
      return 'Two columns of the file cannot be the same column of the table.';
    }
    seen.add(column);
  }
  return null;
}
