import { wordKey } from '../../../text-files/word-key.ts';
import type { FileColumn, FileSource, Mapping } from './file-columns.ts';

/** How rows of a file are read. */
export interface Layout {
  readonly source: FileSource;
  /** Each once, as the rows that are kept have them. */
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  /** Where the values of a column are; lists may be in several places. */
  readonly places: ReadonlyMap<FileColumn, readonly number[]>;
  /** Where Defender has the build of Windows, which helps to tell its release; -1 for nowhere. */
  readonly osBuild: number;
}

export function layoutOf(source: FileSource, headers: readonly string[], mapping: Mapping): Layout {
  const places = new Map<FileColumn, number[]>();
  for (const [place, column] of mapping.entries()) {
    if (column === null) continue;
    const before = places.get(column);
    if (before === undefined) places.set(column, [place]);
    else before.push(place);
  }
  const osBuild = headers.findIndex((header) => wordKey(header) === 'osbuild');
  return { source, headers, mapping, places, osBuild };
}
