import {
  Checklist,
  CHECKLIST_SCHEMA_VERSION,
  type ChecklistProblem,
} from '../../../preload/contract/index.ts';
import { parseGuarded } from '../../security/parse-guarded.ts';
import { boundedText } from '../status/evaluate/bounded-text.ts';
import { checklistTexts } from './bundled-files.ts';
import { isKnownQuery } from './bundled-queries.ts';
import { faultsOfChecklist } from './checklist-rules.ts';
import { faultsOfTexts } from './checklist-texts.ts';
import { type Fault, faultsOfIssues, pathWords } from './checklist-words.ts';
import { isHostOfAnyCloud } from './known-hosts.ts';
import { localized, parseOverlay } from './localized.ts';
import { type PlacedJson, readPlacedJson, type TextPlace } from './placed-json.ts';

/** Of a checklist's file, in bytes of UTF-8. */
const MAX_CHECKLIST_BYTES = 1024 * 1024;
const MAX_PROBLEMS = 100;

export interface ParseOptions {
  /** Whether any cloud has a portal on the host. */
  readonly isKnownHost: (host: string) => boolean;
  /** Ids that are taken by checklists which a file may not replace. */
  readonly reservedIds?: ReadonlySet<string>;
}

export type ParsedChecklist =
  | { readonly checklist: Checklist }
  /** At least one and at most 100; nothing of the file is to be used. */
  | { readonly problems: ChecklistProblem[] };

/**
 * Reads a checklist file. Either all of it is right, or what is wrong is said with its place.
 * `docs/onboarding-files.md` has the format.
 * @param text the file's text; more than 1 MB is refused without being parsed
 */
export function parseChecklist(text: string, options: ParseOptions): ParsedChecklist {
  // SECURITY(checklist-file): bounded before it is read, and used whole or not at all.
  const bytes = text.length > MAX_CHECKLIST_BYTES ? text.length : Buffer.byteLength(text);
  if (bytes > MAX_CHECKLIST_BYTES) {
    return whole(
      `The file is larger than 1 MB (${(bytes / 1024 / 1024).toFixed(1)} MB). It was not read.`,
    );
  }
  const read = readPlacedJson(text.replace(/^\ufeff/, ''));
  if (!read.ok) return { problems: [{ place: lineWords(read.place), text: read.text }] };

  const version = versionOf(read.value);
  if (typeof version === 'number' && version > CHECKLIST_SCHEMA_VERSION) {
    return problemsOf(read, [
      {
        path: ['schemaVersion'],
        text: `The file is written for a newer Bulkhead (schema ${String(version)}; this one reads ${String(CHECKLIST_SCHEMA_VERSION)}). Nothing of it was imported.`,
      },
    ]);
  }
  const texts = faultsOfTexts(read.value);
  const parsed = parseGuarded(Checklist, read.value);
  if (!parsed.success) {
    return problemsOf(read, [...faultsOfIssues(parsed.error.issues, read.value), ...texts]);
  }
  const faults = [
    ...texts,
    ...faultsOfChecklist(parsed.data, {
      isKnownHost: options.isKnownHost,
      isKnownQuery,
      isReservedId: (id) => options.reservedIds?.has(id) === true,
    }),
  ];
  return faults.length === 0 ? { checklist: parsed.data } : problemsOf(read, faults);
}

const bundled = new Map<string, readonly Checklist[]>();

/**
 * The checklists that come with Bulkhead, by id; read on the first call. In a language that a
 * checklist has no texts in, or only those of another version, it is in English.
 * @throws Error when a shipped file is damaged
 */
export function bundledChecklists(language = 'en'): readonly Checklist[] {
  const known = bundled.get(language);
  if (known !== undefined) return known;
  const texts = checklistTexts();
  const checklists = [...texts]
    .filter(([name]) => !name.includes('.'))
    .map(([name, text]) => {
      const parsed = parseChecklist(text, { isKnownHost: isHostOfAnyCloud });
      if ('problems' in parsed) {
        const [first] = parsed.problems;
        throw new Error(`Damaged checklist ${name}: ${first?.place ?? ''}: ${first?.text ?? ''}`);
      }
      const overlay = texts.get(`${name}.${language}`);
      return overlay === undefined
        ? parsed.checklist
        : localized(parsed.checklist, parseOverlay(overlay));
    });
  bundled.set(language, checklists);
  return checklists;
}

function versionOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'schemaVersion' in value
    ? value.schemaVersion
    : undefined;
}

function whole(text: string): ParsedChecklist {
  return { problems: [{ place: 'the file', text }] };
}

function problemsOf(
  read: Extract<PlacedJson, { ok: true }>,
  faults: readonly Fault[],
): ParsedChecklist {
  const shown = faults.length > MAX_PROBLEMS ? faults.slice(0, MAX_PROBLEMS - 1) : faults;
  const problems = shown
    .map((fault) => ({ fault, place: read.placeOf(fault.path) }))
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ fault, place }) => ({
      place: boundedText(`${lineWords(place)}: ${pathWords(fault.path, read.value)}`, 300),
      text: boundedText(fault.text, 400),
    }));
  if (shown.length < faults.length) {
    problems.push({
      place: 'the file',
      text: `${String(faults.length - shown.length)} more problems are not listed.`,
    });
  }
  return { problems };
}

function lineWords({ line, column }: TextPlace): string {
  return `line ${String(line)}, column ${String(column)}`;
}
export { bundledQuery } from './bundled-queries.ts';
