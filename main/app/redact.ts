/**
 * Threat: a log is copied into tickets and read by others; what an operator or a service put into
 * an error ends up there: tokens, codes, names, addresses with secrets, and text that draws over
 * lines. The platform writes an error as it is.
 * So every text is cleaned where it is written, not where it comes from.
 * Tested in test/unit/main/app/redact.test.ts.
 */

const MAX_CHARS = 2_000;

/** `=` or `:`, also as an address has them once or twice encoded. */
const IS = String.raw`(?:[=:]|%(?:25)?3[ad])`;
const AT = '(?:@|%(?:25)?40)';
const SECRET_NAMES = [
  'token|secret|password|passwd|pwd|code|assertion|nonce|state|verifier|challenge|credentials?',
  'api-?_?key|session|canary|response|hint|username|authorization',
  String.raw`\b(?:sig|otc|otp|pin|sid|ctx)`,
].join('|');

const RULES: readonly (readonly [RegExp, string])[] = [
  // SECURITY(log-redaction): the longest shapes first, so that no rule leaves the tail of another.
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g, '[token]'],
  [/\b(bearer|basic|negotiate|ntlm|pop)\s+[\w.~+/=-]{6,}/gi, '$1 [secret]'],
  [/\b((?:set-)?cookie)\b\s*[:=][^\r\n]*/gi, '$1: [secret]'],
  [/\b(?:https?|wss?):\/\/[^\s"'<>]+/gi, '[address]'],
  [/\b[01]\.A[\w-]{20,}/g, '[token]'],
  [
    new RegExp(String.raw`(${SECRET_NAMES})(["']?\s*${IS}\s*["']?)[^\s"'&;,]+`, 'gi'),
    '$1$2[secret]',
  ],
  [
    new RegExp(String.raw`[\w.!#$%&'*+/=?^{|}~-]{1,200}${AT}[\w-]+(?:\.[\w-]+)+`, 'gi'),
    '[account]',
  ],
  [/(?:\/(?:home|Users)\/|[A-Za-z]:\\Users\\)[^\s/\\:"']+/g, '[home]'],
  // Hosts that Microsoft names after the tenant.
  [
    /[\w-]+(?=\.(?:sharepoint|onmicrosoft|mail\.onmicrosoft|onmschina|b2clogin|ciamlogin)\.)/gi,
    '[tenant]',
  ],
  // Nothing that is meant to be read is one word of this length.
  [/[\w-]{64,}/g, '[secret]'],
];

/** A text as it may stand in the log: one line, bounded, without secrets, names and addresses. */
export function redact(text: string): string {
  let cleaned = cutBetweenWords(text, MAX_CHARS * 4);
  for (const [pattern, replacement] of RULES) cleaned = cleaned.replace(pattern, replacement);
  return encodeControls(cleaned.slice(0, MAX_CHARS));
}

/** No half of a secret is left at the end, which no rule would know. */
function cutBetweenWords(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max);
  return cut.slice(0, cut.lastIndexOf(' ') + 1);
}

/** Controls and direction marks as `\u{…}`, so that a log shows what it holds. */
export function encodeControls(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
