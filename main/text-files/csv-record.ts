export const SEPARATORS = [',', ';', '\t'] as const;

/** What Excel reads as the separator, on a line before the header. */
const EXCEL_SEPARATOR = /^ *"?sep=([,;\t])"?\s*$/i;

/** The separator that a line `sep=;` names; null for any other line. */
export function excelSeparator(line: string): string | null {
  return EXCEL_SEPARATOR.exec(line)?.[1] ?? null;
}

/**
 * The values of one record, or null when it is none. As strict as RFC 4180: a value is in quotes as
 * a whole or has none, because a guess would move values into other columns.
 */
export function parseRecord(text: string, separator: string): readonly string[] | null {
  // Most records have no quotes, and then there is nothing to parse.
  if (!text.includes('"')) return text.split(separator);
  const values: string[] = [];
  for (let at = 0; ; at += 1) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end === -1) return null;
      values.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const next = text.indexOf(separator, at);
      const value = text.slice(at, next === -1 ? text.length : next);
      if (/["\r\n]/.test(value)) return null;
      values.push(value);
      at += value.length;
    }
    if (at === text.length) return values;
    if (text[at] !== separator) return null;
  }
}

/** Where the value ends that begins at `from`: at a quote that is not one of two. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** `10 MB`, `70 KB`: for a length in characters, most of which are a byte. */
export function sizeText(length: number): string {
  return length >= 1024 * 1024
    ? `${Math.round(length / (1024 * 1024))} MB`
    : `${Math.max(1, Math.round(length / 1024))} KB`;
}
