/**
 * Text inside an XML part of a workbook. Characters that XML cannot hold, and the carriage return,
 * which XML readers turn into a line feed, are written as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19
 * ST_Xstring); what already looks like that is written so that it comes back. Half a character
 * becomes U+FFFD.
 */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(FORBIDDEN, (found) => `_x${hex(found)}_`)
    .replace(HALF, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

// eslint-disable-next-line no-control-regex
const SPECIAL = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_x|\p{Surrogate}/u;
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/gu;
/** An underscore that a reader would take for the beginning of an escape. */
const LOOKS_ESCAPED = /_(?=x[0-9a-f]{4}_)/giu;
const HALF = /\p{Surrogate}/gu;

const hex = (character: string) =>
  character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
