import type {
  ChecklistId,
  EngagementId,
  EvidenceId,
  StepId,
} from '../../../../preload/contract/index.ts';
import { type Db, sql } from '../../store/sql.ts';
import type { EvidenceRow, OnboardingRows } from './rows.ts';

type Part = Pick<
  OnboardingRows,
  | 'evidence'
  | 'evidenceItem'
  | 'addEvidence'
  | 'content'
  | 'setRemoved'
  | 'countRemoved'
  | 'purgeRemoved'
>;

interface Columns {
  readonly id: EvidenceId;
  readonly scope_id: string;
  readonly checklist_id: ChecklistId;
  readonly step_id: StepId;
  readonly operator: string;
  readonly engagement_id: EngagementId;
  readonly kind: EvidenceRow['kind'];
  readonly title: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly added_at: string;
  readonly added_by: string;
  readonly is_removed: number;
}

/** All SQL of evidence. Content has a table of its own, so that lists do not read it. */
export function createEvidenceRows(db: Db): Part {
  const select = db.prepare<[string, string, string, string], Columns>(
    sql`SELECT * FROM evidence WHERE scope_id = ? AND checklist_id = ? AND step_id = ?
        AND operator = ? AND is_removed = 0 ORDER BY added_at, id`,
  );
  const selectOne = db.prepare<[string], Columns>(sql`SELECT * FROM evidence WHERE id = ?`);
  const insert = db.prepare<(string | number)[], unknown>(
    sql`INSERT INTO evidence (id, scope_id, checklist_id, step_id, operator, engagement_id, kind,
          title, bytes, sha256, added_at, added_by, is_removed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertContent = db.prepare<[string, Uint8Array], unknown>(
    sql`INSERT INTO evidence_content (evidence_id, content) VALUES (?, ?)`,
  );
  const selectContent = db.prepare<[string], { content: Uint8Array }>(
    sql`SELECT content FROM evidence_content WHERE evidence_id = ?`,
  );
  const mark = db.prepare<[number, string], unknown>(
    sql`UPDATE evidence SET is_removed = ? WHERE id = ?`,
  );
  const count = db.prepare<[], { count: number }>(
    sql`SELECT count(*) AS count FROM evidence WHERE is_removed = 1`,
  );
  const purge = db.prepare<[], unknown>(sql`DELETE FROM evidence WHERE is_removed = 1`);

  return {
    evidence: ({ scopeId, checklistId, stepId, operator }) =>
      select.all(scopeId, checklistId, stepId, operator).map(rowOf),
    evidenceItem(id) {
      const found = selectOne.get(id);
      return found === undefined ? null : rowOf(found);
    },
    addEvidence(row, content) {
      insert.run(
        row.id,
        row.scopeId,
        row.checklistId,
        row.stepId,
        row.operator,
        row.engagementId,
        row.kind,
        row.title,
        row.bytes,
        row.sha256,
        row.addedAt,
        row.addedBy,
        row.isRemoved ? 1 : 0,
      );
      insertContent.run(row.id, content);
    },
    content: (id) => selectContent.get(id)?.content ?? null,
    setRemoved: (id, isRemoved) => void mark.run(isRemoved ? 1 : 0, id),
    countRemoved: () => count.get()?.count ?? 0,
    purgeRemoved: () => void purge.run(),
  };
}

function rowOf(row: Columns): EvidenceRow {
  return {
    id: row.id,
    scopeId: row.scope_id,
    checklistId: row.checklist_id,
    stepId: row.step_id,
    operator: row.operator,
    engagementId: row.engagement_id,
    kind: row.kind,
    title: row.title,
    bytes: row.bytes,
    sha256: row.sha256,
    addedAt: row.added_at,
    addedBy: row.added_by,
    isRemoved: row.is_removed === 1,
  };
}
