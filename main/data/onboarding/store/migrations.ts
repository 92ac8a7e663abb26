import type { Migration } from '../../store/migrate.ts';
import { type Db, sql } from '../../store/sql.ts';

/**
 * Everything about runs. What is of a step is kept by scope: `scope_id` is the run for steps that
 * are done once per run or per operator, and the tenant for those that are done once per tenant.
 * `engagement_id` is the run in which it was written, so that forgetting a tenant takes along what
 * was written in runs with it. `operator` is empty for steps that are not per operator.
 */
const runs: Migration = {
  id: 10,
  name: 'runs',
  up(db: Db): void {
    db.exec(sql`
      CREATE TABLE store_revision (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        revision INTEGER NOT NULL
      ) STRICT;
      INSERT INTO store_revision (id, revision) VALUES (1, 0);
      CREATE TABLE checklist (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('bulkhead', 'organisation')),
        is_offered INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (id, version)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE engagement (
        id TEXT PRIMARY KEY,
        checklist_id TEXT NOT NULL,
        began_version INTEGER NOT NULL,
        source_id TEXT CHECK (length(source_id) = 36),
        target_id TEXT NOT NULL CHECK (length(target_id) = 36),
        owner TEXT NOT NULL,
        due_at TEXT,
        operators TEXT NOT NULL,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        is_archived INTEGER NOT NULL,
        signed_by TEXT,
        signed_at TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE parameter (
        engagement_id TEXT NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (engagement_id, id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE step_state (
        scope_id TEXT NOT NULL,
        checklist_id TEXT NOT NULL,
        step_id TEXT NOT NULL,
        operator TEXT NOT NULL,
        engagement_id TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'done', 'skipped', 'drifted')),
        completed_by TEXT CHECK (completed_by IN ('check', 'operator')),
        changed_at TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        skip_reason TEXT,
        signed_by TEXT,
        signed_at TEXT,
        PRIMARY KEY (scope_id, checklist_id, step_id, operator)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE step_note (
        scope_id TEXT NOT NULL,
        checklist_id TEXT NOT NULL,
        step_id TEXT NOT NULL,
        operator TEXT NOT NULL,
        engagement_id TEXT NOT NULL,
        note TEXT NOT NULL,
        owner TEXT NOT NULL,
        due_at TEXT,
        PRIMARY KEY (scope_id, checklist_id, step_id, operator)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE step_event (
        id INTEGER PRIMARY KEY,
        scope_id TEXT NOT NULL,
        checklist_id TEXT NOT NULL,
        step_id TEXT NOT NULL,
        operator TEXT NOT NULL,
        engagement_id TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        what TEXT NOT NULL,
        detail TEXT NOT NULL
      ) STRICT;
      CREATE INDEX step_event_scope ON step_event (scope_id, checklist_id, step_id, operator, id);
      CREATE TABLE check_result (
        scope_id TEXT NOT NULL,
        checklist_id TEXT NOT NULL,
        step_id TEXT NOT NULL,
        operator TEXT NOT NULL,
        check_key TEXT NOT NULL,
        engagement_id TEXT NOT NULL,
        check_id TEXT NOT NULL,
        tenant_id TEXT NOT NULL,
        state TEXT NOT NULL,
        ends_at TEXT,
        checked_at TEXT,
        body TEXT NOT NULL,
        PRIMARY KEY (scope_id, checklist_id, step_id, operator, check_key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX check_result_tenant ON check_result (tenant_id, check_id);
      CREATE TABLE evidence (
        id TEXT PRIMARY KEY,
        scope_id TEXT NOT NULL,
        checklist_id TEXT NOT NULL,
        step_id TEXT NOT NULL,
        operator TEXT NOT NULL,
        engagement_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('text', 'file', 'picture', 'check')),
        title TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        added_at TEXT NOT NULL,
        added_by TEXT NOT NULL,
        is_removed INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX evidence_scope ON evidence (scope_id, checklist_id, step_id, operator);
      CREATE TABLE evidence_content (
        rowid INTEGER PRIMARY KEY,
        evidence_id TEXT NOT NULL UNIQUE REFERENCES evidence (id) ON DELETE CASCADE,
        content BLOB NOT NULL
      ) STRICT;
      CREATE TABLE tenant_record (
        tenant_id TEXT PRIMARY KEY CHECK (length(tenant_id) = 36),
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE reminder (
        id TEXT PRIMARY KEY,
        tenant_id TEXT NOT NULL CHECK (length(tenant_id) = 36),
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        ends_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};

export const ONBOARDING_MIGRATIONS: readonly Migration[] = [runs];
