import type { DeviceImportPreview } from '../../../../preload/contract/index.ts';
import { plainLine } from '../../../tenants/plain-line.ts';
import { cutText } from '../../../text-files/cut-text.ts';
import {
  decodedPieces,
  findEncoding,
  type FoundEncoding,
} from '../../../text-files/find-encoding.ts';
import { atOnce, type Sliced } from '../../../text-files/slices.ts';
import type { NewRecord } from '../device.ts';
import type { ChosenFile } from './chosen-file.ts';
import {
  type FileColumn,
  type FileSource,
  isKnownHeader,
  type Mapping,
  mappingOf,
  problemOfMapping,
  recogniseSource,
} from './file-columns.ts';
import { readHead, type TableHead, TableReader } from './file-table.ts';
import { FileWatcher } from './file-watcher.ts';
import { ImportError } from './import-error.ts';
import { detached, ImportMessages } from './import-messages.ts';
import { rowKeeper } from './kept-row.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type DateOrders, rowFacts } from './row-facts.ts';
import { rowIdentifier } from './row-ids.ts';

/** What the operator decided about a file. */
export interface FileChoice {
  readonly source: FileSource;
  readonly mapping: Mapping;
}

export interface ImportWork {
  readonly signal?: AbortSignal;
  /** Bytes of the file. */
  readonly progress?: (done: number, total: number) => void;
}

/** Everything that is needed to read the file once more in the same way. */
export interface FilePlan {
  readonly encoding: FoundEncoding;
  readonly head: TableHead;
  readonly layout: Layout;
  readonly orders: DateOrders;
}

type Told = Pick<
  DeviceImportPreview,
  'source' | 'rows' | 'good' | 'headers' | 'messages' | 'moreMessages'
>;

export interface FileReading {
  readonly told: Told;
  /** Line of the column names. */
  readonly headLine: number;
  /** Null when it cannot be imported like this. */
  readonly plan: FilePlan | null;
}

const MAX_SAMPLES = 3;
const MAX_SAMPLE = 120;
const TOO_LONG = { ok: false, message: 'This row is too long to be kept.' } as const;
/** A device has to have one of these. */
const NEEDED: readonly FileColumn[] = ['defenderId', 'intuneId', 'name'];

/**
 * Reads all of a file and says what importing it would do. Nothing is kept of it but samples and
 * messages. Throws an ImportError for what can never be imported.
 */
export function* readDeviceFile(
  file: ChosenFile,
  choice: FileChoice | null,
  maxRows: number,
  work: ImportWork,
): Sliced<FileReading> {
  const encoding = yield* findEncoding(file);
  if (typeof encoding === 'string') throw new ImportError('invalid', withZipHint(encoding));
  const head = yield* readHead(decodedPieces(file, encoding, () => undefined));
  if (typeof head === 'string') throw new ImportError('invalid', head);
  const { headers } = head;
  const problem = choice === null ? null : problemOfMapping(choice.mapping, headers);
  if (problem !== null) throw new ImportError('invalid', problem);

  const source = choice?.source ?? recogniseSource(headers);
  const mapping =
    choice?.mapping ?? (source === null ? headers.map(() => null) : mappingOf(source, headers));
  const layout = source === null ? null : layoutOf(source, headers, mapping);
  const isUsable = layout !== null && NEEDED.some((column) => layout.places.has(column));
  const messages = new ImportMessages();
  noteFile(messages, head, encoding, source, isUsable);

  const counted = yield* readRows(file, { encoding, head, layout, isUsable }, maxRows, {
    messages,
    work,
  });
  if (counted.rows === 0) messages.note(head.line, 'There are no rows below the column names.');
  const told: Told = {
    source,
    rows: counted.rows,
    good: counted.good,
    headers: headers.map((header, place) => ({
      header,
      column: mapping[place] ?? null,
      isKnown: source !== null && isKnownHeader(source, header),
      samples: counted.samples[place] ?? [],
    })),
    ...messages.all,
  };
  const plan = layout === null || !isUsable || counted.good === 0 ? null : layout;
  return {
    told,
    headLine: head.line,
    plan: plan === null ? null : { encoding, head, layout: plan, orders: counted.orders },
  };
}

interface Counted {
  readonly rows: number;
  readonly good: number;
  readonly samples: readonly string[][];
  readonly orders: DateOrders;
}

function* readRows(
  file: ChosenFile,
  {
    encoding,
    head,
    layout,
    isUsable,
  }: Pick<FilePlan, 'encoding' | 'head'> & {
    readonly layout: Layout | null;
    readonly isUsable: boolean;
  },
  maxRows: number,
  { messages, work }: { readonly messages: ImportMessages; readonly work: ImportWork },
): Sliced<Counted> {
  const { headers } = head;
  const reading =
    layout === null || !isUsable
      ? null
      : {
          layout,
          identify: rowIdentifier(layout),
          keeper: rowKeeper(layout, {}),
          watcher: new FileWatcher(messages, layout),
        };
  const samples = headers.map((): string[] => []);
  let rows = 0;
  let good = 0;
  let byName = 0;
  const table = openTable(file, encoding, head, work);
  for (;;) {
    yield;
    stopIfCancelled(work);
    const row = yield* table.next();
    if (row === null) break;
    rows += 1;
    // SECURITY(device-import-bounds): see also the limits of the file, its records and values.
    if (rows > maxRows) throw new ImportError('invalid', tooManyRows(maxRows));
    if (!row.ok) {
      messages.row(row.line, row.message);
      continue;
    }
    takeSamples(samples, row.cells);
    if (reading === null) continue;
    const id = reading.keeper.fits(row.cells) ? reading.identify(row.cells) : TOO_LONG;
    if (!id.ok) {
      messages.row(row.line, id.message);
      continue;
    }
    good += 1;
    if (id.isByName) byName += 1;
    if (row.cells.length < headers.length) {
      const message = `This row has ${row.cells.length} values, the column names are ${headers.length}. The rest is taken as empty.`;
      messages.row(row.line, message);
    }
    reading.watcher.line = row.line;
    rowFacts(reading.layout, row.cells, {}, reading.watcher);
  }
  file.checkUnchanged();
  if (byName > 0) {
    const message = `Rows without a device ID: ${byName.toLocaleString('en')}. They are told apart by name and serial number.`;
    messages.note(head.line, message);
  }
  return { rows, good, samples, orders: reading?.watcher.decideDates(head.line) ?? {} };
}

/**
 * The records of a file that was read before, one after the other. Throws an ImportError when it is
 * cancelled and when the file is no longer what it was, also after the last record: who takes
 * records has to take all or none.
 */
export function* recordsOf(
  file: ChosenFile,
  { encoding, head, layout, orders }: FilePlan,
  work: ImportWork,
): Generator<NewRecord> {
  const identify = rowIdentifier(layout);
  const keeper = rowKeeper(layout, orders);
  const { source } = layout;
  const table = openTable(file, encoding, head, work);
  for (;;) {
    stopIfCancelled(work);
    const row = atOnce(table.next());
    if (row === null) break;
    // A row is refused here for what it was refused for in the preview.
    if (!row.ok || !keeper.fits(row.cells)) continue;
    const id = identify(row.cells);
    if (!id.ok) continue;
    const facts = rowFacts(layout, row.cells, orders);
    const joinId = facts.entraDeviceId ?? null;
    yield { source, sourceId: id.sourceId, joinId, raw: keeper.keep(row.cells), facts };
  }
  file.checkUnchanged();
}

function openTable(
  file: ChosenFile,
  encoding: FoundEncoding,
  head: TableHead,
  { progress }: ImportWork,
): TableReader {
  const told = (done: number) => progress?.(Math.min(done, file.size), file.size);
  return new TableReader(decodedPieces(file, encoding, told), head);
}

function stopIfCancelled({ signal }: ImportWork): void {
  if (signal?.aborted === true) {
    throw new ImportError('cancelled', 'The import was cancelled. What was there before stays.');
  }
}

function takeSamples(samples: readonly string[][], cells: readonly string[]): void {
  for (const [place, ofColumn] of samples.entries()) {
    if (ofColumn.length >= MAX_SAMPLES) continue;
    const text = cutText(plainLine((cells[place] ?? '').slice(0, 4 * MAX_SAMPLE)).text, MAX_SAMPLE);
    if (text !== '' && !ofColumn.includes(text)) ofColumn.push(detached(text));
  }
}

function noteFile(
  messages: ImportMessages,
  head: TableHead,
  encoding: FoundEncoding,
  source: FileSource | null,
  isUsable: boolean,
): void {
  if (source === null) {
    const message =
      'The column names do not tell whether this is Defender’s or Intune’s export. Say which it is, and what the columns are.';
    messages.note(head.line, message);
  } else if (!isUsable) {
    messages.note(head.line, 'No column is the device ID or the name; one of them is needed.');
  }
  if (encoding.note !== null) messages.note(1, encoding.note);
  if (head.linesAbove > 0) {
    const message = `The column names are in line ${head.line.toLocaleString('en')}; what is above them is left out.`;
    messages.note(1, message);
  }
}

function withZipHint(message: string): string {
  // Intune hands its export out in an archive.
  return message.includes('ZIP')
    ? `${message} If it is Intune’s download, take the CSV file out of it.`
    : message;
}

function tooManyRows(maxRows: number): string {
  return `The file has more than ${maxRows.toLocaleString('en')} rows, which is more than can be imported.`;
}
