import type { DeviceChange, TenantId } from '../../../../preload/contract/index.ts';
import { type Db, sql } from '../../store/sql.ts';
import type { LoggedChange } from './device-work.ts';
import { firstIdOf, lastIdOf, slotOf } from './keys.ts';

/** By the number that a row has for them. */
const CHANGE_KINDS = [
  'added',
  'changed',
  'removed',
] as const satisfies readonly DeviceChange['kind'][];

/** Of each tenant; and no longer than so many seconds. */
const MAX_CHANGES = 20_000;
const MAX_AGE = 90 * 24 * 60 * 60;
/** Of one device, newest first. */
const MAX_OF_DEVICE = 200;
/** The contract's bounds of what is shown of one value. */
const MAX_CELL = 4_000;
const MAX_NAME = 400;

interface ChangeRow {
  readonly id: number;
  readonly device_id: number;
  readonly at: number;
  readonly kind: number;
  readonly name: string;
  readonly fields: string;
}

/** What collections found to be different, for a while. */
export function createChangeLog(db: Db, tenantIdOf: (slot: number) => TenantId | null) {
  const insertChange = db.prepare<[number, number, number, number, string, string], unknown>(
    sql`INSERT INTO device_change (id, device_id, at, kind, name, fields) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const updateDevice = db.prepare<[number, number], unknown>(
    sql`UPDATE device_change SET device_id = ? WHERE device_id = ?`,
  );
  const deleteOld = db.prepare<[number, number, number], unknown>(
    sql`DELETE FROM device_change WHERE id BETWEEN ? AND ? AND at < ?`,
  );
  const selectOld = db.prepare<[number], unknown>(
    sql`SELECT 1 FROM device_change WHERE at < ? LIMIT 1`,
  );
  const deleteAllOld = db.prepare<[number], unknown>(sql`DELETE FROM device_change WHERE at < ?`);
  const deleteUpTo = db.prepare<[number, number], unknown>(
    sql`DELETE FROM device_change WHERE id BETWEEN ? AND ?`,
  );
  const selectOfDevice = db.prepare<[number, number], ChangeRow>(
    sql`SELECT * FROM device_change WHERE device_id = ? ORDER BY id DESC LIMIT ?`,
  );
  const selectOfTenant = db.prepare<[number, number, number], ChangeRow>(
    sql`SELECT * FROM device_change WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
  );
  const selectNewest = db.prepare<[number], ChangeRow>(
    sql`SELECT * FROM device_change ORDER BY at DESC, id DESC LIMIT ?`,
  );

  const changeOf = (row: ChangeRow): DeviceChange[] => {
    const tenantId = tenantIdOf(slotOf(row.id));
    const kind = CHANGE_KINDS[row.kind];
    if (tenantId === null || kind === undefined) return [];
    return [
      {
        at: new Date(row.at * 1_000).toISOString(),
        tenantId,
        deviceId: row.device_id as DeviceChange['deviceId'],
        name: row.name,
        kind,
        fields: JSON.parse(row.fields) as DeviceChange['fields'],
      },
    ];
  };

  return {
    /** Writes changes of a tenant. Answers with the number of the next one. */
    write(slot: number, at: number, next: number, changes: readonly LoggedChange[]): number {
      // More than are kept need not be written first.
      const kept = changes.slice(-MAX_CHANGES);
      kept.forEach(({ deviceId, kind, name, fields }, index) => {
        const short = fields.map(({ column, before, after }) => ({
          column,
          before: bounded(before),
          after: bounded(after),
        }));
        insertChange.run(
          firstIdOf(slot) + next + index,
          deviceId,
          at,
          CHANGE_KINDS.indexOf(kind),
          name.slice(0, MAX_NAME),
          JSON.stringify(short),
        );
      });
      return next + kept.length;
    },
    /** Changes of a device that is part of another now. */
    move: (from: number, to: number) => void updateDevice.run(to, from),
    prune(slot: number, at: number, next: number): void {
      deleteOld.run(firstIdOf(slot), lastIdOf(slot), at - MAX_AGE);
      if (next > MAX_CHANGES)
        deleteUpTo.run(firstIdOf(slot), firstIdOf(slot) + next - MAX_CHANGES - 1);
    },
    /** @param before seconds since 1970 */
    dropBefore(before: number): boolean {
      if (selectOld.get(before) === undefined) return false;
      deleteAllOld.run(before);
      return true;
    },
    ofDevice: (deviceId: number): DeviceChange[] =>
      selectOfDevice.all(deviceId, MAX_OF_DEVICE).flatMap(changeOf),
    /** Newest first. */
    ofTenants(slots: readonly number[], count: number): DeviceChange[] {
      return slots
        .flatMap((slot) => selectOfTenant.all(firstIdOf(slot), lastIdOf(slot), count))
        .toSorted((one, two) => two.at - one.at || two.id - one.id)
        .slice(0, count)
        .flatMap(changeOf);
    },
    newest: (count: number): DeviceChange[] => selectNewest.all(count).flatMap(changeOf),
  };
}

function bounded<T>(cell: T): T | string {
  return typeof cell === 'string' && cell.length > MAX_CELL ? cell.slice(0, MAX_CELL) : cell;
}
