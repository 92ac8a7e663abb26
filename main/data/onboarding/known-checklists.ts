import type { Checklist, ChecklistId, ChecklistInfo } from '../../../preload/contract/index.ts';
import { readKept, type UnreadableChecklist } from './kept-checklist.ts';
import type { ChecklistRow, OnboardingRows } from './store/rows.ts';

export interface KnownChecklist {
  readonly checklist: Checklist;
  readonly origin: ChecklistInfo['origin'];
  /** Whether runs can be begun with it; not with one that a newer Bulkhead brought along. */
  readonly isOffered: boolean;
}

interface Kept {
  readonly row: ChecklistRow;
  /** Null for one that can be read. */
  readonly unreadable: UnreadableChecklist | null;
}

/** Every version of every checklist that is known: brought along, imported, or kept for runs. */
export interface KnownChecklists {
  /** The newest version; null for one that was never known. */
  newest(id: ChecklistId): KnownChecklist | null;
  /** The newest version that runs can be begun with; null when there is none. */
  offered(id: ChecklistId): KnownChecklist | null;
  version(id: ChecklistId, version: number): Checklist | null;
  infos(): readonly ChecklistInfo[];
  /** Why no version of a checklist can be read; null for one that can. */
  unreadable(id: ChecklistId): UnreadableChecklist | null;
  /** The newest version that is kept, whether it can be read or not; null when none is. */
  kept(id: ChecklistId): ChecklistRow | null;
  isBundled(id: ChecklistId): boolean;
  /** What is kept has changed. */
  reread(): void;
}

/**
 * @param bundled what comes with this version of Bulkhead
 * @param rows what was imported, and what runs began with
 */
export function createKnownChecklists(
  bundled: () => readonly Checklist[],
  rows: Pick<OnboardingRows, 'checklists'>,
): KnownChecklists {
  let byId: Map<ChecklistId, KnownChecklist[]> | null = null;
  let kept = new Map<ChecklistId, Kept>();

  const read = () => {
    const all = new Map<ChecklistId, KnownChecklist[]>();
    const add = (one: KnownChecklist) => {
      const known = all.get(one.checklist.id) ?? [];
      all.set(one.checklist.id, known);
      if (known.every(({ checklist }) => checklist.version !== one.checklist.version)) {
        known.push(one);
      }
    };
    for (const checklist of bundled()) add({ checklist, origin: 'bulkhead', isOffered: true });
    kept = new Map();
    for (const row of rows.checklists()) {
      const checklist = readKept(row);
      const isReadable = !('why' in checklist);
      if (isReadable) add({ checklist, origin: row.origin, isOffered: row.isOffered });
      // Rows come by version.
      kept.set(row.id, { row, unreadable: isReadable ? null : checklist });
    }
    for (const known of all.values()) {
      known.sort((one, two) => two.checklist.version - one.checklist.version);
    }
    return all;
  };
  const versions = (id: ChecklistId) => (byId ??= read()).get(id) ?? [];

  return {
    newest: (id) => versions(id)[0] ?? null,
    offered: (id) => versions(id).find(({ isOffered }) => isOffered) ?? null,
    version: (id, version) =>
      versions(id).find(({ checklist }) => checklist.version === version)?.checklist ?? null,
    infos: () =>
      [...(byId ??= read()).values()].flatMap((known) => {
        const offered = known.find(({ isOffered }) => isOffered);
        return offered === undefined ? [] : [infoOf(offered)];
      }),
    unreadable: (id) => (versions(id).length > 0 ? null : (kept.get(id)?.unreadable ?? goneOf(id))),
    kept(id) {
      byId ??= read();
      return kept.get(id)?.row ?? null;
    },
    isBundled: (id) => bundled().some((one) => one.id === id),
    reread() {
      byId = null;
    },
  };
}

export function infoOf({ checklist, origin }: Omit<KnownChecklist, 'isOffered'>): ChecklistInfo {
  const { id, version, title, summary, sides, phases } = checklist;
  const steps = phases.reduce((sum, phase) => sum + phase.steps.length, 0);
  return { id, version, title, summary, origin, sides, steps };
}

const goneOf = (id: ChecklistId): UnreadableChecklist => ({
  title: id,
  why: 'The checklist is not kept on this device any more.',
});
