import { basename } from 'node:path';
import type { Estate, ImportPreview, ImportRow, TenantId } from '../../preload/contract/index.ts';
import { decodeText } from '../text-files/decode-text.ts';
import { inSlices, type Sliced } from '../text-files/slices.ts';
import type { Column } from './import/columns.ts';
import { readCsvRows } from './import/csv-rows.ts';
import { readJsonRows } from './import/json-rows.ts';
import type { RawRow } from './import/raw-row.ts';
import { readTenant } from './import/read-row.ts';
import { skeletonOf } from './lookalike.ts';
import { plainLine } from './plain-line.ts';
import { TENANT_NOT_ALLOWED } from './tenant-allow-list.ts';
import { MAX_TENANTS, type TenantEntry } from './tenant-registry.ts';

export const MAX_FILE_BYTES = 16 * 1024 * 1024;

export type ParsedTenants =
  | {
      readonly ok: true;
      readonly preview: Omit<ImportPreview, 'importId'>;
      /** The tenants of the rows that say `add`, in their order. */
      readonly entries: readonly TenantEntry[];
    }
  /** The file as a whole cannot be used; plain words. */
  | { readonly ok: false; readonly message: string };

/**
 * Reads a list of tenants from CSV or JSON and says row by row what an import would do. Nothing is
 * changed. Never throws for what is in the file.
 *
 * Threat: the file comes from elsewhere: another tool, a colleague, an attacker who hopes that a
 * name hides another tenant, that a cell runs in a spreadsheet, or that a few megabytes stop the
 * app. The parsers of the platform take what they are given, all or nothing.
 * So file, rows and values are bounded, each row is read by itself, texts are cleaned of what cannot
 * be seen, names that look like another tenant's are pointed out, and an id is a GUID or refused.
 * Tested in test/unit/main/tenants/import.
 * @param isAllowed whether the policy lists a tenant; every one when left out
 */
export function parseTenantsFile(
  bytes: Buffer,
  fileName: string,
  estate: Estate,
  isAllowed: (id: TenantId) => boolean = () => true,
): Promise<ParsedTenants> {
  return inSlices(readTenantsFile(bytes, fileName, estate, isAllowed));
}

function* readTenantsFile(
  bytes: Buffer,
  fileName: string,
  estate: Estate,
  isAllowed: (id: TenantId) => boolean,
): Sliced<ParsedTenants> {
  // SECURITY(import-bounds): see also the limits of rows and values in import/.
  if (bytes.length > MAX_FILE_BYTES) return refuse('The file is larger than 16 MB.');
  const decoded = decodeText(bytes);
  yield;
  if (!decoded.ok) return refuse(decoded.message);
  const { text } = decoded;

  const shownName = plainLine(basename(fileName)).text.slice(0, 255);
  const isJson = /^\s*[[{]/.test(text);
  if (!isJson && /\.json$/i.test(shownName)) {
    return refuse('The file is not proper JSON.');
  }
  const read = yield* isJson ? readJsonRows(text) : readCsvRows(text);
  if (!read.ok) return refuse(read.message);
  const missing = missingNotes(read.columns);
  if (!read.columns.has('domain')) {
    return refuse('No column holds domains. One has to be called “Domain”.');
  }
  if (read.rows.length === 0) return refuse('The file has no rows.');

  const judge = createJudge(estate, isAllowed);
  const rows: ImportRow[] = [];
  const entries: TenantEntry[] = [];
  for (const raw of read.rows) {
    yield;
    const { row, entry } = judge(raw);
    rows.push(row);
    if (entry !== null) entries.push(entry);
  }

  const count = (outcome: ImportRow['outcome']) =>
    rows.filter((row) => row.outcome === outcome).length;
  const left =
    read.rowsLeftOut === 0
      ? []
      : [
          `Only the first 2,000 rows are read; ${read.rowsLeftOut.toLocaleString('en')} are left out.`,
        ];
  return {
    ok: true,
    entries,
    preview: {
      fileName: shownName === '' ? 'file' : shownName,
      rows,
      rowsLeftOut: read.rowsLeftOut,
      notes: [...(decoded.note === null ? [] : [decoded.note]), ...read.notes, ...missing, ...left]
        .map((note) => note.slice(0, 300))
        .slice(0, 20),
      counts: {
        add: count('add'),
        alreadyThere: count('already-there'),
        refused: count('refused'),
      },
    },
  };
}

const refuse = (message: string): ParsedTenants => ({ ok: false, message });

function missingNotes(columns: ReadonlySet<Column>): readonly string[] {
  return columns.has('cloud')
    ? []
    : ['No column names the cloud. Tenants are taken as global unless the domain says otherwise.'];
}

interface Judged {
  readonly row: ImportRow;
  readonly entry: TenantEntry | null;
}

/** Decides row after row, knowing the estate and the rows before. */
function createJudge(
  estate: Estate,
  isAllowed: (id: TenantId) => boolean,
): (raw: RawRow) => Judged {
  const there = new Map<string, string>(estate.tenants.map(({ id, name }) => [id, name]));
  const rowOfId = new Map<string, number>();
  const bySkeleton = new Map(estate.tenants.map(({ name }) => [skeletonOf(name), name]));
  const byDomain = new Map(estate.tenants.map(({ domain, name }) => [domain, name]));
  let room = MAX_TENANTS - estate.tenants.length;

  return (raw) => {
    const shownId = raw.kind === 'cells' ? shown(raw.cells.get('id'), 80) : '';
    const shownName = raw.kind === 'cells' ? shown(raw.cells.get('name'), 120) : '';
    const decide = (outcome: ImportRow['outcome'], message: string, name = shownName) => ({
      row: raw.row,
      outcome,
      name,
      id: shownId,
      message: message.slice(0, 300),
    });

    if (raw.kind === 'broken') return { row: decide('refused', raw.message), entry: null };
    const read = readTenant(raw.cells);
    if (!read.ok) return { row: decide('refused', read.reasons.join(' ')), entry: null };
    const { entry, notes } = read;
    const { id, name, domain } = entry;

    const nameThere = there.get(id);
    if (nameThere !== undefined) {
      const other = nameThere === name ? '' : ` The file calls it “${name}”.`;
      const message = `In the estate already, as “${nameThere}”. Nothing is changed.${other}`;
      return { row: decide('already-there', message, name), entry: null };
    }
    // SECURITY(tenant-allow-list): a list from elsewhere adds nothing that the policy does not list.
    if (!isAllowed(id as TenantId)) {
      return { row: decide('refused', TENANT_NOT_ALLOWED, name), entry: null };
    }
    const before = rowOfId.get(id);
    if (before !== undefined) {
      const message = `Row ${before} has the same tenant id.`;
      return { row: decide('refused', message, name), entry: null };
    }
    if (room === 0) {
      const message = 'An estate holds 2,000 tenants. Forget some first.';
      return { row: decide('refused', message, name), entry: null };
    }

    const twin = bySkeleton.get(skeletonOf(name));
    const neighbour = byDomain.get(domain);
    const warnings = [
      ...(twin === undefined ? [] : [`Looks like “${twin}”, another tenant. Compare the ids.`]),
      ...(neighbour === undefined ? [] : [`“${neighbour}” has the same domain.`]),
    ];
    room -= 1;
    rowOfId.set(id, raw.row);
    bySkeleton.set(skeletonOf(name), name);
    byDomain.set(domain, name);
    return { row: decide('add', [...warnings, ...notes].join(' '), name), entry };
  };
}

const shown = (text: string | undefined, max: number) =>
  plainLine((text ?? '').slice(0, max * 4)).text.slice(0, max);
