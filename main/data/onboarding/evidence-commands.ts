import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { z } from 'zod';
import type {
  EngagementId,
  EvidenceId,
  onboarding as contract,
} from '../../../preload/contract/index.ts';
import { plainLine } from '../../tenants/plain-line.ts';
import { CallFailure } from '../call-failure.ts';
import { readChosen, writeChosen } from './chosen-file.ts';
import { clip, type Desk, inArchive, type StepInput, tenantsOfStep, writtenBy } from './desk.ts';
import type { Run } from './runs.ts';
import type { Standing } from './standing.ts';
import type { EventRow, EvidenceRow } from './store/rows.ts';

export const MAX_EVIDENCE_BYTES = 16 * 1024 * 1024;
const MAX_EVIDENCE_PER_STEP = 100;
/** The first eight bytes of every PNG file. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_SHOWN_TEXT = 20_000;

type Which = { readonly engagementId: EngagementId; readonly evidenceId: EvidenceId };
type Added = z.infer<typeof contract.addText.output>;

export interface NewEvidence {
  readonly kind: EvidenceRow['kind'];
  readonly title: string;
  readonly content: Buffer;
}

/** What is kept of a step besides its state. All throw CallFailures and have then changed nothing. */
export function createEvidenceCommands(desk: Desk) {
  const { rows, runs } = desk;

  const rowOf = (
    run: Run,
    standing: Standing,
    { kind, title, content }: NewEvidence,
  ): EvidenceRow => ({
    ...writtenBy(standing, run.engagement),
    id: desk.newId('p', (id) => rows.evidenceItem(id as EvidenceId) !== null) as EvidenceId,
    kind,
    title: (plainLine(title).text || 'Without a name').slice(0, 300),
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    addedAt: desk.stamp(),
    addedBy: desk.operatorAt(tenantsOfStep(standing, run), standing.operator),
    isRemoved: false,
  });
  const eventOf = (row: EvidenceRow, what: string, by = row.addedBy): EventRow => ({
    scopeId: row.scopeId,
    checklistId: row.checklistId,
    stepId: row.stepId,
    operator: row.operator,
    engagementId: row.engagementId,
    at: desk.stamp(),
    by,
    what,
    detail: clip(row.title),
  });
  const add = (input: StepInput, evidence: NewEvidence): Added => {
    const { run, standing } = desk.stepOf(input);
    if (rows.evidence(standing.key).length >= MAX_EVIDENCE_PER_STEP) {
      throw new CallFailure(
        'not-available',
        `A step keeps ${MAX_EVIDENCE_PER_STEP} pieces of evidence. Remove one first.`,
      );
    }
    const row = rowOf(run, standing, evidence);
    const event = eventOf(row, 'evidence added');
    const touched = { ...run.engagement, changedAt: row.addedAt };
    desk.change((rows) => {
      rows.addEvidence(row, evidence.content);
      rows.addEvent(event);
      rows.saveEngagement(touched);
    });
    runs.set(touched);
    desk.changed();
    return { evidenceId: row.id };
  };

  /** Evidence that the run shows. */
  const find = ({ engagementId, evidenceId }: Which, isRemoved: boolean) => {
    const run = runs.get(engagementId);
    const row = rows.evidenceItem(evidenceId);
    const standing = run.standings.find(
      ({ key }) =>
        key.scopeId === row?.scopeId &&
        key.checklistId === row.checklistId &&
        key.stepId === row.stepId &&
        key.operator === row.operator,
    );
    if (row === null || row.isRemoved !== isRemoved || standing === undefined) {
      throw new CallFailure('not-found', 'This evidence is not there any more.');
    }
    return { run, row, standing };
  };
  const contentOf = (row: EvidenceRow): Buffer => {
    const content = rows.content(row.id);
    if (content === null)
      throw new CallFailure('not-found', 'This evidence is not there any more.');
    return Buffer.from(content);
  };
  const setRemoved = (input: Which, isRemoved: boolean) => {
    const { run, row, standing } = find(input, !isRemoved);
    if (run.engagement.isArchived) throw inArchive();
    const by = desk.operatorAt(tenantsOfStep(standing, run), standing.operator);
    const event = eventOf(row, isRemoved ? 'evidence removed' : 'evidence restored', by);
    desk.change((rows) => {
      rows.setRemoved(row.id, isRemoved);
      rows.addEvent(event);
    });
    desk.changed();
  };

  return {
    addText: ({ text, ...step }: StepInput & { readonly text: string }) =>
      add(step, { kind: 'text', title: text.slice(0, 300), content: Buffer.from(text) }),
    addFile({ path, ...step }: StepInput & { readonly path: string }) {
      desk.stepOf(step);
      const content = readChosen(path, MAX_EVIDENCE_BYTES);
      return add(step, { kind: 'file', title: basename(path), content });
    },
    addPicture({
      title,
      png,
      ...step
    }: StepInput & { readonly title: string; readonly png: Uint8Array }) {
      const content = Buffer.from(png);
      if (!content.subarray(0, PNG.length).equals(PNG)) {
        throw new CallFailure('invalid', 'This is not a picture.');
      }
      return add(step, { kind: 'picture', title, content });
    },
    /** What a check read, where there is room for it; goes with another change. */
    ofCheck(run: Run, standing: Standing, title: string, text: string) {
      if (rows.evidence(standing.key).length >= MAX_EVIDENCE_PER_STEP) return null;
      const content = Buffer.from(text);
      return { row: rowOf(run, standing, { kind: 'check', title, content }), content };
    },
    remove: (input: Which) => setRemoved(input, true),
    restore: (input: Which) => {
      const { row } = find(input, true);
      if (rows.evidence(row).length >= MAX_EVIDENCE_PER_STEP) {
        throw new CallFailure('not-available', 'The step has as much evidence as it keeps.');
      }
      setRemoved(input, false);
    },
    read(input: Which): z.infer<typeof contract.readEvidence.output> {
      const { row } = find(input, false);
      if (row.kind === 'file') return { kind: row.kind, text: null, picture: null };
      const content = contentOf(row);
      return row.kind === 'picture'
        ? {
            kind: row.kind,
            text: null,
            picture: `data:image/png;base64,${content.toString('base64')}`,
          }
        : { kind: row.kind, text: content.toString().slice(0, MAX_SHOWN_TEXT), picture: null };
    },
    save: (input: Which & { readonly path: string }) =>
      writeChosen(input.path, contentOf(find(input, false).row)),
    contentOf,
  };
}
export type EvidenceCommands = ReturnType<typeof createEvidenceCommands>;
