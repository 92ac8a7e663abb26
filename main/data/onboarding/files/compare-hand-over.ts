import type {
  CheckResult,
  EvidenceItem,
  Step,
  StepId,
  StepProgress,
} from '../../../../preload/contract/index.ts';
import { boundedText } from '../../status/evaluate/bounded-text.ts';
import type { HandOver } from './hand-over.ts';
import { checkStateWords, instantWords, stepStateWords } from './hand-over-words.ts';

/** One thing that is not as it was. An empty text is something that was not there. */
export interface HandOverDifference {
  readonly stepTitle: string;
  readonly what: string;
  readonly before: string;
  readonly now: string;
}

export const MAX_DIFFERENCES = 2_000;
const MAX_TITLE = 160;
const MAX_WHAT = 80;
const MAX_TEXT = 600;

/**
 * What differs between an earlier hand-over and a later one, step by step in the order of the later
 * checklist; steps are matched by id and operator. At most 2,000 differences, the last of which then
 * says how many there are.
 */
export function compareHandOver(earlier: HandOver, later: HandOver): HandOverDifference[] {
  const found = [...generalDifferences(earlier, later), ...stepDifferences(earlier, later)];
  if (found.length <= MAX_DIFFERENCES) return found;
  const last = difference('', 'More differences', '', `${String(found.length)} in all`);
  return [...found.slice(0, MAX_DIFFERENCES - 1), last];
}

function difference(
  stepTitle: string,
  what: string,
  before: string,
  now: string,
): HandOverDifference {
  return {
    stepTitle: boundedText(stepTitle, MAX_TITLE),
    what: boundedText(what, MAX_WHAT),
    before: boundedText(before, MAX_TEXT),
    now: boundedText(now, MAX_TEXT),
  };
}

type Fields = ReadonlyMap<string, string>;

function differencesOf(title: string, before: Fields, now: Fields): HandOverDifference[] {
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((what) => {
    const [was, is] = [before.get(what) ?? '', now.get(what) ?? ''];
    return was === is ? [] : [difference(title, what, was, is)];
  });
}

function generalDifferences(earlier: HandOver, later: HandOver): HandOverDifference[] {
  const fields = ({ engagement: { summary, operators, parameters }, tenants }: HandOver) =>
    new Map([
      ['Checklist', `${summary.checklistId}, version ${String(summary.checklistVersion)}`],
      ['Source', tenants.source === null ? '' : `${tenants.source.name} (${tenants.source.id})`],
      ['Target', `${tenants.target.name} (${tenants.target.id})`],
      ['State of the run', summary.state],
      ['Owner', summary.owner],
      ['Due', dateOf(summary.dueAt)],
      ['Operators', operators.toSorted().join(', ')],
      ['Signed off', signedOff(summary.signedOff)],
      ...parameters.map(({ id, value }) => [`Value ${id}`, value] as const),
    ]);
  return differencesOf('', fields(earlier), fields(later));
}

function stepDifferences(earlier: HandOver, later: HandOver): HandOverDifference[] {
  const before = progressByKey(earlier);
  const now = progressByKey(later);
  const titles = new Map([...titlesOf(earlier), ...titlesOf(later)]);
  return [...new Set([...now.keys(), ...before.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), now.get(key)];
    const one = is ?? was;
    if (one === undefined) return [];
    const title = titles.get(one.stepId) ?? one.removedTitle ?? one.stepId;
    const full = one.operator === null ? title : `${title}, ${one.operator}`;
    if (was === undefined) return [difference(full, 'Step', '', stepStateWords(one))];
    if (is === undefined) return [difference(full, 'Step', stepStateWords(one), '')];
    return differencesOf(full, fieldsOf(was), fieldsOf(is));
  });
}

function progressByKey({ engagement }: HandOver): ReadonlyMap<string, StepProgress> {
  return new Map(
    engagement.steps.map((step) => [JSON.stringify([step.stepId, step.operator]), step]),
  );
}

function titlesOf({ engagement }: HandOver): (readonly [StepId, Step['title']])[] {
  return engagement.checklist.phases.flatMap(({ steps }) =>
    steps.map(({ id, title }) => [id, title] as const),
  );
}

function fieldsOf(step: StepProgress): Fields {
  return new Map([
    ['State', stepStateWords(step)],
    ['Reason for skipping', step.skipReason ?? ''],
    ['Owner', step.owner],
    ['Due', dateOf(step.dueAt)],
    ['Note', step.note],
    ['Ends', dateOf(step.endsAt)],
    ['Signed off', signedOff(step.signedOff)],
    ['In the checklist', step.isRemoved ? 'no longer' : 'yes'],
    ...step.checks.map((check) => [checkName(check), checkWords(check)] as const),
    ...step.evidence.map((item) => [`Evidence ${item.id}`, evidenceWords(item)] as const),
  ]);
}

/** A step may have the same check twice, with other values. */
function checkName({ title, on, with: values }: CheckResult): string {
  const given = Object.entries(values).map(([name, value]) => `${name} ${String(value)}`);
  return `Check: ${[title, on, ...given].join(', ')}`;
}

function checkWords(check: CheckResult): string {
  return `${checkStateWords(check)}: ${check.found}`;
}

function evidenceWords({ title, sha256 }: EvidenceItem): string {
  return `${title} (SHA-256 ${sha256})`;
}

function signedOff(by: StepProgress['signedOff']): string {
  return by === null ? '' : `${by.by}, ${instantWords(by.at)}`;
}

function dateOf(instant: string | null): string {
  return instant === null ? '' : instantWords(instant);
}
