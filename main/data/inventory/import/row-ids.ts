import { hash } from 'node:crypto';
import { plainLine } from '../../../tenants/plain-line.ts';
import type { FileColumn } from './file-columns.ts';
import type { Layout } from './layout.ts';

export type RowId =
  | {
      readonly ok: true;
      readonly sourceId: string;
      /** Whether it is known by its name, for want of an id of the service. */
      readonly isByName: boolean;
    }
  | { readonly ok: false; readonly message: string };

const MAX_ID = 128;
const ID_COLUMNS = { 'defender-file': 'defenderId', 'intune-file': 'intuneId' } as const;

/**
 * Says which device the rows of one file are, in their order: two rows with one id are one device,
 * and the first is taken. A device without an id has one of its name and serial number, the same in
 * every file.
 */
export function rowIdentifier(layout: Layout): (cells: readonly string[]) => RowId {
  const seen = new Set<string>();
  const textOf = (cells: readonly string[], column: FileColumn) => {
    const [place] = layout.places.get(column) ?? [];
    const cell = place === undefined ? undefined : cells[place];
    return cell === undefined ? '' : plainLine(cell.slice(0, 2_000)).text.toLowerCase();
  };

  return (cells) => {
    const id = textOf(cells, ID_COLUMNS[layout.source]);
    const isByName = id === '';
    const name = isByName ? textOf(cells, 'name') : '';
    if (isByName && name === '') {
      return { ok: false, message: 'This row has neither a device ID nor a name.' };
    }
    const sourceId = isByName
      ? `name-${digest([name, textOf(cells, 'serial')])}`
      : id.length > MAX_ID
        ? `id-${digest([id])}`
        : id;
    // Sixteen bytes for each row, whatever its id is; a part of the row would keep all of it.
    const key = Buffer.from(hash('sha256', sourceId).slice(0, 32), 'hex').toString('latin1');
    if (seen.has(key)) {
      const by = isByName ? 'name and serial number' : 'device ID';
      return { ok: false, message: `A row above has the same ${by}; this one is left out.` };
    }
    seen.add(key);
    return { ok: true, sourceId, isByName };
  };
}

/** Stable for the same values, and different for `a`, `bc` and `ab`, `c`. */
function digest(values: readonly string[]): string {
  return hash('sha256', JSON.stringify(values)).slice(0, 32);
}
