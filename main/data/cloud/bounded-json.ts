import { CloudError } from './cloud-error.ts';

/**
 * Reads JSON of a service that may be hostile.
 *
 * Threat: a body nested a hundred thousand deep ends every later function that walks it, and one
 * that has a key twice means one thing to the service's own checks and another to us. JSON.parse
 * takes both without a word.
 * So the text is looked at before anything is made of it: how deep it is, and how many members its
 * objects have. JSON.parse keeps one of two equal keys, also when they are spelt differently
 * (`a` and `\u0061`), so that what it made then has fewer members than the text.
 * A list of devices has megabytes: counting takes less time than the parsing, and half of what a set
 * of keys for every object took.
 * Tested in test/unit/main/data/cloud/bounded-json.test.ts.
 */

/** Graph nests policies nine deep. */
const MAX_DEPTH = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;
const CLOSE_OBJECT = 0x7d;
const CLOSE_LIST = 0x5d;

/** Throws a CloudError `malformed`. */
export function parseBoundedJson(text: string): unknown {
  // SECURITY(bounded-json): nothing deep, nothing ambiguous.
  const members = countMembers(text);
  const value = parse(text);
  if (membersOf(value) !== members) throw malformed('It says the same thing twice.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body, which is the service's and may hold anything.
    throw malformed('It is not JSON, or was cut off.');
  }
}

/** Members of all objects in the text: in JSON, a colon outside of strings is one of each. */
function countMembers(text: string): number {
  const { length } = text;
  let depth = 0;
  let members = 0;
  for (let at = 0; at < length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case COLON:
        members += 1;
        break;
      case OPEN_OBJECT:
      case OPEN_LIST:
        depth += 1;
        if (depth > MAX_DEPTH) throw malformed('It is nested too deeply.');
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        depth -= 1;
        break;
      default:
    }
  }
  return members;
}

/** Index of the closing quote; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  const { length } = text;
  for (let at = start + 1; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return length;
}

/** Members of all objects in a value that JSON.parse made; its depth is known to be small. */
function membersOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) members += membersOf(item);
    return members;
  }
  const object = value as Readonly<Record<string, unknown>>;
  // What JSON.parse makes has plain objects only, and of those for-in needs no list of keys.
  for (const key in object) {
    members += 1;
    const member = object[key];
    if (typeof member === 'object' && member !== null) members += membersOf(member);
  }
  return members;
}

function malformed(why: string): CloudError {
  return new CloudError('malformed', `The answer cannot be read. ${why}`);
}
