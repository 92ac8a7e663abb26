/**
 * Finds the entries of a list in a JSON text without parsing the text as a whole.
 *
 * `JSON.parse` is all or nothing: one wrong comma in entry 700 loses the other 699, and it takes
 * megabytes of nesting or text as readily as a tenant. This finds where entries begin and end by
 * counting brackets outside of strings, and leaves understanding them to `JSON.parse`. It keeps no
 * stack, so that depth costs nothing.
 */

export interface Element {
  readonly from: number;
  readonly to: number;
}

/** Where the list begins, behind its bracket: the text itself, or a member of this name. */
export function findList(text: string, names: readonly string[]): number | null {
  const start = skipSpace(text, 0);
  if (text[start] === '[') return start + 1;
  if (text[start] !== '{') return null;
  let at = skipSpace(text, start + 1);
  while (text[at] === '"') {
    const key = readKey(text, at);
    if (key === null) return null;
    const valueAt = skipSpace(text, key.next);
    if (text[valueAt] === '[' && names.includes(key.name.toLowerCase())) return valueAt + 1;
    const end = skipValue(text, valueAt);
    if (text[end] !== ',') return null;
    at = skipSpace(text, end + 1);
  }
  return null;
}

/** The entries of the list that begins at `at`, up to its end or the text's. */
export function* elementsOfList(text: string, at: number): Generator<Element> {
  let from = skipSpace(text, at);
  while (from < text.length && text[from] !== ']') {
    const to = skipValue(text, from);
    yield { from, to };
    const comma = skipSpace(text, to);
    if (text[comma] !== ',') return;
    from = skipSpace(text, comma + 1);
  }
}

/** A key that an object's text has more than once, or null. The text must be proper JSON. */
export function hasKeyTwice(text: string): string | null {
  const seen = new Set<string>();
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (text[at] === '"') {
    const key = readKey(text, at);
    if (key === null) return null;
    if (seen.has(key.name)) return key.name;
    seen.add(key.name);
    const end = skipValue(text, key.next);
    if (text[end] !== ',') return null;
    at = skipSpace(text, end + 1);
  }
  return null;
}

/** The key whose opening quote is at `at`, and where its value may begin. */
function readKey(
  text: string,
  at: number,
): { readonly name: string; readonly next: number } | null {
  const end = skipString(text, at);
  const colon = skipSpace(text, end);
  if (text[colon] !== ':') return null;
  try {
    const name: unknown = JSON.parse(text.slice(at, end));
    return typeof name === 'string' ? { name, next: colon + 1 } : null;
  } catch {
    return null;
  }
}

function skipSpace(text: string, from: number): number {
  const space = /[ \t\n\r]*/y;
  space.lastIndex = from;
  space.exec(text);
  return space.lastIndex;
}

/**
 * Behind the closing quote of the string whose opening quote is at `from`. A string cannot go over
 * the end of a line, so a quote that is missing costs the rest of its line and not of the text.
 */
function skipString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '\\') at += 1;
    else if (letter === '"') return at + 1;
    else if (letter === '\n' || letter === '\r') return at;
  }
  return text.length;
}

/** Where the value ends: at the comma or closing bracket behind it, or at the text's end. */
function skipValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const letter = text[at];
    if (letter === '"') {
      const end = skipString(text, at);
      const isOpen = end < text.length && text[end - 1] !== '"';
      // Where an entry is a line, the quote that is missing has hidden its closing bracket.
      const tailAt = Math.max(at, end - 100);
      const tail =
        isOpen && depth === 1 ? /\}[ \t]*(?=,?[ \t]*$)/.exec(text.slice(tailAt, end)) : null;
      if (tail !== null) return tailAt + tail.index + tail[0].length;
      at = end;
      continue;
    }
    if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') {
      if (depth === 0) return at;
      depth -= 1;
    } else if (letter === ',' && depth === 0) return at;
    at += 1;
  }
  return text.length;
}
