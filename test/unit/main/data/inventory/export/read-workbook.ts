import { crc32, inflateRawSync } from 'node:zlib';

/** A cell as a reader of workbooks sees it: its text or number, its type and its format. */
export interface ReadCell {
  readonly value: string | number;
  readonly isText: boolean;
  readonly style: number;
}

export interface ReadSheet {
  readonly name: string;
  readonly xml: string;
  /** Rows of cells; empty cells are null, rows end with their last cell. */
  readonly rows: readonly (readonly (ReadCell | null)[])[];
}

/** Reads a zip file by its central directory, as spreadsheets do, and checks every sum. */
export function unzip(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const parts = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [sum, packed, size] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset));
    const [nameLength = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    );
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = inflateRawSync(bytes.subarray(from, from + (packed ?? 0)));
    if (content.length !== size || crc32(content) !== sum) throw new Error(`${name} is damaged`);
    parts.set(name, content);
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

export function readWorkbook(bytes: Buffer): readonly ReadSheet[] {
  const parts = unzip(bytes);
  const partOf = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  const links = new Map(
    [...partOf('xl/_rels/workbook.xml.rels').matchAll(/Id="([^"]+)" [^>]*Target="([^"]+)"/g)].map(
      ([, id, target]) => [id, target],
    ),
  );
  return [...partOf('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"[^>]*r:id="([^"]+)"/g)].map(
    ([, name = '', id]) => {
      const xml = partOf(`xl/${links.get(id)}`);
      return { name, xml, rows: rowsOf(xml) };
    },
  );
}

function rowsOf(xml: string): ReadSheet['rows'] {
  return [...xml.matchAll(/<row r="(\d+)">(.*?)<\/row>/gs)].map(([, number, row = ''], index) => {
    if (Number(number) !== index + 1) throw new Error(`Row ${number} is at ${index + 1}`);
    const cells: (ReadCell | null)[] = [];
    for (const [, letters = '', , style, type, content = ''] of row.matchAll(
      /<c r="([A-Z]+)(\d+)"(?: s="(\d+)")?(?: t="(\w+)")?>(.*?)<\/c>/gs,
    )) {
      const isText = type === 'inlineStr';
      const inner = content.replace(/^<is><t xml:space="preserve">|^<v>|<\/t><\/is>$|<\/v>$/g, '');
      const at = columnOf(letters);
      while (cells.length < at) cells.push(null);
      cells.push({
        value: isText ? plain(inner) : Number(inner),
        isText,
        style: Number(style ?? 0),
      });
    }
    return cells;
  });
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** XML's text, then the escapes of spreadsheets. A reader of XML turns CR LF and CR into LF. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '?')
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
}
