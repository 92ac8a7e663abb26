import type {
  ChecklistId,
  CheckResult,
  EngagementId,
  ReminderId,
  RenewalKind,
  StepId,
  TenantId,
  TenantRecord,
} from '../../../../preload/contract/index.ts';
import { type Db, sql, type Sql } from '../../store/sql.ts';
import { createEvidenceRows } from './evidence-rows.ts';
import type {
  CheckRow,
  EngagementRow,
  EventRow,
  NoteRow,
  OnboardingRows,
  SignedOff,
  StateRow,
  StepKey,
  Written,
} from './rows.ts';

/** What a step's history keeps; older events go. */
const MAX_EVENTS = 100;

type Value = string | number | null;

interface StepColumns {
  readonly scope_id: string;
  readonly checklist_id: ChecklistId;
  readonly step_id: StepId;
  readonly operator: string;
  readonly engagement_id: EngagementId;
}

/** All SQL of onboarding but for evidence. */
export function createOnboardingRows(db: Db): OnboardingRows {
  const one = <R>(text: Sql) => db.prepare<Value[], R>(text);
  const write = (text: Sql) => db.prepare<Value[], unknown>(text);

  const selectChecklists = one<{
    id: ChecklistId;
    version: number;
    origin: 'bulkhead' | 'organisation';
    is_offered: number;
    body: string;
  }>(sql`SELECT id, version, origin, is_offered, body FROM checklist ORDER BY id, version`);
  const upsertChecklist = write(
    sql`INSERT INTO checklist (id, version, origin, is_offered, body) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id, version) DO UPDATE SET is_offered = excluded.is_offered`,
  );
  const withdrawChecklist = write(sql`UPDATE checklist SET is_offered = 0 WHERE id = ?`);
  const deleteUnused = write(
    sql`DELETE FROM checklist WHERE is_offered = 0 AND NOT EXISTS
        (SELECT 1 FROM engagement WHERE checklist_id = checklist.id)`,
  );

  const selectEngagements = one<{
    id: EngagementId;
    checklist_id: ChecklistId;
    began_version: number;
    source_id: TenantId | null;
    target_id: TenantId;
    owner: string;
    due_at: string | null;
    operators: string;
    created_at: string;
    changed_at: string;
    is_archived: number;
    signed_by: string | null;
    signed_at: string | null;
  }>(sql`SELECT * FROM engagement ORDER BY created_at, id`);
  const upsertEngagement = write(
    sql`INSERT INTO engagement (id, checklist_id, began_version, source_id, target_id, owner, due_at,
          operators, created_at, changed_at, is_archived, signed_by, signed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, due_at = excluded.due_at,
          operators = excluded.operators, changed_at = excluded.changed_at,
          is_archived = excluded.is_archived, signed_by = excluded.signed_by,
          signed_at = excluded.signed_at`,
  );
  const selectParameters = one<{ id: string; value: string }>(
    sql`SELECT id, value FROM parameter WHERE engagement_id = ? ORDER BY id`,
  );
  const upsertParameter = write(
    sql`INSERT INTO parameter (engagement_id, id, value) VALUES (?, ?, ?)
        ON CONFLICT (engagement_id, id) DO UPDATE SET value = excluded.value`,
  );
  const deleteParameter = write(sql`DELETE FROM parameter WHERE engagement_id = ? AND id = ?`);

  const selectStates = one<
    StepColumns & {
      title: string;
      state: StateRow['state'];
      completed_by: StateRow['completedBy'];
      changed_at: string;
      changed_by: string;
      skip_reason: string | null;
      signed_by: string | null;
      signed_at: string | null;
    }
  >(sql`SELECT * FROM step_state WHERE scope_id = ? AND checklist_id = ?`);
  const upsertState = write(
    sql`INSERT INTO step_state (scope_id, checklist_id, step_id, operator, engagement_id, title, state,
          completed_by, changed_at, changed_by, skip_reason, signed_by, signed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (scope_id, checklist_id, step_id, operator) DO UPDATE SET
          engagement_id = excluded.engagement_id, title = excluded.title, state = excluded.state,
          completed_by = excluded.completed_by, changed_at = excluded.changed_at,
          changed_by = excluded.changed_by, skip_reason = excluded.skip_reason,
          signed_by = excluded.signed_by, signed_at = excluded.signed_at`,
  );
  const selectNotes = one<StepColumns & { note: string; owner: string; due_at: string | null }>(
    sql`SELECT * FROM step_note WHERE scope_id = ? AND checklist_id = ?`,
  );
  const upsertNote = write(
    sql`INSERT INTO step_note (scope_id, checklist_id, step_id, operator, engagement_id, note, owner,
          due_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (scope_id, checklist_id, step_id, operator) DO UPDATE SET
          engagement_id = excluded.engagement_id, note = excluded.note, owner = excluded.owner,
          due_at = excluded.due_at`,
  );

  const insertEvent = write(
    sql`INSERT INTO step_event (scope_id, checklist_id, step_id, operator, engagement_id, at, by, what,
          detail)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const deleteOldEvents = write(
    sql`DELETE FROM step_event WHERE scope_id = ? AND checklist_id = ? AND step_id = ? AND operator = ?
        AND id <= (SELECT id FROM step_event WHERE scope_id = ? AND checklist_id = ? AND step_id = ?
          AND operator = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
  );
  const selectEvents = one<StepColumns & { at: string; by: string; what: string; detail: string }>(
    sql`SELECT * FROM step_event WHERE scope_id = ? AND checklist_id = ? AND step_id = ?
        AND operator = ? ORDER BY id DESC LIMIT ?`,
  );

  const selectChecks = one<
    StepColumns & {
      check_key: string;
      state: CheckRow['state'];
      ends_at: string | null;
      checked_at: string | null;
    }
  >(
    sql`SELECT scope_id, checklist_id, step_id, operator, engagement_id, check_key, state, ends_at,
          checked_at
        FROM check_result WHERE scope_id = ? AND checklist_id = ?`,
  );
  const upsertCheck = write(
    sql`INSERT INTO check_result (scope_id, checklist_id, step_id, operator, check_key, engagement_id,
          check_id, tenant_id, state, ends_at, checked_at, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (scope_id, checklist_id, step_id, operator, check_key) DO UPDATE SET
          engagement_id = excluded.engagement_id, tenant_id = excluded.tenant_id,
          state = excluded.state, ends_at = excluded.ends_at, checked_at = excluded.checked_at,
          body = excluded.body`,
  );
  const selectCheck = one<{ body: string }>(
    sql`SELECT body FROM check_result WHERE scope_id = ? AND checklist_id = ? AND step_id = ?
        AND operator = ? AND check_key = ?`,
  );
  const deleteCheck = write(
    sql`DELETE FROM check_result WHERE scope_id = ? AND checklist_id = ? AND step_id = ?
        AND operator = ? AND check_key = ?`,
  );
  const selectTenantsWith = one<{ tenant_id: TenantId }>(
    sql`SELECT DISTINCT tenant_id FROM check_result WHERE check_id = ? AND state = ?`,
  );

  const selectRecords = one<{ body: string }>(
    sql`SELECT body FROM tenant_record ORDER BY tenant_id`,
  );
  const selectRecord = one<{ body: string }>(
    sql`SELECT body FROM tenant_record WHERE tenant_id = ?`,
  );
  const upsertRecord = write(
    sql`INSERT INTO tenant_record (tenant_id, body) VALUES (?, ?)
        ON CONFLICT (tenant_id) DO UPDATE SET body = excluded.body`,
  );
  const selectReminders = one<{
    id: ReminderId;
    tenant_id: TenantId;
    kind: RenewalKind;
    title: string;
    ends_at: string;
  }>(sql`SELECT id, tenant_id, kind, title, ends_at FROM reminder ORDER BY ends_at, id`);
  const upsertReminder = write(
    sql`INSERT INTO reminder (id, tenant_id, kind, title, ends_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET tenant_id = excluded.tenant_id, kind = excluded.kind,
          title = excluded.title, ends_at = excluded.ends_at`,
  );
  const deleteReminder = write(sql`DELETE FROM reminder WHERE id = ?`);

  const deleteOfEngagement = [
    sql`DELETE FROM evidence WHERE engagement_id = ?`,
    sql`DELETE FROM step_event WHERE engagement_id = ?`,
    sql`DELETE FROM step_note WHERE engagement_id = ?`,
    sql`DELETE FROM check_result WHERE engagement_id = ?`,
    sql`DELETE FROM step_state WHERE scope_id = ?`,
    // What others share stays done; the words that were written there do not stay.
    sql`UPDATE step_state SET skip_reason = NULL WHERE engagement_id = ?`,
    sql`DELETE FROM parameter WHERE engagement_id = ?`,
    sql`DELETE FROM engagement WHERE id = ?`,
  ].map(write);
  const deleteOfScope = [
    sql`DELETE FROM evidence WHERE scope_id = ? AND checklist_id = ?`,
    sql`DELETE FROM step_event WHERE scope_id = ? AND checklist_id = ?`,
    sql`DELETE FROM step_note WHERE scope_id = ? AND checklist_id = ?`,
    sql`DELETE FROM check_result WHERE scope_id = ? AND checklist_id = ?`,
    sql`DELETE FROM step_state WHERE scope_id = ? AND checklist_id = ?`,
  ].map(write);
  const deleteOfTenant = [
    sql`DELETE FROM evidence WHERE scope_id = ?`,
    sql`DELETE FROM step_event WHERE scope_id = ?`,
    sql`DELETE FROM step_note WHERE scope_id = ?`,
    sql`DELETE FROM check_result WHERE scope_id = ?`,
    sql`DELETE FROM check_result WHERE tenant_id = ?`,
    sql`DELETE FROM step_state WHERE scope_id = ?`,
    sql`DELETE FROM tenant_record WHERE tenant_id = ?`,
    sql`DELETE FROM reminder WHERE tenant_id = ?`,
  ].map(write);
  const handOn = [
    sql`UPDATE evidence SET engagement_id = ? WHERE engagement_id = ? AND scope_id = ?`,
    sql`UPDATE step_event SET engagement_id = ? WHERE engagement_id = ? AND scope_id = ?`,
    sql`UPDATE step_note SET engagement_id = ? WHERE engagement_id = ? AND scope_id = ?`,
    sql`UPDATE check_result SET engagement_id = ? WHERE engagement_id = ? AND scope_id = ?`,
    sql`UPDATE step_state SET engagement_id = ? WHERE engagement_id = ? AND scope_id = ?`,
  ].map(write);
  const selectTenantIds = one<{ tenant_id: TenantId }>(
    sql`SELECT source_id AS tenant_id FROM engagement WHERE source_id IS NOT NULL
        UNION SELECT target_id FROM engagement
        UNION SELECT tenant_id FROM check_result
        UNION SELECT tenant_id FROM tenant_record
        UNION SELECT tenant_id FROM reminder`,
  );

  const selectNames = one<{ engagement_id: EngagementId; name: string }>(
    sql`SELECT engagement_id, changed_by AS name FROM step_state
        UNION SELECT engagement_id, signed_by FROM step_state WHERE signed_by IS NOT NULL
        UNION SELECT engagement_id, by FROM step_event
        UNION SELECT engagement_id, added_by FROM evidence
        UNION SELECT id, signed_by FROM engagement WHERE signed_by IS NOT NULL`,
  );
  const renameOperator = [
    sql`UPDATE step_state SET changed_by = ? WHERE changed_by = ?`,
    sql`UPDATE step_state SET signed_by = ? WHERE signed_by = ?`,
    sql`UPDATE step_event SET by = ? WHERE by = ?`,
    sql`UPDATE evidence SET added_by = ? WHERE added_by = ?`,
    sql`UPDATE engagement SET signed_by = ? WHERE signed_by = ?`,
  ].map(write);

  return {
    ...createEvidenceRows(db),
    checklists: () =>
      selectChecklists.all().map(({ id, version, origin, is_offered, body }) => ({
        id,
        version,
        origin,
        isOffered: is_offered === 1,
        body,
      })),
    saveChecklist: ({ id, version, origin, isOffered, body }) =>
      void upsertChecklist.run(id, version, origin, isOffered ? 1 : 0, body),
    withdrawChecklist: (id) => void withdrawChecklist.run(id),
    dropUnusedChecklists: () => void deleteUnused.run(),

    engagements: () =>
      selectEngagements.all().map((row) => ({
        id: row.id,
        checklistId: row.checklist_id,
        beganVersion: row.began_version,
        sourceId: row.source_id,
        targetId: row.target_id,
        owner: row.owner,
        dueAt: row.due_at,
        operators: JSON.parse(row.operators) as string[],
        createdAt: row.created_at,
        changedAt: row.changed_at,
        isArchived: row.is_archived === 1,
        signedOff: signedOff(row),
      })),
    saveEngagement: (row: EngagementRow) =>
      void upsertEngagement.run(
        row.id,
        row.checklistId,
        row.beganVersion,
        row.sourceId,
        row.targetId,
        row.owner,
        row.dueAt,
        JSON.stringify(row.operators),
        row.createdAt,
        row.changedAt,
        row.isArchived ? 1 : 0,
        row.signedOff?.by ?? null,
        row.signedOff?.at ?? null,
      ),
    parametersOf: (id) => new Map(selectParameters.all(id).map((row) => [row.id, row.value])),
    setParameter: (id, parameterId, value) =>
      void (value === null
        ? deleteParameter.run(id, parameterId)
        : upsertParameter.run(id, parameterId, value)),

    scope: (scopeId, checklistId) => ({
      states: selectStates.all(scopeId, checklistId).map((row) =>
        Object.assign(writtenOf(row), {
          title: row.title,
          state: row.state,
          completedBy: row.completed_by,
          changedAt: row.changed_at,
          changedBy: row.changed_by,
          skipReason: row.skip_reason,
          signedOff: signedOff(row),
        }),
      ),
      notes: selectNotes.all(scopeId, checklistId).map((row) =>
        Object.assign(writtenOf(row), {
          note: row.note,
          owner: row.owner,
          dueAt: row.due_at,
        }),
      ),
      checks: selectChecks.all(scopeId, checklistId).map((row) =>
        Object.assign(writtenOf(row), {
          checkKey: row.check_key,
          state: row.state,
          endsAt: row.ends_at,
          checkedAt: row.checked_at,
        }),
      ),
    }),
    saveState: (row: StateRow) =>
      void upsertState.run(
        ...keyOf(row),
        row.engagementId,
        row.title,
        row.state,
        row.completedBy,
        row.changedAt,
        row.changedBy,
        row.skipReason,
        row.signedOff?.by ?? null,
        row.signedOff?.at ?? null,
      ),
    saveNote: (row: NoteRow) =>
      void upsertNote.run(...keyOf(row), row.engagementId, row.note, row.owner, row.dueAt),
    addEvent(row: EventRow) {
      const key = keyOf(row);
      insertEvent.run(...key, row.engagementId, row.at, row.by, row.what, row.detail);
      deleteOldEvents.run(...key, ...key, MAX_EVENTS);
    },
    events: (key) =>
      selectEvents.all(...keyOf(key), MAX_EVENTS).map((row) =>
        Object.assign(writtenOf(row), {
          at: row.at,
          by: row.by,
          what: row.what,
          detail: row.detail,
        }),
      ),
    saveCheck: (row: CheckRow, body: CheckResult) =>
      void upsertCheck.run(
        ...keyOf(row),
        row.checkKey,
        row.engagementId,
        body.checkId,
        body.tenantId,
        row.state,
        row.endsAt,
        row.checkedAt,
        JSON.stringify(body),
      ),
    checkResult(key, checkKey) {
      const row = selectCheck.get(...keyOf(key), checkKey);
      // Written by `saveCheck` alone, into pages that the cipher authenticates.
      return row === undefined ? null : (JSON.parse(row.body) as CheckResult);
    },
    deleteCheck: (key, checkKey) => void deleteCheck.run(...keyOf(key), checkKey),
    tenantsWith: (checkId, state) =>
      selectTenantsWith.all(checkId, state).map((row) => row.tenant_id),

    records: () => selectRecords.all().map(({ body }) => JSON.parse(body) as TenantRecord),
    record(id) {
      const found = selectRecord.get(id);
      return found === undefined ? null : (JSON.parse(found.body) as TenantRecord);
    },
    saveRecord: (record) => void upsertRecord.run(record.tenantId, JSON.stringify(record)),
    reminders: () =>
      selectReminders.all().map(({ id, tenant_id, kind, title, ends_at }) => ({
        id,
        tenantId: tenant_id,
        kind,
        title,
        endsAt: ends_at,
      })),
    saveReminder: ({ id, tenantId, kind, title, endsAt }) =>
      void upsertReminder.run(id, tenantId, kind, title, endsAt),
    removeReminder: (id) => void deleteReminder.run(id),

    deleteEngagement(id) {
      for (const statement of deleteOfEngagement) statement.run(id);
    },
    handOn(from, to, scopeId) {
      for (const statement of handOn) statement.run(to, from, scopeId);
    },
    deleteScope(scopeId, checklistId) {
      for (const statement of deleteOfScope) statement.run(scopeId, checklistId);
    },
    deleteTenant(id) {
      for (const statement of deleteOfTenant) statement.run(id);
    },
    tenantIds: () => selectTenantIds.all().map((row) => row.tenant_id),
    namesWritten: () =>
      selectNames.all().map(({ engagement_id, name }) => ({ engagementId: engagement_id, name })),
    renameOperator(from, to) {
      for (const statement of renameOperator) statement.run(to, from);
    },
  };
}

const keyOf = ({ scopeId, checklistId, stepId, operator }: StepKey) =>
  [scopeId, checklistId, stepId, operator] as const;

function writtenOf(row: StepColumns): Written {
  return {
    scopeId: row.scope_id,
    checklistId: row.checklist_id,
    stepId: row.step_id,
    operator: row.operator,
    engagementId: row.engagement_id,
  };
}

function signedOff(row: { signed_by: string | null; signed_at: string | null }): SignedOff | null {
  return row.signed_by === null || row.signed_at === null
    ? null
    : { by: row.signed_by, at: row.signed_at };
}
