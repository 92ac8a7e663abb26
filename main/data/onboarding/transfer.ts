import type { z } from 'zod';
import type {
  Checklist,
  ChecklistId,
  EngagementId,
  onboarding as contract,
  RadarItem,
  RunRecords,
  TenantId,
} from '../../../preload/contract/index.ts';
import { CallFailure } from '../call-failure.ts';
import { readChosen, writeChosen } from './chosen-file.ts';
import type { Desk } from './desk.ts';
import { engagementOf, type ViewDeps } from './engagement-view.ts';
import type { EstateCommands } from './estate-commands.ts';
import type { EvidenceCommands } from './evidence-commands.ts';
import { infoOf } from './known-checklists.ts';
import { type CalendarItem, calendarOf } from './files/calendar.ts';
import { compareHandOver } from './files/compare-hand-over.ts';
import { handOverHtml } from './files/hand-over-html.ts';
import {
  type HandOver,
  type HandOverEvidence,
  handOverJson,
  MAX_HAND_OVER_BYTES,
  parseHandOver,
} from './files/hand-over.ts';
import type { OnboardingFiles } from './parts.ts';

type Output<K extends 'compareHandOver' | 'importChecklist'> = Omit<
  z.infer<(typeof contract)[K]['output']>,
  'fileName'
>;

const MIB = 1024 * 1024;
const MAX_CHECKLIST_BYTES = 6 * MIB;
/** Of evidence inside a hand-over; more is named with its SHA-256 and left out. */
const MAX_CARRIED_BYTES = 48 * MIB;
const MAX_IMPORTED = 100;

const WHERE_FROM: Readonly<Record<RadarItem['from'], string>> = {
  check: 'Read from the tenant.',
  step: 'Reckoned from when the step was done.',
  reminder: 'Entered by an operator.',
};

export interface TransferDeps {
  readonly desk: Desk;
  readonly files: OnboardingFiles;
  readonly view: ViewDeps;
  readonly evidence: Pick<EvidenceCommands, 'contentOf'>;
  readonly estate: Pick<EstateCommands, 'radar'>;
  readonly appVersion: string;
}

/** Files that runs go into and checklists come from. All throw CallFailures. */
export function createTransfer({ desk, files, view, evidence, estate, appVersion }: TransferDeps) {
  const { checklists } = desk;

  const handOverOf = (
    engagementId: EngagementId,
    carries: boolean,
    journal: RunRecords | null,
  ): HandOver => {
    const run = desk.runs.get(engagementId);
    const engagement = engagementOf(run, view);
    const nameOf = (id: TenantId) => ({ id, name: desk.tenantOf(id)?.name ?? id });
    let left = carries ? MAX_CARRIED_BYTES : 0;
    const carried: HandOverEvidence[] = [];
    for (const { bytes, ...item } of engagement.steps.flatMap((step) => step.evidence)) {
      const isText = item.kind === 'text' || item.kind === 'check';
      const isPicture = item.kind === 'picture';
      const row = bytes <= left ? desk.rows.evidenceItem(item.id) : null;
      const content = row === null ? null : evidence.contentOf(row);
      left -= content?.length ?? 0;
      carried.push({
        ...item,
        mediaType: isText ? 'text/plain' : isPicture ? 'image/png' : 'application/octet-stream',
        text: isText ? (content?.toString() ?? null) : null,
        base64: isText ? null : (content?.toString('base64') ?? null),
      });
    }
    const { sourceId, targetId } = run.engagement;
    return {
      version: 1,
      exportedAt: desk.stamp(),
      appVersion,
      engagement,
      tenants: { source: sourceId === null ? null : nameOf(sourceId), target: nameOf(targetId) },
      evidence: carried,
      journal,
    };
  };

  const calendarItemOf = (item: RadarItem): CalendarItem => ({
    id: item.id,
    title: item.title,
    tenantName: desk.tenantOf(item.tenantId)?.name ?? item.tenantId,
    endsAt: item.endsAt,
    warnDays: item.warnDays,
    about: item.checkedAt === null ? WHERE_FROM[item.from] : `Read at ${item.checkedAt}.`,
  });

  return {
    async handOver(input: {
      readonly engagementId: EngagementId;
      readonly format: 'html' | 'json';
      readonly path: string | null;
      readonly journal: RunRecords | null;
    }) {
      const handOver = handOverOf(input.engagementId, true, input.journal);
      const text = input.format === 'html' ? handOverHtml(handOver) : handOverJson(handOver);
      if (input.path === null) return { html: text };
      await writeChosen(input.path, Buffer.from(text));
      return {};
    },

    compareHandOver(input: {
      readonly engagementId: EngagementId;
      readonly path: string;
    }): Output<'compareHandOver'> {
      const now = handOverOf(input.engagementId, false, null);
      const parsed = parseHandOver(readChosen(input.path, MAX_HAND_OVER_BYTES).toString());
      if ('problem' in parsed) throw new CallFailure('not-available', parsed.problem);
      const { handOver: before } = parsed;
      if (before.engagement.summary.checklistId !== now.engagement.summary.checklistId) {
        throw new CallFailure('conflict', 'This hand-over is of another checklist.');
      }
      return {
        exportedAt: before.exportedAt,
        differences: compareHandOver(before, now),
      };
    },

    async calendar(input: {
      readonly tenantIds: readonly TenantId[] | null;
      readonly path: string;
    }) {
      const items = estate
        .radar()
        .filter(({ tenantId }) => input.tenantIds?.includes(tenantId) !== false);
      const text = calendarOf(items.map(calendarItemOf), desk.now());
      await writeChosen(input.path, Buffer.from(text));
      return { events: items.length };
    },

    importChecklist({ path }: { readonly path: string }): Output<'importChecklist'> {
      const text = readChosen(path, MAX_CHECKLIST_BYTES).toString();
      const reserved = new Set(files.bundledChecklists().map(({ id }) => id as string));
      const parsed = files.parseChecklist(text, reserved);
      if ('problems' in parsed) {
        return { imported: null, problems: parsed.problems.slice(0, 100) };
      }
      const { checklist } = parsed;
      const problem = problemWith(checklist);
      if (problem !== null) return { imported: null, problems: [problem] };
      const { id, version } = checklist;
      desk.change((rows) => {
        rows.withdrawChecklist(id);
        rows.saveChecklist({
          id,
          version,
          origin: 'organisation',
          isOffered: true,
          body: JSON.stringify(checklist),
        });
        rows.dropUnusedChecklists();
      });
      checklists.reread();
      desk.runs.drop(null);
      desk.changed();
      return { imported: infoOf({ checklist, origin: 'organisation' }), problems: [] };
    },

    async exportChecklist(input: { readonly checklistId: ChecklistId; readonly path: string }) {
      const known = checklists.newest(input.checklistId);
      // One that cannot be read is written as it is kept, to be corrected.
      const text =
        known === null
          ? keptText(checklists.kept(input.checklistId)?.body)
          : `${JSON.stringify(known.checklist, null, 2)}\n`;
      if (text === undefined) {
        throw new CallFailure('not-found', 'This checklist is not there any more.');
      }
      await writeChosen(input.path, Buffer.from(text));
      return {};
    },

    removeChecklist({ checklistId }: { readonly checklistId: ChecklistId }) {
      if (checklists.newest(checklistId) === null) {
        throw new CallFailure('not-found', 'This checklist is not there any more.');
      }
      if (checklists.isBundled(checklistId)) {
        throw new CallFailure('not-available', 'This checklist comes with Bulkhead and stays.');
      }
      desk.change((rows) => {
        rows.withdrawChecklist(checklistId);
        rows.dropUnusedChecklists();
      });
      checklists.reread();
      desk.runs.drop(null);
      desk.changed();
    },
  };

  /** What a checklist that is right by itself may not do to those that are known. */
  function problemWith(checklist: Checklist) {
    const known = checklists.newest(checklist.id);
    if (checklists.isBundled(checklist.id)) {
      return {
        place: 'id',
        text: 'A checklist that comes with Bulkhead has this id. Give yours another.',
      };
    }
    const kept = checklists.kept(checklist.id)?.version ?? 0;
    if (known === null && kept === 0) {
      const own = checklists.infos().filter(({ origin }) => origin === 'organisation').length;
      if (own < MAX_IMPORTED) return null;
      return { place: 'file', text: `There are ${MAX_IMPORTED} imported checklists already.` };
    }
    // What is kept is never written over, whether it can be read or not.
    const version = Math.max(kept, known?.checklist.version ?? 0);
    if (checklist.version > version) return null;
    const isSame =
      known?.checklist.version === version &&
      checklist.version === version &&
      JSON.stringify(checklist) === JSON.stringify(known.checklist);
    return isSame
      ? null
      : {
          place: 'version',
          text: `Version ${version} of this checklist is known already. Raise the number of the changed one above it.`,
        };
  }
}

/** Written over several lines where it is JSON still. */
function keptText(body: string | undefined): string | undefined {
  try {
    return body === undefined ? undefined : `${JSON.stringify(JSON.parse(body), null, 2)}\n`;
  } catch {
    return body;
  }
}
