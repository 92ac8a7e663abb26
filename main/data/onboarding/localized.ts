import { z } from 'zod';
import { Checklist, ChecklistId, line } from '../../../preload/contract/index.ts';
import { parseGuarded, parseOrThrow } from '../../security/parse-guarded.ts';
import { faultsOfTexts } from './checklist-texts.ts';
import type { JsonPath } from './placed-json.ts';

/** The texts of one version of a checklist in another language: `<id>.<language>.json`. */
const ChecklistOverlay = z.strictObject({
  schemaVersion: z.literal(1),
  checklistId: ChecklistId,
  version: z.number().int().min(1),
  language: z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/),
  /** By key; `textKeys` lists those that a checklist has. */
  texts: z.record(line(200), line(1_200).min(1)),
});
export type ChecklistOverlay = z.infer<typeof ChecklistOverlay>;

/** @throws Error when it is no overlay, or a text of it hides something */
export function parseOverlay(text: string): ChecklistOverlay {
  const overlay = parseOrThrow(ChecklistOverlay, JSON.parse(text));
  const [fault] = faultsOfTexts(overlay);
  if (fault !== undefined) throw new Error(`${fault.path.join('.')}: ${fault.text}`);
  return overlay;
}

/**
 * The checklist with the overlay's texts. What has no text there stays as it is. Texts of another
 * checklist or version are not used at all: an instruction that was corrected since would be wrong.
 */
export function localized(checklist: Checklist, overlay: ChecklistOverlay): Checklist {
  if (overlay.checklistId !== checklist.id || overlay.version !== checklist.version) {
    return checklist;
  }
  const changed: unknown = structuredClone(checklist);
  for (const [key, path] of textKeys(checklist)) {
    const text = Object.hasOwn(overlay.texts, key) ? overlay.texts[key] : undefined;
    if (text !== undefined) put(changed, path, text);
  }
  // A text may be too long for its place: then all of it stays as it was.
  const parsed = parseGuarded(Checklist, { ...(changed as Checklist), language: overlay.language });
  return parsed.success ? parsed.data : checklist;
}

/** Fields whose value is a name or a reference, and no text to read. */
const NO_TEXT: ReadonlySet<string> = new Set([
  'id',
  'language',
  'kind',
  'side',
  'scope',
  'on',
  'with',
  'value',
  'link',
  'dependsOn',
  'conflicts',
  'queries',
  'enters',
  'covers',
  'responsibility',
  'differsFrom',
  'tools',
]);

/**
 * Every text of a checklist by its key: `title`, `sides.target`, `glossary.0.term`, and for what has
 * an id `<id>.title`: `phase:prepare.title`, `parameter:group.help`, `allow-sync.actions.0`.
 */
function textKeys(checklist: Checklist): ReadonlyMap<string, JsonPath> {
  const { phases, parameters, ...rest } = checklist;
  const found = new Map<string, JsonPath>();
  const collect = (value: unknown, key: string, path: JsonPath): void => {
    if (typeof value === 'string') found.set(key, path);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, entry] of Object.entries(value)) {
      if (NO_TEXT.has(name)) continue;
      const own = Array.isArray(value) ? Number(name) : name;
      collect(entry, key === '' ? name : `${key}.${name}`, [...path, own]);
    }
  };
  collect(rest, '', []);
  parameters.forEach((parameter, p) =>
    collect(parameter, `parameter:${parameter.id}`, ['parameters', p]),
  );
  phases.forEach(({ steps, ...phase }, p) => {
    collect(phase, `phase:${phase.id}`, ['phases', p]);
    steps.forEach((step, s) => collect(step, step.id, ['phases', p, 'steps', s]));
  });
  return found;
}

function put(value: unknown, path: JsonPath, text: string): void {
  const last = path.at(-1);
  let around = value as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) around = around[key] as Record<string | number, unknown>;
  if (last !== undefined) around[last] = text;
}
