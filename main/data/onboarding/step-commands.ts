import type { z } from 'zod';
import type { onboarding as contract } from '../../../preload/contract/index.ts';
import { plainLine } from '../../tenants/plain-line.ts';
import { CallFailure } from '../call-failure.ts';
import { type Desk, type StepInput, tenantsOfStep, writtenBy } from './desk.ts';
import { fill } from './placeholders.ts';
import { isSettled, type Standing } from './standing.ts';
import type { NoteRow } from './store/rows.ts';

type Input<K extends 'complete' | 'skip' | 'reopen' | 'note'> = z.infer<
  (typeof contract)[K]['input']
>;

const MAX_LOOK_FOR = 600;

/** What an operator does to one step. All throw CallFailures and have then changed nothing. */
export function createStepCommands(desk: Desk) {
  const by = (input: StepInput) => {
    const { run, standing } = desk.stepOf(input);
    return desk.operatorAt(tenantsOfStep(standing, run), standing.operator);
  };
  const titleOf = (standings: readonly Standing[], id: string) =>
    standings.find(({ stepId }) => stepId === id)?.title ?? id;

  return {
    complete(input: Input<'complete'>) {
      const { run, standing, step } = desk.stepOf(input);
      if (standing.state === 'done') return;
      const [blocker] = standing.blockedBy;
      if (blocker !== undefined) {
        throw new CallFailure(
          'conflict',
          `“${titleOf(run.standings, blocker)}” comes first. Do or skip it, then this one.`.slice(
            0,
            300,
          ),
        );
      }
      if (step.irreversible !== null) {
        // SECURITY(irreversible-confirmed): compared here, whatever the page has shown.
        const name = desk.tenantOf(standing.tenantId)?.name;
        const isSame =
          name !== undefined &&
          input.typedName !== null &&
          plainLine(input.typedName).text === plainLine(name).text;
        if (!isSame) {
          throw new CallFailure(
            'confirmation-mismatch',
            'This cannot be taken back. Type the name of its tenant to say that it was done.',
          );
        }
      }
      desk.saveStep(
        run,
        standing,
        {
          state: 'done',
          completedBy: 'operator',
          skipReason: null,
          signedOff: null,
          by: by(input),
        },
        { what: 'done', detail: 'Marked as done.' },
      );
    },

    skip(input: Input<'skip'>) {
      const { run, standing } = desk.stepOf(input);
      const reason = plainLine(input.reason).text;
      if (reason === '') throw new CallFailure('invalid', 'Say why it is skipped.');
      desk.saveStep(
        run,
        standing,
        {
          state: 'skipped',
          completedBy: null,
          skipReason: reason,
          signedOff: null,
          by: by(input),
        },
        { what: 'skipped', detail: reason },
      );
    },

    reopen(input: Input<'reopen'>) {
      const { run, standing } = desk.stepOf(input);
      if (standing.state === 'open') return;
      desk.saveStep(
        run,
        standing,
        { state: 'open', completedBy: null, skipReason: null, signedOff: null, by: by(input) },
        { what: 'reopened', detail: plainLine(input.reason).text },
      );
    },

    signOffStep(input: StepInput) {
      const { run, standing } = desk.stepOf(input);
      if (!isSettled(standing) || standing.row === null) {
        throw new CallFailure('conflict', 'Only a step that is done or skipped is signed off.');
      }
      const signer = by(input);
      const { state, completedBy, skipReason } = standing.row;
      desk.saveStep(
        run,
        standing,
        {
          state,
          completedBy,
          skipReason,
          signedOff: { by: signer, at: desk.stamp() },
          by: signer,
        },
        { what: 'signed off', detail: '', isTurn: false },
      );
    },

    note(input: Input<'note'>) {
      const { run, standing } = desk.stepOf(input);
      const row: NoteRow = {
        ...writtenBy(standing, run.engagement),
        note: input.note,
        owner: plainLine(input.owner).text,
        dueAt: input.dueAt,
      };
      desk.change((rows) => rows.saveNote(row));
      desk.runs.drop(standing.key.scopeId, standing.key.checklistId);
      desk.changed();
    },

    /**
     * The page that the step is done on, null where it has none, and what to look for where only
     * the portal's start can be opened. An address keeps its placeholders when a value is missing.
     */
    linkOf(input: StepInput) {
      const { run, standing, step } = desk.stepOf(input);
      const { tenantId } = standing;
      const values = desk.valuesOf(run);
      const [first = step.title] = step.actions;
      const lookFor = (fill(first, values) ?? first).slice(0, MAX_LOOK_FOR);
      if (step.link === null || !('url' in step.link)) {
        return { tenantId, link: step.link, lookFor };
      }
      // A value is one part of the address and never another host or path.
      const url = fill(step.link.url, values, encodeURIComponent) ?? step.link.url;
      return { tenantId, link: { url }, lookFor };
    },
  };
}
