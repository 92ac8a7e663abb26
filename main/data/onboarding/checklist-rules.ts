import type {
  Checklist,
  OnboardingCheckId,
  Step,
  StepId,
} from '../../../preload/contract/index.ts';
import { describeRefusal } from '../../security/host-list.ts';
import { readPlainUrl } from '../../security/plain-url.ts';
import { quoted, type Fault } from './checklist-words.ts';
import type { JsonPath } from './placed-json.ts';

/** What a checklist is compared with. */
export interface ChecklistSurroundings {
  /** Whether any cloud has a portal on the host. */
  readonly isKnownHost: (host: string) => boolean;
  readonly isKnownQuery: (name: string) => boolean;
  /** Ids of checklists that a file may not take the place of. */
  readonly isReservedId: (id: string) => boolean;
}

/** Checks whose answer is about the other tenant of the run as well. */
const OF_BOTH: ReadonlySet<OnboardingCheckId> = new Set([
  'partner-entry',
  'inbound-user-sync',
  'inbound-redemption',
  'outbound-redemption',
  'collaboration-allowed',
  'inbound-mfa-trust',
  'inbound-device-trust',
  'multitenant-organization',
  'tenant-reachable',
  'lighthouse-delegation',
  'connected-organization',
]);

/** Placeholders of the source side, which a checklist of one tenant does not have. */
const OF_SOURCE = ['sourceId', 'sourceName', 'sourceDomain'];
const OF_TARGET = ['targetId', 'targetName', 'targetDomain'];
/** The administrator that a step is for. */
const OF_OPERATOR = ['operator'];
const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9-]*)\}/g;

interface PlacedStep {
  readonly step: Step;
  readonly path: JsonPath;
}

/** What a schema cannot say: references, sides, cycles, addresses, placeholders. */
export function faultsOfChecklist(
  checklist: Checklist,
  surroundings: ChecklistSurroundings,
): Fault[] {
  const steps = checklist.phases.flatMap((phase, p) =>
    phase.steps.map((step, s): PlacedStep => ({ step, path: ['phases', p, 'steps', s] })),
  );
  const placeholders = new Set<string>([
    ...sidePlaceholders(checklist),
    ...OF_OPERATOR,
    ...checklist.parameters.map(({ id }) => id),
  ]);
  return [
    ...(surroundings.isReservedId(checklist.id)
      ? [
          {
            path: ['id'],
            text: `“${checklist.id}” is the id of a checklist that comes with Bulkhead. Give yours another.`,
          },
        ]
      : []),
    ...repeatedIds(checklist, steps),
    ...parameterFaults(checklist),
    ...steps.flatMap((placed) => [
      ...sideFaults(checklist, placed),
      ...(checklist.sides.source === null ? [] : sharedFaults(placed)),
      ...referenceFaults(checklist, steps, placed, surroundings),
      ...placeholderFaults(placed, placeholders),
      ...linkFaults(placed, placeholders, surroundings),
    ]),
    ...cycleFaults(steps),
  ];
}

function repeatedIds(checklist: Checklist, steps: readonly PlacedStep[]): Fault[] {
  const twice = (
    kind: string,
    all: readonly { readonly id: string; readonly path: JsonPath }[],
  ) => {
    const seen = new Set<string>();
    return all.flatMap(({ id, path }): Fault[] => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [{ path: [...path, 'id'], text: `There is another ${kind} with the id “${id}”.` }];
    });
  };
  return [
    ...twice(
      'phase',
      checklist.phases.map(({ id }, p) => ({ id, path: ['phases', p] })),
    ),
    ...twice(
      'step',
      steps.map(({ step, path }) => ({ id: step.id, path })),
    ),
    ...twice(
      'parameter',
      checklist.parameters.map(({ id }, p) => ({ id, path: ['parameters', p] })),
    ),
  ];
}

function parameterFaults(checklist: Checklist): Fault[] {
  const known = new Set<string>([
    ...checklist.parameters.map(({ id }) => id),
    ...sidePlaceholders(checklist).filter((name) => name.endsWith('Id')),
  ]);
  return checklist.parameters.flatMap((parameter, p) =>
    parameter.differsFrom.flatMap((name, d): Fault[] => {
      const path = ['parameters', p, 'differsFrom', d];
      if (name === parameter.id) return [{ path, text: 'A value cannot differ from itself.' }];
      return known.has(name)
        ? []
        : [{ path, text: `There is no parameter “${quoted(name)}”, nor is it a tenant’s id.` }];
    }),
  );
}

function sideFaults(checklist: Checklist, { step, path }: PlacedStep): Fault[] {
  if (checklist.sides.source !== null) {
    const isElsewhere =
      (step.scope === 'source' || step.scope === 'target') && step.scope !== step.side;
    return isElsewhere
      ? [
          {
            path: [...path, 'scope'],
            text: `This step is done in the ${step.side}, so it cannot count once per ${step.scope}.`,
          },
        ]
      : [];
  }
  const onlyTarget = 'This checklist is for one tenant: “sides.source” is null.';
  return [
    ...(step.side === 'source' ? [{ path: [...path, 'side'], text: onlyTarget }] : []),
    ...(step.scope === 'source' ? [{ path: [...path, 'scope'], text: onlyTarget }] : []),
    ...step.checks.flatMap(({ on }, c): Fault[] =>
      on === 'source' ? [{ path: [...path, 'checks', c, 'on'], text: onlyTarget }] : [],
    ),
  ];
}

/** What is done once for a tenant is shown in all its runs, so no check of it may be about one pair. */
function sharedFaults({ step, path }: PlacedStep): Fault[] {
  const { scope } = step;
  if (scope !== 'source' && scope !== 'target') return [];
  const others = scope === 'source' ? OF_TARGET : OF_SOURCE;
  return step.checks.flatMap(({ id, on, with: given }, c): Fault[] => {
    const isOfPair =
      on !== scope ||
      OF_BOTH.has(id) ||
      given['onlyOrganization'] === true ||
      Object.values(given).some((value) =>
        placeholdersOf(String(value)).some((name) => others.includes(name)),
      );
    return isOfPair
      ? [
          {
            path: [...path, 'checks', c],
            text: `This check is about both tenants, and the step counts once per ${scope}. Give the step the scope “pair”.`,
          },
        ]
      : [];
  });
}

function referenceFaults(
  checklist: Checklist,
  steps: readonly PlacedStep[],
  { step, path }: PlacedStep,
  { isKnownQuery }: ChecklistSurroundings,
): Fault[] {
  const unknown = (
    field: 'dependsOn' | 'enters' | 'queries',
    isKnown: (name: string) => boolean,
    what: string,
  ) =>
    step[field].flatMap((name, index): Fault[] =>
      isKnown(name)
        ? []
        : [{ path: [...path, field, index], text: `There is no ${what} “${quoted(name)}”.` }],
    );
  const stepIds = new Set<string>(steps.map((placed) => placed.step.id));
  const parameterIds = new Set<string>(checklist.parameters.map(({ id }) => id));
  const { renewal } = step;
  return [
    ...unknown('dependsOn', (id) => stepIds.has(id), 'step'),
    ...unknown('enters', (id) => parameterIds.has(id), 'parameter'),
    ...unknown('queries', isKnownQuery, 'query'),
    ...(renewal !== null && renewal.warnDays > renewal.afterDays
      ? [
          {
            path: [...path, 'renewal', 'warnDays'],
            text: 'The warning would come before the step was done: “warnDays” is more than “afterDays”.',
          },
        ]
      : []),
  ];
}

function placeholderFaults({ step, path }: PlacedStep, known: ReadonlySet<string>): Fault[] {
  const texts = [
    ...step.actions.map((value, a) => ({ value, path: [...path, 'actions', a] })),
    ...step.copy.map(({ value }, c) => ({ value, path: [...path, 'copy', c, 'value'] })),
    ...step.checks.flatMap((check, c) =>
      Object.entries(check.with).flatMap(([name, value]) =>
        typeof value === 'string' ? [{ value, path: [...path, 'checks', c, 'with', name] }] : [],
      ),
    ),
  ];
  return texts.flatMap(({ value, path: at }) =>
    placeholdersOf(value).flatMap((name): Fault[] =>
      known.has(name) ? [] : [{ path: at, text: unknownPlaceholder(name, known) }],
    ),
  );
}

function linkFaults(
  { step, path }: PlacedStep,
  known: ReadonlySet<string>,
  { isKnownHost }: ChecklistSurroundings,
): Fault[] {
  if (step.link === null || !('url' in step.link)) return [];
  const { url } = step.link;
  const at = [...path, 'link', 'url'];
  // SECURITY(checklist-links): an address of a file leads to a listed host, written plainly, or nowhere.
  const read = readPlainUrl(url, ['https:']);
  if (!read.ok)
    return [{ path: at, text: `This address is refused: ${describeRefusal(read.fault)}.` }];
  if (!isKnownHost(read.host)) {
    return [
      {
        path: at,
        text: `This address is refused: ${quoted(read.host)} is on no cloud’s list of portals.`,
      },
    ];
  }
  const left = url.replaceAll(PLACEHOLDER, (whole, name: string) => (known.has(name) ? '' : whole));
  const unknown = placeholdersOf(left).map((name) => unknownPlaceholder(name, known));
  if (unknown.length === 0 && /[{}]/.test(left))
    unknown.push('A brace in this address belongs to nothing.');
  return unknown.map((text) => ({ path: at, text }));
}

/** One fault per cycle, at the first of its steps that the file has. */
function cycleFaults(steps: readonly PlacedStep[]): Fault[] {
  const byId = new Map<StepId, PlacedStep>(steps.map((placed) => [placed.step.id, placed]));
  const state = new Map<StepId, 'open' | 'done'>();
  const faults: Fault[] = [];
  // By hand, because a chain of a thousand steps is allowed and the call stack is not asked.
  for (const { step: first } of steps) {
    const way: { id: StepId; next: number }[] = [];
    const enter = (id: StepId) => {
      state.set(id, 'open');
      way.push({ id, next: 0 });
    };
    if (!state.has(first.id)) enter(first.id);
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const placed = byId.get(top.id);
      const wanted = placed?.step.dependsOn[top.next];
      if (placed === undefined || wanted === undefined) {
        state.set(top.id, 'done');
        way.pop();
        continue;
      }
      const path = [...placed.path, 'dependsOn', top.next];
      top.next += 1;
      if (state.get(wanted) === 'open') {
        const from = way.findIndex(({ id }) => id === wanted);
        const circle = [...way.slice(from).map(({ id }) => id), wanted];
        const shown = circle.length > 8 ? [...circle.slice(0, 7), '…', wanted] : circle;
        faults.push({ path, text: `These steps wait for each other: ${shown.join(' → ')}.` });
      } else if (!state.has(wanted) && byId.has(wanted)) {
        enter(wanted);
      }
    }
  }
  return faults;
}

function sidePlaceholders(checklist: Checklist): string[] {
  return checklist.sides.source === null ? OF_TARGET : [...OF_SOURCE, ...OF_TARGET];
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []);
}

function unknownPlaceholder(name: string, known: ReadonlySet<string>): string {
  const some = [...known].slice(0, 8).map((one) => `{${one}}`);
  return `There is nothing to put in for {${quoted(name)}}. Known: ${some.join(', ')}${known.size > 8 ? ' …' : ''}.`;
}
