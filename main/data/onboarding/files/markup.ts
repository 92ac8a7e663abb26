/**
 * Writes HTML in which text stays text.
 *
 * Threat: a hand-over holds what tenants, services and operators wrote, and is opened in a browser
 * of whoever gets it. One value that is not escaped is a script there; one direction mark that is
 * not shut in makes “not done” read as something else. Template strings do neither.
 * So every value of `html` is escaped and isolated unless it is markup that `html` made.
 * Tested in test/unit/main/data/onboarding/files/hand-over-html.test.ts.
 */

/** A piece of HTML; made in this file alone. */
export class Markup {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** @internal */
  static ofSafe(text: string): Markup {
    return new Markup(text);
  }
}

type Value = string | number | Markup | null | readonly (Markup | null)[];

/** The template with every text escaped; null is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const written = parts.map((part, index) => {
    const value = values[index];
    return value === undefined ? part : `${part}${writtenValue(value)}`;
  });
  return Markup.ofSafe(written.join(''));
}

/** A text for between the quotes of an attribute, where an element of its own has no place. */
export function attribute(text: string): Markup {
  return Markup.ofSafe(escaped(text));
}

/** A constant of the code's own as it is, such as a style sheet. Never for a text from elsewhere. */
export function ownText(text: string): Markup {
  return Markup.ofSafe(text);
}

function writtenValue(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (value instanceof Markup) return value.text;
  // SECURITY(hand-over-text): text is escaped, and its direction ends with it.
  if (typeof value === 'string') return `<bdi>${escaped(value)}</bdi>`;
  return value.map((one) => one?.text ?? '').join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** All but line breaks, tabs, and the joiners that words and emoji are spelt with. */
const HIDDEN =
  /(?!\n|\t|\u200c|\u200d|\ufe0f)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** What cannot be seen is written as its number: the reader of evidence is to know that it is there. */
function escaped(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(HIDDEN, (hidden) => {
      const number = hidden.codePointAt(0) ?? 0;
      return `[U+${number.toString(16).toUpperCase().padStart(4, '0')}]`;
    })
    .replaceAll(/[&<>"']/g, (mark) => ENTITIES[mark] ?? '');
}
