import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checklist, type Step } from '../../../preload/contract/checklist.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CHECKLISTS = join(ROOT, 'resources/checklists');
const QUERIES = join(ROOT, 'resources/queries');

export const readPage = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The checklists that come along, as JSON, by file name. */
export const checklistFiles: ReadonlyMap<string, unknown> = new Map(
  readdirSync(CHECKLISTS)
    .filter((file) => file.endsWith('.json'))
    .map((file): [string, unknown] => [
      file,
      JSON.parse(readFileSync(join(CHECKLISTS, file), 'utf8')),
    ]),
);

export const checklists: readonly Checklist[] = [...checklistFiles.values()].map((file) =>
  Checklist.parse(file),
);

/** The queries that come along, by name without ending. */
export const queries: ReadonlyMap<string, string> = new Map(
  readdirSync(QUERIES).map((file) => [
    file.replace(/\.kql$/, ''),
    readFileSync(join(QUERIES, file), 'utf8'),
  ]),
);

export const stepsOf = (checklist: Checklist): readonly Step[] =>
  checklist.phases.flatMap(({ steps }) => steps);

export function checklistNamed(id: string): Checklist {
  const found = checklists.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no checklist ${id}.`);
  return found;
}

/** A step by `checklist/step`. */
export function stepNamed(name: string): Step {
  const [checklistId = '', stepId = ''] = name.split('/');
  const found = stepsOf(checklistNamed(checklistId)).find(({ id }) => id === stepId);
  if (found === undefined) throw new Error(`There is no step ${name}.`);
  return found;
}

/** Whether `later` waits for `earlier`, over any number of steps between. Names as `stepNamed`. */
export function waitsFor(later: string, earlier: string): boolean {
  const [checklistId = ''] = later.split('/');
  return stepNamed(later).dependsOn.some((id) => {
    const name = `${checklistId}/${id}`;
    return name === earlier || waitsFor(name, earlier);
  });
}

/** Position of a step in its checklist. */
export const placeOf = (name: string): number =>
  stepsOf(checklistNamed(name.split('/')[0] ?? '')).indexOf(stepNamed(name));

/** Everything of a step that is read by somebody. */
export const textsOf = (step: Step): readonly string[] => [
  step.title,
  ...step.actions,
  step.why,
  ...[step.expected, step.irreversible].filter((text) => text !== null),
  ...step.ifItFails,
  ...step.warnings,
  ...(step.role === null ? [] : [step.role.least, step.role.documented ?? '']),
  ...step.copy.flatMap(({ label, value }) => [label, value]),
  ...step.waits.map(({ text }) => text),
  ...(step.renewal === null ? [] : [step.renewal.title]),
];
