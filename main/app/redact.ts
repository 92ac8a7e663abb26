/**
 * Threat: a log is copied into tickets and read by others; what an operator or a service put into
 * an error ends up there: tokens, codes, names, addresses with secrets, and text that draws over
 * lines. So every text is cleaned where it is written, not where it comes from.
 * Tested in test/unit/main/app/redact.test.ts.
 */

const RULES: readonly (readonly [RegExp, string])[] = [
  // SECURITY(log-redaction): the longest shapes first, so that no rule leaves the tail of another.
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g, '[token]'],
  [/\b(bearer|basic|negotiate|ntlm)\s+[\w.~+/=-]{6,}/gi, '$1 [secret]'],
  [/\bhttps?:\/\/[^\s"'<>]+/gi, '[address]'],
  [/\b(?:0|1)\.A[\w-]{20,}/g, '[token]'],
  [
    /\b([\w-]*(?:token|secret|password|passwd|pwd|code|assertion|cookie|nonce|state))(["']?\s*[=:]\s*["']?)[^\s"'&;,]+/gi,
    '$1$2[secret]',
  ],
  [/[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g, '[account]'],
  [/(?:\/(?:home|Users)\/|[A-Za-z]:\\Users\\)[^\s/\\:"']+/g, '[home]'],
];

const MAX_CHARS = 2_000;

/** A text as it may stand in the log: one line, bounded, without secrets, names and addresses. */
export function redact(text: string): string {
  let cleaned = text.slice(0, MAX_CHARS * 4);
  for (const [pattern, replacement] of RULES) cleaned = cleaned.replace(pattern, replacement);
  return encodeControls(cleaned.slice(0, MAX_CHARS));
}

/** Controls and direction marks as `\u{…}`, so that a log shows what it holds. */
export function encodeControls(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
