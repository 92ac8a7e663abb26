import type { z } from 'zod';
import { boundedText, listed } from '../status/evaluate/bounded-text.ts';
import type { JsonPath } from './placed-json.ts';

/** What is wrong at one place of a checklist, in words of whoever wrote the file. */
export interface Fault {
  readonly path: JsonPath;
  readonly text: string;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields in braces',
  record: 'a group of fields in braces',
};

const LINK_FORMS =
  'A link is either {"portalId": …, "page": …} or {"url": …}; the names and values of the fields have to be known ones.';

/** The faults that a schema found, in plain words. */
export function faultsOfIssues(issues: readonly z.core.$ZodIssue[], value: unknown): Fault[] {
  return issues.flatMap((issue) => faultsOfIssue(issue, value));
}

function faultsOfIssue(issue: z.core.$ZodIssue, value: unknown): Fault[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const one = (text: string): Fault[] => [{ path, text }];
  const field = path.at(-1);
  const isMissing = field !== undefined && valueAt(value, path) === undefined;
  if (isMissing) return one(`The field “${quoted(String(field))}” is missing.`);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        text: `The field “${quoted(key)}” is not known.`,
      }));
    case 'invalid_type':
      return one(`This has to be ${KINDS[issue.expected] ?? issue.expected}.`);
    case 'too_big':
      return one(
        `${sizeWords(issue.origin)} at most ${String(issue.maximum)}${unit(issue.origin)}.`,
      );
    case 'too_small':
      return one(
        issue.origin === 'string' && Number(issue.minimum) === 1
          ? 'This text is empty.'
          : `${sizeWords(issue.origin)} at least ${String(issue.minimum)}${unit(issue.origin)}.`,
      );
    case 'invalid_value':
      return one(
        `“${quoted(valueAt(value, path))}” is not known here. Known: ${listed(issue.values.map(String), 60)}.`,
      );
    case 'invalid_format':
      return one(formatWords(field));
    case 'invalid_union':
      return one(field === 'link' ? LINK_FORMS : 'This has to be text, a number, true or false.');
    default:
      return one('This value does not fit.');
  }
}

function sizeWords(origin: string): string {
  if (origin === 'string') return 'This text may have';
  return origin === 'array' ? 'This list may have' : 'This number may be';
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

function formatWords(field: JsonPath[number] | undefined): string {
  if (field === 'language') return 'A language is written like “en” or “pt-BR”.';
  return 'This has to be a short name of small letters a to z, digits and single hyphens, such as “allow-sync”.';
}

/** What stands at a path; undefined when nothing does. */
function valueAt(value: unknown, path: JsonPath): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string | number, unknown>)[key];
  }
  return found;
}

/** Something of the file inside a sentence. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return boundedText(text, 60);
}

/** `phases[1].steps[0].link`, with the titles of phase and step where they are known. */
export function pathWords(path: JsonPath, value: unknown): string {
  const written = path
    .map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${quoted(key)}`))
    .join('')
    .replace(/^\./, '');
  const isStep = path[0] === 'phases' && path[2] === 'steps' && path.length >= 4;
  const around = isStep ? path.slice(0, 4) : path.slice(0, 2);
  const title = valueAt(value, [...around, 'title']);
  if (typeof title !== 'string' || (!isStep && path[0] !== 'phases')) return written;
  return `${written} (${isStep ? 'step' : 'phase'} “${boundedText(title, 80)}”)`;
}
