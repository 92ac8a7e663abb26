import type { TenantId } from '../../../preload/contract/index.ts';
import { type Db, sql } from '../store/sql.ts';
import { type AnswerName, type Answers, isAnswerName, keptAnswer } from './answers.ts';
import type { Answer } from './facts.ts';

/** What is kept of one tenant. */
export interface KeptStatus {
  readonly answers: Partial<Answers>;
  readonly account: string | null;
  /** Last complete collection, ISO 8601. */
  readonly collectedAt: string | null;
  readonly problem: string | null;
}

export interface StatusStore {
  read(tenantId: TenantId): KeptStatus;
  /** Keeps answers of one tenant together; a failed one does not replace what is known. */
  saveAnswers(tenantId: TenantId, answers: Partial<Record<AnswerName, Answer<unknown>>>): void;
  setAccount(tenantId: TenantId, account: string | null): void;
  /** @param collectedAt null leaves the time of the last complete collection as it is */
  finish(
    tenantId: TenantId,
    end: { readonly collectedAt: string | null; readonly problem: string | null },
  ): void;
  /** Tenants that a collection has not come to, in its order. */
  left(): readonly TenantId[];
  setLeft(tenantIds: readonly TenantId[]): void;
  removeLeft(tenantId: TenantId): void;
  /** Deletes what was collected; who signs in there, and how that stands, is kept. */
  dropCollected(tenantId: TenantId): void;
  /** Tenants of which something is kept. */
  tenantIds(): readonly TenantId[];
  /** Deletes the rows; the bytes go with the store's `erase`. */
  forget(tenantId: TenantId): void;
}

interface StatusRow {
  readonly account: string | null;
  readonly collected_at: string | null;
  readonly problem: string | null;
}

/** All SQL of the status. */
export function createStatusStore(db: Db): StatusStore {
  const selectStatus = db.prepare<[string], StatusRow>(
    sql`SELECT account, collected_at, problem FROM tenant_status WHERE tenant_id = ?`,
  );
  const selectAnswers = db.prepare<[string], { name: string; body: string }>(
    sql`SELECT name, body FROM status_answer WHERE tenant_id = ?`,
  );
  const selectAnswer = db.prepare<[string, string], { body: string }>(
    sql`SELECT body FROM status_answer WHERE tenant_id = ? AND name = ?`,
  );
  const insertStatus = db.prepare<[string], unknown>(
    sql`INSERT INTO tenant_status (tenant_id) VALUES (?) ON CONFLICT (tenant_id) DO NOTHING`,
  );
  const upsertAnswer = db.prepare<[string, string, string], unknown>(
    sql`INSERT INTO status_answer (tenant_id, name, body) VALUES (?, ?, ?)
        ON CONFLICT (tenant_id, name) DO UPDATE SET body = excluded.body`,
  );
  const updateAccount = db.prepare<[string | null, string], unknown>(
    sql`UPDATE tenant_status SET account = ? WHERE tenant_id = ?`,
  );
  const updateEnd = db.prepare<[string | null, string | null, string], unknown>(
    sql`UPDATE tenant_status SET collected_at = coalesce(?, collected_at), problem = ?
        WHERE tenant_id = ?`,
  );
  const selectLeft = db.prepare<[], { tenant_id: TenantId }>(
    sql`SELECT tenant_id FROM collection_left ORDER BY position`,
  );
  const clearLeft = db.prepare<[], unknown>(sql`DELETE FROM collection_left`);
  const insertLeft = db.prepare<[string, number], unknown>(
    sql`INSERT INTO collection_left (tenant_id, position) VALUES (?, ?)
        ON CONFLICT (tenant_id) DO NOTHING`,
  );
  const deleteLeft = db.prepare<[string], unknown>(
    sql`DELETE FROM collection_left WHERE tenant_id = ?`,
  );
  const selectIds = db.prepare<[], { tenant_id: TenantId }>(
    sql`SELECT tenant_id FROM tenant_status
        UNION SELECT tenant_id FROM collection_left`,
  );
  const deleteAnswers = db.prepare<[string], unknown>(
    sql`DELETE FROM status_answer WHERE tenant_id = ?`,
  );
  const deleteCollected = db.prepare<[string], unknown>(
    sql`DELETE FROM status_answer WHERE tenant_id = ? AND name NOT IN ('signIn', 'token')`,
  );
  const clearCollected = db.prepare<[string], unknown>(
    sql`UPDATE tenant_status SET collected_at = NULL, problem = NULL WHERE tenant_id = ?`,
  );
  const deleteStatus = db.prepare<[string], unknown>(
    sql`DELETE FROM tenant_status WHERE tenant_id = ?`,
  );

  const saveAnswers = db.transaction(
    (tenantId: string, answers: Partial<Record<AnswerName, Answer<unknown>>>) => {
      insertStatus.run(tenantId);
      for (const [name, next] of Object.entries(answers)) {
        const before = selectAnswer.get(tenantId, name);
        const kept = keptAnswer(before === undefined ? undefined : parse(before.body), next);
        if (kept === next) upsertAnswer.run(tenantId, name, JSON.stringify(next));
      }
    },
  );
  const setLeft = db.transaction((tenantIds: readonly string[]) => {
    clearLeft.run();
    tenantIds.forEach((id, position) => insertLeft.run(id, position));
  });
  const forget = db.transaction((tenantId: string) => {
    deleteAnswers.run(tenantId);
    deleteStatus.run(tenantId);
    deleteLeft.run(tenantId);
  });

  return {
    read(tenantId) {
      const row = selectStatus.get(tenantId);
      const entries = selectAnswers
        .all(tenantId)
        .filter(({ name }) => isAnswerName(name))
        .map(({ name, body }) => [name, parse(body)] as const);
      return {
        answers: Object.fromEntries(entries) as Partial<Answers>,
        account: row?.account ?? null,
        collectedAt: row?.collected_at ?? null,
        problem: row?.problem ?? null,
      };
    },
    saveAnswers: (tenantId, answers) => saveAnswers.immediate(tenantId, answers),
    setAccount: db.transaction((tenantId: TenantId, account: string | null) => {
      insertStatus.run(tenantId);
      updateAccount.run(account, tenantId);
    }),
    finish: db.transaction(
      (tenantId: TenantId, end: { collectedAt: string | null; problem: string | null }) => {
        insertStatus.run(tenantId);
        updateEnd.run(end.collectedAt, end.problem, tenantId);
      },
    ),
    left: () => selectLeft.all().map((row) => row.tenant_id),
    setLeft: (tenantIds) => setLeft.immediate(tenantIds),
    removeLeft: (tenantId) => void deleteLeft.run(tenantId),
    dropCollected: db.transaction((tenantId: TenantId) => {
      deleteCollected.run(tenantId);
      clearCollected.run(tenantId);
    }),
    tenantIds: () => selectIds.all().map((row) => row.tenant_id),
    forget: (tenantId) => forget.immediate(tenantId),
  };
}

/** Bodies are written by `saveAnswers` alone, into pages that the cipher authenticates. */
function parse(body: string): Answer<unknown> {
  return JSON.parse(body) as Answer<unknown>;
}
