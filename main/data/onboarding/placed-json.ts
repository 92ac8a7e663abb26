/**
 * Reads JSON (RFC 8259) and keeps where each value stands, so that whoever wrote a file by hand is
 * told the line. The platform's parser tells no place for many faults, lets the last of two equal
 * keys win without a word, and takes `__proto__`.
 */

/** Keys and positions on the way to a value, outermost first. */
export type JsonPath = readonly (string | number)[];

/** Counted from one; a column is a UTF-16 unit. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export type PlacedJson =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where the value of a path begins, or the nearest one around it that is there. */
      readonly placeOf: (path: JsonPath) => TextPlace;
    }
  | { readonly ok: false; readonly place: TextPlace; readonly text: string };

const MAX_DEPTH = 32;
const SPACE = /[ \t\n\r]*/y;
// Controls and unpaired escapes are looked for afterwards; this is the grammar.
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;

class Fault extends Error {
  readonly at: number;

  constructor(at: number, text: string) {
    super(text);
    this.at = at;
  }
}

/** Never throws: a fault of the text is an answer. */
export function readPlacedJson(text: string): PlacedJson {
  const begins = new Map<object, Map<string | number, number>>();
  let at = 0;

  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const next = () => {
    take(SPACE);
    return text[at];
  };
  const fail = (what: string): never => {
    throw new Fault(
      at,
      at >= text.length ? `The file ends too early: ${what}.` : `Not JSON here: ${what}.`,
    );
  };
  const takeString = (what: string): string => {
    const token = take(STRING);
    if (token === null) {
      return fail(
        text[at] === '"'
          ? 'this text does not end on its line, or has an unknown \\ in it'
          : `${what} in double quotes is expected`,
      );
    }
    return JSON.parse(token) as string;
  };

  const takeObject = (depth: number): Record<string, unknown> => {
    const found: Record<string, unknown> = {};
    const places = new Map<string | number, number>();
    begins.set(found, places);
    at += 1;
    if (next() === '}') {
      at += 1;
      return found;
    }
    for (;;) {
      next();
      const keyAt = at;
      const key = takeString('the name of a field');
      // SECURITY(checklist-keys): an assignment to this one would change what every object inherits.
      if (key === '__proto__') throw new Fault(keyAt, 'A field may not be named “__proto__”.');
      if (places.has(key)) throw new Fault(keyAt, `The field “${shown(key)}” is there twice.`);
      if (next() !== ':') fail('a colon is expected after the name of a field');
      at += 1;
      next();
      places.set(key, at);
      found[key] = takeValue(depth + 1);
      const mark = next();
      if (mark === ',') at += 1;
      else if (mark === '}') {
        at += 1;
        return found;
      } else fail('a comma or } is expected');
    }
  };
  const takeArray = (depth: number): unknown[] => {
    const found: unknown[] = [];
    const places = new Map<string | number, number>();
    begins.set(found, places);
    at += 1;
    if (next() === ']') {
      at += 1;
      return found;
    }
    for (;;) {
      next();
      places.set(found.length, at);
      found.push(takeValue(depth + 1));
      const mark = next();
      if (mark === ',') at += 1;
      else if (mark === ']') {
        at += 1;
        return found;
      } else fail('a comma or ] is expected');
    }
  };
  const takeValue = (depth: number): unknown => {
    if (depth > MAX_DEPTH) fail('fields are nested too deeply');
    switch (text[at]) {
      case '{':
        return takeObject(depth);
      case '[':
        return takeArray(depth);
      case '"':
        return takeString('text');
      default: {
        const word = take(WORD) ?? take(NUMBER);
        return word === null ? fail('a value is expected') : (JSON.parse(word) as unknown);
      }
    }
  };

  try {
    next();
    const startsAt = at;
    const value = takeValue(0);
    if (next() !== undefined) fail('nothing may follow the end');
    const placeOf = (path: JsonPath): TextPlace => {
      let around = value;
      let offset = startsAt;
      for (const key of path) {
        const begin =
          typeof around === 'object' && around !== null ? begins.get(around)?.get(key) : undefined;
        if (begin === undefined) break;
        offset = begin;
        around = (around as Record<string | number, unknown>)[key];
      }
      return placeAt(text, offset);
    };
    return { ok: true, value, placeOf };
  } catch (error) {
    if (error instanceof Fault)
      return { ok: false, place: placeAt(text, error.at), text: error.message };
    throw error;
  }
}

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return {
    line: before.split(/\r\n|\n|\r/).length,
    column: offset - lineStart + 1,
  };
}

/** A key of the file inside a sentence. */
function shown(key: string): string {
  return key.slice(0, 60).replaceAll(/[^\p{L}\p{N} ._-]/gu, '?');
}
