import { DEVICE_SOURCES, type DeviceSource } from '../../../../preload/contract/device-columns.ts';
import type { SourceState, TenantId } from '../../../../preload/contract/index.ts';
import { type Db, sql } from '../../store/sql.ts';
import { sourceNumber, sourceOfNumber } from './keys.ts';
import { readRefusals } from './refusals.ts';

export interface TenantRow {
  readonly slot: number;
  readonly tenantId: TenantId;
  /** Numbers that the next rows get; they are never given twice. */
  readonly nextDevice: number;
  readonly nextRecord: number;
  readonly nextChange: number;
}

/** How a source of a tenant stands. Times are seconds since 1970. */
export interface SourceRow {
  readonly slot: number;
  readonly source: DeviceSource;
  readonly state: Exclude<SourceState['state'], 'never'> | 'never';
  readonly records: number;
  readonly completeAt: number | null;
  readonly triedAt: number | null;
  readonly confirmedAt: number | null;
  readonly exportedAt: number | null;
  readonly deltaLink: string | null;
  readonly problem: string | null;
  readonly needs: string | null;
  /** Of the last run that ended. */
  readonly runStartedAt: number | null;
  readonly runEndedAt: number | null;
  readonly covered: number;
  readonly refusals: ReadonlyMap<string, number>;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

interface SourceColumns {
  readonly slot: number;
  readonly source: number;
  readonly state: SourceRow['state'];
  readonly records: number;
  readonly complete_at: number | null;
  readonly tried_at: number | null;
  readonly confirmed_at: number | null;
  readonly exported_at: number | null;
  readonly delta_link: string | null;
  readonly problem: string | null;
  readonly needs: string | null;
  readonly run_started_at: number | null;
  readonly run_ended_at: number | null;
  readonly run_covered: number;
  readonly run_refusals: string;
  readonly run_added: number;
  readonly run_changed: number;
  readonly run_removed: number;
}

export type TenantRows = ReturnType<typeof createTenantRows>;

/** The rows of tenants and of their sources. */
export function createTenantRows(db: Db) {
  const selectTenant = db.prepare<
    [string],
    {
      slot: number;
      tenant_id: TenantId;
      next_device: number;
      next_record: number;
      next_change: number;
    }
  >(
    sql`SELECT slot, tenant_id, next_device, next_record, next_change FROM inventory_tenant
        WHERE tenant_id = ? AND is_forgotten = 0`,
  );
  const selectTenantOfSlot = db.prepare<[number], { tenant_id: TenantId }>(
    sql`SELECT tenant_id FROM inventory_tenant WHERE slot = ? AND is_forgotten = 0`,
  );
  const selectTenants = db.prepare<[], { tenant_id: TenantId }>(
    sql`SELECT tenant_id FROM inventory_tenant WHERE is_forgotten = 0 ORDER BY slot`,
  );
  const insertTenant = db.prepare<[string], unknown>(
    sql`INSERT INTO inventory_tenant (tenant_id) VALUES (?)`,
  );
  const updateTenant = db.prepare<[number, number, number, number], unknown>(
    sql`UPDATE inventory_tenant SET next_device = ?, next_record = ?, next_change = ?
        WHERE slot = ?`,
  );
  const selectSources = db.prepare<[number], SourceColumns>(
    sql`SELECT * FROM inventory_source WHERE slot = ? ORDER BY source`,
  );
  const selectEnded = db.prepare<[], SourceColumns>(
    sql`SELECT * FROM inventory_source WHERE run_ended_at IS NOT NULL`,
  );
  const upsertSource = db.prepare<
    [
      number,
      number,
      string,
      number,
      number | null,
      number | null,
      number | null,
      number | null,
      string | null,
      string | null,
      string | null,
      number | null,
      number | null,
      number,
      string,
      number,
      number,
      number,
    ],
    unknown
  >(
    sql`INSERT OR REPLACE INTO inventory_source
          (slot, source, state, records, complete_at, tried_at, confirmed_at, exported_at,
           delta_link, problem, needs, run_started_at, run_ended_at, run_covered, run_refusals,
           run_added, run_changed, run_removed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateRecords = db.prepare<[number, number, number], unknown>(
    sql`UPDATE inventory_source SET records = records + ? WHERE slot = ? AND source = ?`,
  );

  const read = (tenantId: TenantId): TenantRow | null => {
    const row = selectTenant.get(tenantId);
    if (row === undefined) return null;
    return {
      slot: row.slot,
      tenantId: row.tenant_id,
      nextDevice: row.next_device,
      nextRecord: row.next_record,
      nextChange: row.next_change,
    };
  };

  return {
    read,
    /** The tenant's row, which is made when there is none. */
    open(tenantId: TenantId): TenantRow {
      const known = read(tenantId);
      if (known !== null) return known;
      insertTenant.run(tenantId);
      const made = read(tenantId);
      if (made === null) throw new Error('a tenant that is being forgotten cannot be added');
      return made;
    },
    tenantIdOf: (slot: number) => selectTenantOfSlot.get(slot)?.tenant_id ?? null,
    all: (): TenantId[] => selectTenants.all().map((row) => row.tenant_id),
    update: ({ slot, nextDevice, nextRecord, nextChange }: TenantRow) =>
      void updateTenant.run(nextDevice, nextRecord, nextChange, slot),
    sources: (slot: number): Map<DeviceSource, SourceRow> =>
      new Map(
        selectSources
          .all(slot)
          .map((row) => [sourceOfNumber(row.source), sourceRowOf(row)] as const),
      ),
    endedSources: (): SourceRow[] => selectEnded.all().map(sourceRowOf),
    saveSource(row: SourceRow): void {
      upsertSource.run(
        row.slot,
        sourceNumber(row.source),
        row.state,
        row.records,
        row.completeAt,
        row.triedAt,
        row.confirmedAt,
        row.exportedAt,
        row.deltaLink,
        row.problem,
        row.needs,
        row.runStartedAt,
        row.runEndedAt,
        row.covered,
        JSON.stringify([...row.refusals]),
        row.added,
        row.changed,
        row.removed,
      );
    },
    addRecords: (slot: number, source: DeviceSource, by: number) =>
      void updateRecords.run(by, slot, sourceNumber(source)),
  };
}

/** A source of which nothing was ever asked. */
export function untriedSource(slot: number, source: DeviceSource): SourceRow {
  return {
    slot,
    source,
    state: 'never',
    records: 0,
    completeAt: null,
    triedAt: null,
    confirmedAt: null,
    exportedAt: null,
    deltaLink: null,
    problem: null,
    needs: null,
    runStartedAt: null,
    runEndedAt: null,
    covered: 0,
    refusals: new Map(),
    added: 0,
    changed: 0,
    removed: 0,
  };
}

/** All sources, those that were never asked too. */
export function allSources(
  slot: number,
  known: ReadonlyMap<DeviceSource, SourceRow>,
): readonly SourceRow[] {
  return DEVICE_SOURCES.map((source) => known.get(source) ?? untriedSource(slot, source));
}

function sourceRowOf(row: SourceColumns): SourceRow {
  return {
    slot: row.slot,
    source: sourceOfNumber(row.source),
    state: row.state,
    records: row.records,
    completeAt: row.complete_at,
    triedAt: row.tried_at,
    confirmedAt: row.confirmed_at,
    exportedAt: row.exported_at,
    deltaLink: row.delta_link,
    problem: row.problem,
    needs: row.needs,
    runStartedAt: row.run_started_at,
    runEndedAt: row.run_ended_at,
    covered: row.run_covered,
    refusals: readRefusals(row.run_refusals),
    added: row.run_added,
    changed: row.run_changed,
    removed: row.run_removed,
  };
}
