import type {
  DeviceView,
  EngagementId,
  EngagementSummary,
  Portal,
  StepId,
  Tenant,
} from '../../../preload/contract/index.ts';
import { findableTenant } from '../../lib/findable-tenant.ts';
import {
  type Findable,
  findable,
  ranked,
  readQuery,
  remembered,
  scoreOf,
} from '../../lib/ranking.ts';
import { PORTAL_SYNONYMS } from '../../lib/tenant-words.ts';
import type { SuggestedDevice } from '../../stores/device-suggest.ts';

/** Something the palette can do. */
export type PaletteEntry =
  | { readonly kind: 'tenant'; readonly key: string; readonly tenant: Tenant }
  | {
      readonly kind: 'portal';
      readonly key: string;
      readonly tenant: Tenant;
      readonly portal: Portal;
    }
  | {
      readonly kind: 'device';
      readonly key: string;
      readonly device: SuggestedDevice;
      /** Null when its tenant has just been forgotten. */
      readonly tenant: Tenant | null;
    }
  | { readonly kind: 'view'; readonly key: string; readonly view: DeviceView }
  | { readonly kind: 'run'; readonly key: string; readonly run: FindableRun }
  | { readonly kind: 'step'; readonly key: string; readonly step: FindableStep }
  | { readonly kind: 'action'; readonly key: string; readonly action: PaletteAction };

/** A run with its tenants, which are part of what it is found by. */
export interface FindableRun {
  readonly summary: EngagementSummary;
  readonly source: Tenant | null;
  readonly target: Tenant | null;
}

/** A step of the run that is open. */
export interface FindableStep {
  readonly engagementId: EngagementId;
  readonly stepId: StepId;
  readonly title: string;
  readonly tenant: Tenant | null;
}

export interface PaletteAction {
  readonly id: string;
  readonly name: string;
  /** Words that lead to it besides its name. */
  readonly words: readonly string[];
  readonly keys?: string;
  readonly run: () => void;
}

export interface PaletteInput {
  readonly text: string;
  /** In the order shown while nothing is typed: recent ones first. */
  readonly tenants: readonly Tenant[];
  readonly actions: readonly PaletteAction[];
  /** Devices that answer the text, best first. */
  readonly devices?: readonly SuggestedDevice[];
  readonly views?: readonly DeviceView[];
  readonly runs?: readonly FindableRun[];
  readonly steps?: readonly FindableStep[];
  /** The portals of a tenant's cloud; null until they are known. */
  readonly portalsOf: (tenant: Tenant) => readonly Portal[] | null;
}

const MOST = 30;
const TENANTS_AT_REST = 8;
const MOST_RUNS = 10;
/** Portals of only the best tenants are looked through: more would bury everything else. */
const TENANTS_WITH_PORTALS = 5;

/** What answers the typed text, best first; at rest the recent tenants and all actions. */
export function paletteEntries(input: PaletteInput): readonly PaletteEntry[] {
  const text = input.text.trim();
  if (text === '') {
    return [
      ...input.tenants.slice(0, TENANTS_AT_REST).map(tenantEntry),
      ...input.actions.map(actionEntry),
    ];
  }
  const query = readQuery(text);
  const tenants = ranked(input.tenants, findableTenant, query);
  const actions = ranked(input.actions, actionFindable, query);
  const portals = portalEntries(input, text);

  // A portal was meant when no tenant answers to all that was typed.
  const found = [
    ...tenants.slice(0, MOST).map(tenantEntry),
    ...portals,
    ...ranked(input.steps ?? [], stepFindable, query).map(stepEntry),
    ...ranked(input.runs ?? [], runFindable, query)
      .slice(0, MOST_RUNS)
      .map(runEntry),
    ...deviceEntries(input),
    ...ranked(input.views ?? [], viewFindable, query).map(viewEntry),
    ...actions.map(actionEntry),
  ];
  return found.slice(0, MOST);
}

/** Portals of tenants: the first words name the tenant, the last the portal, or the reverse. */
function portalEntries(input: PaletteInput, text: string): readonly PaletteEntry[] {
  const words = text.split(/\s+/);
  if (words.length < 2) return [];
  const found: { entry: PaletteEntry; score: number }[] = [];
  for (let cut = 1; cut < words.length; cut += 1) {
    const [head, tail] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    collect(input, head, tail, found);
    collect(input, tail, head, found);
  }
  const best = new Map<string, { entry: PaletteEntry; score: number }>();
  for (const one of found) {
    const there = best.get(one.entry.key);
    if (!there || there.score < one.score) best.set(one.entry.key, one);
  }
  return [...best.values()].sort((a, b) => b.score - a.score).map((one) => one.entry);
}

function collect(
  input: PaletteInput,
  tenantText: string,
  portalText: string,
  into: { entry: PaletteEntry; score: number }[],
): void {
  const query = readQuery(portalText);
  const tenants = ranked(input.tenants, findableTenant, readQuery(tenantText));
  for (const tenant of tenants.slice(0, TENANTS_WITH_PORTALS)) {
    for (const portal of input.portalsOf(tenant) ?? []) {
      if (portal.host === null) continue;
      const score = scoreOf(portalFindable(portal), query);
      if (score <= 10) continue;
      const key = `portal-${tenant.id}-${portal.id}`;
      const total = score + scoreOf(findableTenant(tenant), readQuery(tenantText));
      into.push({ entry: { kind: 'portal', key, tenant, portal }, score: total });
    }
  }
}

const tenantEntry = (tenant: Tenant): PaletteEntry => ({
  kind: 'tenant',
  key: `tenant-${tenant.id}`,
  tenant,
});

const actionEntry = (action: PaletteAction): PaletteEntry => ({
  kind: 'action',
  key: `action-${action.id}`,
  action,
});

function deviceEntries({ devices = [], tenants }: PaletteInput): readonly PaletteEntry[] {
  return devices.map((device) => ({
    kind: 'device',
    key: `device-${String(device.id)}`,
    device,
    tenant: tenants.find(({ id }) => id === device.tenantId) ?? null,
  }));
}

const runEntry = (run: FindableRun): PaletteEntry => ({
  kind: 'run',
  key: `run-${run.summary.id}`,
  run,
});

const stepEntry = (step: FindableStep): PaletteEntry => ({
  kind: 'step',
  key: `step-${step.stepId}`,
  step,
});

const viewEntry = (view: DeviceView, at: number): PaletteEntry => ({
  kind: 'view',
  key: `view-${String(at)}`,
  view,
});

const viewFindable = remembered((view: DeviceView) => findable(view.name, ['view', 'devices']));

const runFindable = remembered(({ summary, source, target }: FindableRun) =>
  findable(summary.title, [
    ...[target, source].flatMap((tenant) => (tenant === null ? [] : [tenant.name])),
    ...(summary.owner === '' ? [] : [summary.owner]),
    'run',
    'onboarding',
    'checklist',
  ]),
);

const stepFindable = remembered(({ title, tenant }: FindableStep) =>
  findable(title, ['step', ...(tenant === null ? [] : [tenant.name])]),
);

const actionFindable = remembered((action: PaletteAction) => findable(action.name, action.words));

/** Nobody types the maker's name to tell portals apart, so what comes after it begins the name. */
function portalFindable({ id, name }: Portal): Findable {
  return findable(name.replace(/^Microsoft /, ''), [name, ...PORTAL_SYNONYMS[id]]);
}
