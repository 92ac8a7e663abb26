/**
 * Controls, line separators, and everything that has no shape of its own: direction marks and
 * overrides, characters without width, tags, fillers. Joiners and the emoji selector are looked at
 * separately, because words and emoji are spelt with them.
 */
const HIDDEN =
  /(?!\u200c|\u200d|\ufe0f)[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffc\ufffe\uffff]/gu;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Joiners are part of spelling between letters of some scripts and inside emoji, nowhere else. */
const STRAY_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])(?:\u200c|\u200d|\ufe0f)|(?:\u200c|\u200d)(?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;

export interface PlainLine {
  readonly text: string;
  /** Whether something that cannot be seen was left out, other than white space. */
  readonly wasCleaned: boolean;
}

/**
 * One line of text in which nothing is hidden: composed (NFC), without controls, direction marks
 * and invisible characters, with single spaces and none around it.
 *
 * A name is shown next to ids and colours that the operator trusts; a direction override in it
 * could make one tenant read as another.
 */
export function plainLine(text: string): PlainLine {
  // Most names are this plain, and there may be a million of them.
  if (PLAIN.test(text)) return { text, wasCleaned: false };
  const { text: cleaned, wasCleaned } = withoutHidden(text.replaceAll(LINE_BREAKS, ' '));
  return { text: cleaned.replaceAll(/\s+/gu, ' ').trim(), wasCleaned };
}

/** Text of several lines, cleaned the same way; line breaks become `\n`. */
export function plainText(text: string): PlainLine {
  const lines = text.split(LINE_BREAK).map((line) => withoutHidden(line.replaceAll('\t', ' ')));
  return {
    text: lines
      .map((line) => line.text)
      .join('\n')
      .trim(),
    wasCleaned: lines.some((line) => line.wasCleaned),
  };
}

/** Words of ASCII with single spaces between them. */
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/;
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

function withoutHidden(text: string): PlainLine {
  // SECURITY(plain-names): what cannot be seen is no part of a name.
  const cleaned = text
    .replaceAll(HIDDEN, '')
    .replaceAll(LONE_SURROGATE, '')
    .replaceAll(STRAY_JOINER, '');
  return { text: cleaned.normalize('NFC'), wasCleaned: cleaned !== text };
}
