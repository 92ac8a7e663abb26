import type { z } from 'zod';
import type {
  EngagementId,
  onboarding as contract,
  StepCheck,
  TenantId,
} from '../../../preload/contract/index.ts';
import { plainLine } from '../../tenants/plain-line.ts';
import { CallFailure } from '../call-failure.ts';
import { type Desk, inArchive } from './desk.ts';
import { summaryOf } from './engagement-view.ts';
import { readParameter, swappedWith } from './parameters.ts';
import { tenantsOf } from './runs.ts';
import { checkKeyOf, isSettled } from './standing.ts';
import type { EngagementRow, OnboardingRows } from './store/rows.ts';
import { emptyRecord, recordWithLink } from './tenant-record.ts';

type Input<K extends 'create' | 'update' | 'setArchived' | 'remove' | 'setParameter'> = z.infer<
  (typeof contract)[K]['input']
>;

const MAX_ENGAGEMENTS = 5_000;

/** What an operator does to a run. All throw CallFailures and have then changed nothing. */
export function createEngagementCommands(desk: Desk) {
  const { runs, checklists } = desk;
  const save = (next: EngagementRow) => {
    desk.change((rows) => rows.saveEngagement(next));
    runs.set(next);
    desk.changed();
  };
  const assertActiveOnly = (
    wanted: Pick<EngagementRow, 'checklistId' | 'sourceId' | 'targetId'>,
  ) => {
    const isThere = runs
      .all()
      .some(
        (one) =>
          one.checklistId === wanted.checklistId &&
          one.sourceId === wanted.sourceId &&
          one.targetId === wanted.targetId &&
          !one.isArchived &&
          stateOf(one.id) === 'active',
      );
    if (!isThere) return;
    throw new CallFailure(
      'conflict',
      'There is a run of this checklist for these tenants already. Go on with it, or archive it first.',
    );
  };
  const recordFor = ({ targetId }: EngagementRow, label: string, url: string | null) => {
    const kept = desk.rows.record(targetId) ?? emptyRecord(targetId);
    const record = recordWithLink(kept, label, url, desk.stamp());
    if (record !== null) return record;
    throw new CallFailure(
      'conflict',
      'The record of the tenant is full of links. Remove one there first.',
    );
  };
  const stateOf = (id: EngagementId) => {
    const run = runs.find(id);
    return run === undefined ? 'active' : summaryOf(run, desk).state;
  };

  return {
    create({ checklistId, sourceId, targetId, owner, dueAt }: Input<'create'>) {
      const known = checklists.offered(checklistId);
      if (known === null) {
        throw new CallFailure('not-found', 'This checklist is not there any more.');
      }
      const { checklist, origin } = known;
      for (const id of [sourceId, targetId]) {
        if (id !== null && desk.tenantOf(id) === undefined) {
          throw new CallFailure('not-found', 'A tenant is not in the list.');
        }
      }
      const { source } = checklist.sides;
      if (source === null && sourceId !== null) {
        throw new CallFailure('conflict', 'This checklist is for one tenant alone.');
      }
      if (source !== null && sourceId === null) {
        throw new CallFailure('conflict', `Choose the ${source} tenant too.`);
      }
      if (sourceId === targetId) {
        throw new CallFailure('conflict', 'The two sides must be two tenants.');
      }
      if (runs.all().length >= MAX_ENGAGEMENTS) {
        throw new CallFailure(
          'conflict',
          `There are ${MAX_ENGAGEMENTS} runs already. Remove one first.`,
        );
      }
      assertActiveOnly({ checklistId, sourceId, targetId });
      const at = desk.stamp();
      const taken = new Set<string>(runs.all().map(({ id }) => id));
      const row: EngagementRow = {
        id: desk.newId('e', (id) => taken.has(id)) as EngagementId,
        checklistId,
        beganVersion: checklist.version,
        sourceId,
        targetId,
        owner: plainLine(owner).text,
        dueAt,
        // Who goes from a source to a target has the account there, also when an administrator of
        // the target is signed in to that.
        operators: [desk.operatorAt(sourceId === null ? [targetId] : [sourceId, targetId])],
        createdAt: at,
        changedAt: at,
        isArchived: false,
        signedOff: null,
      };
      // Kept as it is now: what a later version leaves out can still be told of.
      const kept = {
        id: checklist.id,
        version: checklist.version,
        origin,
        isOffered: origin === 'organisation',
        body: JSON.stringify(checklist),
      };
      desk.change((rows) => {
        rows.saveEngagement(row);
        rows.saveChecklist(kept);
      });
      checklists.reread();
      runs.dropEngagements();
      desk.changed();
      return { engagementId: row.id };
    },

    update({ engagementId, owner, dueAt, operators }: Input<'update'>) {
      const { engagement } = runs.get(engagementId);
      const names = operators.map((one) => plainLine(one).text).filter((one) => one !== '');
      if (names.length === 0) throw new CallFailure('invalid', 'A run has at least one operator.');
      save({
        ...engagement,
        owner: plainLine(owner).text,
        dueAt,
        operators: [...new Set(names)],
        changedAt: desk.stamp(),
      });
    },

    setArchived({ engagementId, isArchived }: Input<'setArchived'>) {
      const { engagement } = runs.get(engagementId);
      if (engagement.isArchived === isArchived) return;
      save({ ...engagement, isArchived, changedAt: desk.stamp() });
    },

    remove({ engagementId, typedName }: Input<'remove'>) {
      const engagement = runs.all().find(({ id }) => id === engagementId);
      if (engagement === undefined) {
        throw new CallFailure('not-found', 'This run is not there any more.');
      }
      const name = desk.tenantOf(engagement.targetId)?.name ?? engagement.targetId;
      // SECURITY(run-removal-confirmed): compared here, whatever the page has shown.
      if (plainLine(typedName).text !== plainLine(name).text) {
        throw new CallFailure(
          'confirmation-mismatch',
          'The name you typed is not the name of the target tenant.',
        );
      }
      const work = removalOf(engagement, runs.all(), true);
      desk.change(work);
      checklists.reread();
      runs.drop(null);
      runs.dropEngagements();
      desk.changed();
    },

    signOff({ engagementId }: { readonly engagementId: EngagementId }) {
      const { engagement, standings } = runs.get(engagementId);
      if (engagement.isArchived) throw inArchive();
      const open = standings.find((one) => one.isRequired && !isSettled(one));
      if (open !== undefined) {
        throw new CallFailure(
          'conflict',
          `“${open.title}” is neither done nor skipped. All steps of the set-up are, before it is signed off.`.slice(
            0,
            300,
          ),
        );
      }
      const at = desk.stamp();
      const by = desk.operatorAt(tenantsOf(engagement));
      save({ ...engagement, signedOff: { by, at }, changedAt: at });
    },

    setParameter({ engagementId, parameterId, value }: Input<'setParameter'>) {
      const run = runs.get(engagementId);
      if (run.engagement.isArchived) throw inArchive();
      const parameter = run.checklist.parameters.find(({ id }) => id === parameterId);
      if (parameter === undefined) {
        throw new CallFailure('not-found', 'This value is not in the checklist any more.');
      }
      let kept: string | null = null;
      if (value.trim() !== '') {
        const outcome = readParameter(parameter, value);
        if ('problem' in outcome) throw new CallFailure('conflict', outcome.problem.slice(0, 300));
        const swapped = swappedWith(run.checklist, parameter, outcome.value, desk.valuesOf(run));
        if (swapped !== null) throw new CallFailure('conflict', swapped.slice(0, 300));
        kept = outcome.value;
      }
      const touched = { ...run.engagement, changedAt: desk.stamp() };
      const record = parameter.kind === 'link' ? recordFor(touched, parameter.label, kept) : null;
      // What was read with another value says nothing of this one.
      const stale =
        kept === (desk.rows.parametersOf(engagementId).get(parameterId) ?? null)
          ? []
          : run.standings.flatMap(({ key, step }) =>
              (step?.checks ?? [])
                .filter((check) => namesValue(check, parameterId))
                .map((check) => ({ key, checkKey: checkKeyOf(check) })),
            );
      desk.change((rows) => {
        rows.setParameter(engagementId, parameterId, kept);
        for (const { key, checkKey } of stale) rows.deleteCheck(key, checkKey);
        if (record !== null) rows.saveRecord(record);
        rows.saveEngagement(touched);
      });
      runs.set(touched);
      for (const { key } of stale) runs.drop(key.scopeId, key.checklistId);
      desk.changed();
    },
  };
}

function namesValue({ with: given }: StepCheck, name: string): boolean {
  return Object.values(given).some((value) => String(value).includes(`{${name}}`));
}

/**
 * What takes a run away. What was done once for a tenant stays for the runs that share it.
 * @param keepsShared whether what was written of shared steps stays with those runs; when a tenant is
 *   forgotten it does not, because it may speak of that tenant
 */
export function removalOf(
  engagement: EngagementRow,
  all: readonly EngagementRow[],
  keepsShared: boolean,
): (rows: OnboardingRows) => void {
  const { id, checklistId } = engagement;
  const rest = all.filter((one) => one.id !== id && one.checklistId === checklistId);
  const heirs = tenantsOf(engagement).map((tenantId: TenantId) => ({
    tenantId,
    heir: rest.find((one) => tenantsOf(one).includes(tenantId))?.id ?? null,
  }));
  return (rows) => {
    for (const { tenantId, heir } of heirs) {
      if (heir === null) rows.deleteScope(tenantId, checklistId);
      else if (keepsShared) rows.handOn(id, heir, tenantId);
    }
    rows.deleteEngagement(id);
    rows.dropUnusedChecklists();
  };
}
