/**
 * Text that a spreadsheet shows and does not run.
 *
 * Threat: names, tags and reasons come from tenants and services. A cell that begins with `=`, `+`,
 * `-`, `@`, a tab, a line break or a NUL is a formula to a spreadsheet, full-width forms to some of
 * them too, and a formula can send what is beside it somewhere. CSV has no way to say “text”. Where
 * the list separator of the system is the semicolon, a spreadsheet also begins a new cell after every
 * semicolon, and a new row after every line break, of a cell that is not the first of its line: quotes
 * count only where a cell begins.
 * So an apostrophe is put before what would be a formula (OWASP ASVS 5.0, 1.2.10), at the beginning and
 * after semicolons and line breaks. Tested in test/unit/main/data/csv.test.ts.
 */

// eslint-disable-next-line no-control-regex
const AT_START = /^[\s\u0000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\u0000]/u;
const INSIDE =
  // eslint-disable-next-line no-control-regex
  /(?<=[;\r\n])(?=(?:[^\S\r\n]|\u0000)*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

/** Tells nearly every text from one that needs a closer look, which takes ten times as long. */
// eslint-disable-next-line no-control-regex
const MAY_BE_ONE = /^[\s\u0000=+\-@\uff1d\uff0b\uff0d\uff20]|[;\r\n]/u;

/** The text as it is, or with an apostrophe before everything that would be a formula. */
export function spreadsheetText(value: string): string {
  if (!MAY_BE_ONE.test(value)) return value;
  // SECURITY(csv-formula): a cell is text.
  const text = value.replace(INSIDE, "'");
  return AT_START.test(value) ? `'${text}` : text;
}
