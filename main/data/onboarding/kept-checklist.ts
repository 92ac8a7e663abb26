import { Checklist, CHECKLIST_SCHEMA_VERSION } from '../../../preload/contract/index.ts';
import { parseGuarded } from '../../security/parse-guarded.ts';
import { boundedText } from '../status/evaluate/bounded-text.ts';
import { faultsOfIssues, pathWords } from './checklist-words.ts';
import type { ChecklistRow } from './store/rows.ts';

/** Of a kept checklist that this version cannot read. */
export interface UnreadableChecklist {
  /** At most 160 characters; the id where not even that can be read. */
  readonly title: string;
  /** What is wrong with it, and where; one or two sentences, at most 600 characters. */
  readonly why: string;
}

/**
 * Reads a checklist that was kept with runs. One that an earlier or a later version took may be none
 * to this version: then it is said why, and what is kept of it and of its runs stays.
 */
export function readKept({ id, body }: ChecklistRow): Checklist | UnreadableChecklist {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { title: id, why: 'What is kept of the checklist is damaged.' };
  }
  const parsed = parseGuarded(Checklist, value);
  if (parsed.success) return parsed.data;
  const fields = typeof value === 'object' && value !== null ? value : {};
  const title = 'title' in fields && typeof fields.title === 'string' ? fields.title : '';
  const version = 'schemaVersion' in fields ? fields.schemaVersion : undefined;
  return {
    title: boundedText(title, 160) || id,
    why:
      typeof version === 'number' && version > CHECKLIST_SCHEMA_VERSION
        ? `The checklist is written for a newer Bulkhead (schema ${String(version)}; this one reads ${String(CHECKLIST_SCHEMA_VERSION)}).`
        : faultWords(parsed.error.issues, value),
  };
}

function faultWords(issues: Parameters<typeof faultsOfIssues>[0], value: unknown): string {
  const [first, ...others] = faultsOfIssues(issues, value);
  if (first === undefined) return 'The checklist does not fit this version of Bulkhead.';
  const place = pathWords(first.path, value);
  const more = others.length === 0 ? '' : ` ${String(others.length)} more are wrong.`;
  return boundedText(
    `The checklist does not fit this version of Bulkhead. ${place}: ${first.text}${more}`,
    600,
  );
}
