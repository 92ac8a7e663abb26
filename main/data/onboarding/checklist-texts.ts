import { plainLine } from '../../tenants/plain-line.ts';
import type { Fault } from './checklist-words.ts';
import type { JsonPath } from './placed-json.ts';

/**
 * Looks at every text of a checklist, names of fields included.
 *
 * Threat: a checklist that is handed around is read by administrators and ends up on screens, in
 * files and in clipboards. A direction mark makes a value read as another than is copied, a control
 * is carried into a console, markup waits for the one place that does not escape it. A schema knows
 * lengths and nothing else.
 * So a file with one of these is refused and says where; the texts are shown as plain text all the
 * same. Tested in test/unit/main/data/onboarding/checklists.test.ts.
 */

/** Line breaks and tabs too: every text is one line, and paragraphs are entries of a list. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const MARKUP = /<[a-z!?/][^<]*>|<\/?(?:script|style|iframe|img|svg|object|embed|link|meta)\b/i;
const SCRIPT_ADDRESS = /\b(?:javascript|vbscript):|\bdata:text\/html/i;

export function faultsOfTexts(value: unknown): Fault[] {
  const faults: Fault[] = [];
  const look = (found: unknown, path: JsonPath): void => {
    if (typeof found === 'string') {
      const text = faultOfText(found);
      if (text !== null) faults.push({ path, text });
    } else if (Array.isArray(found)) {
      found.forEach((entry, index) => look(entry, [...path, index]));
    } else if (typeof found === 'object' && found !== null) {
      for (const [key, entry] of Object.entries(found)) {
        const text = faultOfText(key);
        if (text !== null)
          faults.push({ path: [...path, key], text: `In the field’s name: ${text}` });
        look(entry, [...path, key]);
      }
    }
  };
  look(value, []);
  return faults;
}

function faultOfText(text: string): string | null {
  // SECURITY(checklist-texts): nothing hidden, nothing that a parser of markup would take for its own.
  if (CONTROL.test(text)) {
    return 'This text has a line break, a tab or another control character in it. Each text is one line.';
  }
  if (plainLine(text).wasCleaned) {
    return 'This text has invisible characters in it, or ones that turn the reading direction.';
  }
  if (MARKUP.test(text) || SCRIPT_ADDRESS.test(text)) {
    return 'This text has markup or a script in it. Texts are shown as they are, so leave it out.';
  }
  return text !== '' && text.trim() === '' ? 'This text has nothing but spaces in it.' : null;
}
