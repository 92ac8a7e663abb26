import type { TenantId } from '../../../../preload/contract/index.ts';
import { type Db, sql } from '../../store/sql.ts';
import { firstIdOf } from './keys.ts';

/**
 * Rows that are deleted at a time. All of a large tenant in one transaction would need as much disk
 * as it has, and may be asked for because the disk is full.
 */
const CHUNK = 5_000;

/** Of files on their way in; each has some hundred rows. */
const FEW_SLICES = 20;

/** Deletes all of a tenant. It is out of sight with the first step, and the rest can be gone on with. */
export function createForgetting(db: Db): { forget(tenantId: TenantId): void } {
  const hideTenant = db.prepare<[string], unknown>(
    sql`UPDATE inventory_tenant SET is_forgotten = 1, tenant_id = hex(randomblob(18))
        WHERE tenant_id = ? AND is_forgotten = 0`,
  );
  const selectHidden = db.prepare<
    [],
    { slot: number; next_device: number; next_record: number; next_change: number }
  >(
    sql`SELECT slot, next_device, next_record, next_change FROM inventory_tenant
        WHERE is_forgotten = 1`,
  );
  const pages = db.prepare<[number], unknown>(
    sql`DELETE FROM inventory_run_page WHERE run_id IN (SELECT id FROM inventory_run WHERE slot = ?)`,
  );
  const selectSlices = db.prepare<[number], { count: number }>(
    sql`SELECT count(*) AS count FROM device_file_slice
        WHERE run_id IN (SELECT id FROM inventory_run WHERE slot = ?)`,
  );
  const deleteSlices = db.prepare<[number, number], unknown>(
    sql`DELETE FROM device_file_slice WHERE id IN
          (SELECT id FROM device_file_slice
            WHERE run_id IN (SELECT id FROM inventory_run WHERE slot = ?) LIMIT ?)`,
  );
  const tables = {
    records: db.prepare<[number, number], unknown>(
      sql`DELETE FROM device_record WHERE id BETWEEN ? AND ?`,
    ),
    devices: db.prepare<[number, number], unknown>(
      sql`DELETE FROM device WHERE id BETWEEN ? AND ?`,
    ),
    changes: db.prepare<[number, number], unknown>(
      sql`DELETE FROM device_change WHERE id BETWEEN ? AND ?`,
    ),
    snapshotParts: db.prepare<[number, number], unknown>(
      sql`DELETE FROM device_snapshot_part WHERE id BETWEEN ? AND ?`,
    ),
    snapshotChanges: db.prepare<[number, number], unknown>(
      sql`DELETE FROM device_snapshot_change WHERE device_id BETWEEN ? AND ?`,
    ),
  };
  const ofSlot = [
    sql`DELETE FROM device_word WHERE slot = ?`,
    sql`DELETE FROM device_snapshot WHERE slot = ?`,
    sql`DELETE FROM inventory_run WHERE slot = ?`,
    sql`DELETE FROM inventory_source WHERE slot = ?`,
    sql`DELETE FROM inventory_tenant WHERE slot = ?`,
  ].map((text) => db.prepare<[number], unknown>(text));

  const hide = db.transaction((tenantId: TenantId) => hideTenant.run(tenantId));
  const deleteLast = db.transaction((slot: number) => {
    pages.run(slot);
    for (const statement of ofSlot) statement.run(slot);
  });

  const finish = () => {
    for (const { slot, next_device, next_record, next_change } of selectHidden.all()) {
      const first = firstIdOf(slot);
      const deleteUpTo = (table: keyof typeof tables, end: number, step: number) => {
        for (let from = 0; from < end; from += step) {
          tables[table].run(first + from, first + from + step - 1);
        }
      };
      deleteUpTo('records', next_record, CHUNK);
      deleteUpTo('devices', next_device, CHUNK);
      deleteUpTo('changes', next_change, CHUNK);
      deleteUpTo('snapshotParts', MAX_PARTS, 1);
      deleteUpTo('snapshotChanges', next_device, CHUNK);
      while ((selectSlices.get(slot)?.count ?? 0) > 0) deleteSlices.run(slot, FEW_SLICES);
      deleteLast.immediate(slot);
    }
  };
  try {
    finish();
  } catch (error) {
    // A full disk must not keep the rest from being read; see above.
    if (!isForNow(error)) throw error;
  }

  return {
    forget(tenantId) {
      hide.immediate(tenantId);
      finish();
    },
  };
}

/** The disk or a lock, and not the database. */
function isForNow(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(?:FULL|BUSY|IOERR|READONLY)/.test(code);
}

/** More than the table of any tenant is cut into. */
const MAX_PARTS = 1_024;
