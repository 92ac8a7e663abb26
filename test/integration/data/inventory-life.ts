import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { DEVICE_SOURCES, type DeviceSource } from '../../../preload/contract/device-columns.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { Device, NewRecord, RecordFacts } from '../../../main/data/inventory/device.ts';
import type {
  InventoryStore,
  OpenRun,
  SeenAgain,
  StoreChange,
} from '../../../main/data/inventory/inventory-store.ts';
import { mergeDevice } from '../../../main/data/inventory/merge.ts';
import { openStore, type Store } from '../../../main/data/store/open-store.ts';
import { sql } from '../../../main/data/store/sql.ts';
import { anInventory, aRecord, COMPLETE, CONTOSO, FABRIKAM, PARTIAL } from './an-inventory.ts';
import { KEY } from './a-store.ts';

const TENANTS = [CONTOSO, FABRIKAM] as const;
const SERVICES = ['defender', 'intune', 'entra'] as const;
const FILES = ['defender-file', 'intune-file'] as const;
const IDS = ['a0a0a0a0a0', 'b1', 'c2'] as const;
const JOIN_IDS = [null, '00000000-0000-4000-8000-00000000000a', 'odd'] as const;

interface ModelRecord extends NewRecord {
  firstCollectedAt: number;
  collectedAt: number;
  readonly claims: { readonly source: DeviceSource; readonly id: string } | null;
}

interface ModelRun {
  readonly run: OpenRun;
  readonly seen: Set<string>;
}

interface Place {
  readonly device: number;
  readonly joinId: string | null;
}

interface ModelTenant {
  readonly records: Map<DeviceSource, Map<string, ModelRecord>>;
  readonly runs: Map<DeviceSource, ModelRun>;
  readonly deltaLinks: Map<DeviceSource, string>;
  readonly exportedAt: Map<DeviceSource, number>;
  /** In which device each record was after the step before, and the ID it was joined by. */
  readonly places: Map<string, Place>;
  /** What a table in memory has by now. */
  table: Map<number, Device>;
  snapshot: Map<number, Device> | null;
}

/** Few, so that much comes again as it was. */
const FACTS: readonly RecordFacts[] = [
  { name: 'PAW-1', risk: 'low', compliance: null, lastSeen: 10, tags: ['paw'] },
  { name: 'paw-1.contoso.example', risk: 'high', lastSeen: 20, tags: ['PAW', 'tier0'] },
];
const said = fc.record({
  id: fc.constantFrom(...IDS),
  joinId: fc.constantFrom(...JOIN_IDS),
  facts: fc.constantFrom(...FACTS),
  about: fc.constantFrom(null, ...IDS),
});
const tenantId = fc.constantFrom(...TENANTS);
const service = fc.constantFrom(...SERVICES);

/** One thing that may happen to a store. */
export const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('begin' as const),
      tenantId,
      service,
      isFull: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('page' as const),
      tenantId,
      service,
      records: fc.array(said, { maxLength: 5 }),
      removedIds: fc.subarray([...IDS], { maxLength: 2 }),
      isTwice: fc.boolean(),
      /** Lists what is kept of the source, as it is, besides. */
      isRefresh: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      tenantId,
      service,
      isComplete: fc.boolean(),
      hasDelta: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), tenantId, service }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      tenantId,
      source: fc.constantFrom(...FILES),
      records: fc.array(said, { maxLength: 5 }),
      daysAgo: fc.nat(3),
      /** The same file once more, of a later export. */
      isTwice: fc.boolean(),
      /** After so many steps of its work the process ends. */
      endsAfter: fc.option(fc.integer({ min: 1, max: 20 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('snapshot' as const), tenantId }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), tenantId }) },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A store and its model, taking the same steps. Throws when they do not agree. */
export class Life {
  private now = 1_000_000;
  private opened = 0;
  private readonly tenants = new Map<TenantId, ModelTenant>();
  private readonly retired = new Set<number>();
  private store: Store;
  private inventory: InventoryStore;

  constructor(private readonly dir: string) {
    mkdirSync(this.folder, { recursive: true });
    this.store = this.open();
    this.inventory = anInventory(this.store.db);
  }

  private get folder(): string {
    return join(this.dir, `life-${this.opened}`);
  }

  private open(): Store {
    const store = openStore({
      path: join(this.folder, 'estate.db'),
      key: Uint8Array.from(KEY),
      nativeBinding: null,
      appVersion: '1.2.3',
      now: () => new Date(0),
    });
    assert.deepEqual([store.storage, store.notice], ['kept', null]);
    // It is the process that dies here, and not the disk's power: waiting for it proves nothing.
    store.db.pragma('synchronous = OFF');
    return store;
  }

  end(): void {
    this.store.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  take(step: Step): void {
    this.now += 1_000;
    switch (step.do) {
      case 'begin':
        return this.begin(step.tenantId, step.service, step.isFull);
      case 'page':
        return this.page(step);
      case 'end':
        return this.endRun(step);
      case 'restart':
        return this.restart(step.tenantId, step.service);
      case 'import':
        return this.import(step);
      case 'kill':
        return this.kill();
      case 'snapshot':
        return this.snapshot(step.tenantId);
      case 'forget':
        return this.forget(step.tenantId);
    }
  }

  private tenant(id: TenantId): ModelTenant {
    const known = this.tenants.get(id);
    if (known !== undefined) return known;
    const made: ModelTenant = {
      records: new Map(DEVICE_SOURCES.map((source) => [source, new Map()])),
      runs: new Map(),
      deltaLinks: new Map(),
      exportedAt: new Map(),
      places: new Map(),
      table: new Map(),
      snapshot: null,
    };
    this.tenants.set(id, made);
    return made;
  }

  private begin(tenantId: TenantId, source: DeviceSource, isFull: boolean): void {
    const tenant = this.tenant(tenantId);
    const open = tenant.runs.get(source);
    const run = this.inventory.beginRun(tenantId, source, { at: this.now, isFull });
    if (open !== undefined && !(isFull && open.run.kind === 'delta')) {
      assert.deepEqual(run, open.run);
      return;
    }
    const link = isFull ? null : (tenant.deltaLinks.get(source) ?? null);
    matches(run, {
      tenantId,
      source,
      startedAt: this.now,
      next: link,
      kind: link === null ? 'full' : 'delta',
      covered: 0,
    });
    tenant.runs.set(source, { run, seen: new Set() });
  }

  private page(step: Extract<Step, { do: 'page' }>): void {
    const tenant = this.tenant(step.tenantId);
    if (!tenant.runs.has(step.service)) this.begin(step.tenantId, step.service, false);
    const open = tenant.runs.get(step.service) as ModelRun;
    const { source } = open.run;
    const kept = tenant.records.get(source) as Map<string, ModelRecord>;
    const records = [
      ...(step.isRefresh ? kept.values() : []),
      ...step.records.map((each) => newRecord(source, each)),
    ];
    const removedIds = open.run.kind === 'delta' ? step.removedIds : [];
    const page = { records, removedIds, next: `page-${this.now}`, refusals: new Map() };
    let { run, change } = this.inventory.savePage(open.run, page, this.now);
    this.apply(tenant, change);
    this.checkSurvivors(step.tenantId, tenant.places, change.removed);
    if (step.isTwice) {
      ({ run, change } = this.inventory.savePage(run, page, this.now));
      assert.deepEqual([change.added, change.changed], [0, 0]);
      this.apply(tenant, change);
    }
    const listed = new Set(records.map(({ sourceId }) => sourceId));
    for (const id of removedIds) if (!listed.has(id)) kept.delete(id);
    for (const record of records)
      this.put(kept, record, new Map(records.map((each) => [each.sourceId, each])));
    for (const id of listed) open.seen.add(id);
    tenant.runs.set(source, { run, seen: open.seen });
    // What a delta took out after it had listed it still counts as covered.
    assert.ok(run.covered >= open.seen.size);
  }

  private put(
    kept: Map<string, ModelRecord>,
    { sourceId }: NewRecord,
    newest: ReadonlyMap<string, NewRecord>,
  ): void {
    const record = newest.get(sourceId) as NewRecord;
    const before = kept.get(sourceId);
    if (before?.raw === record.raw) return;
    kept.set(sourceId, {
      ...record,
      claims: claimsOf(record),
      firstCollectedAt: before?.firstCollectedAt ?? this.now,
      collectedAt: this.now,
    });
  }

  private endRun(step: Extract<Step, { do: 'end' }>): void {
    const tenant = this.tenants.get(step.tenantId);
    const open = tenant?.runs.get(step.service);
    if (tenant === undefined || open === undefined) return;
    const { source, startedAt, kind } = open.run;
    const deltaLink = step.isComplete && step.hasDelta ? `delta-${this.now}` : null;
    const end = step.isComplete ? { ...COMPLETE, deltaLink } : PARTIAL;
    this.apply(tenant, this.inventory.endRun(open.run, end, this.now));
    const kept = tenant.records.get(source) as Map<string, ModelRecord>;
    tenant.runs.delete(source);
    if (step.isComplete) {
      tenant.deltaLinks.delete(source);
      if (deltaLink !== null) tenant.deltaLinks.set(source, deltaLink);
      if (kind === 'full') {
        for (const id of kept.keys()) if (!open.seen.has(id)) kept.delete(id);
      }
    }
    for (const record of kept.values()) {
      if (step.isComplete || open.seen.has(record.sourceId)) {
        record.collectedAt = Math.max(record.collectedAt, startedAt);
      }
    }
    const state = this.inventory.sourcesOf(step.tenantId).find((each) => each.source === source);
    matches(state, { state: end.state, problem: end.problem });
  }

  private restart(tenantId: TenantId, source: DeviceSource): void {
    const tenant = this.tenants.get(tenantId);
    const open = tenant?.runs.get(source);
    if (tenant === undefined || open === undefined) return;
    const run = this.inventory.restartRun(open.run, this.now);
    matches(run, { kind: 'full', next: null, covered: 0, startedAt: this.now });
    if (open.run.kind === 'delta') tenant.deltaLinks.delete(source);
    tenant.runs.set(source, { run, seen: new Set() });
  }

  private import(step: Extract<Step, { do: 'import' }>): void {
    const tenant = this.tenant(step.tenantId);
    const records = step.records.map((each) => newRecord(step.source, each));
    const exportedAt = this.now - step.daysAgo * 1_500;
    const times = { at: this.now, exportedAt };
    const work = this.inventory.replaceFile(step.tenantId, step.source, records, times);
    let isTaken = false;
    for (let left = step.endsAfter ?? Infinity; left > 0; left -= 1) {
      const { done, value } = work.next();
      isTaken = done === true;
      if (isTaken) break;
      if (value !== null && 'put' in value) this.apply(tenant, value);
    }
    if (!isTaken) {
      const files = this.store.db.prepare<[], { is_whole: number }>(
        sql`SELECT is_whole FROM device_file`,
      );
      // There is none any more when all was done.
      const isWhole = files.all().every((file) => file.is_whole === 1);
      this.kill();
      for (const more of this.inventory.finishFiles()) {
        if (more === null) continue;
        assert.equal(more.tenantId, step.tenantId);
        this.apply(tenant, more.change);
      }
      // Whole or not at all.
      if (!isWhole) return;
    }
    const kept = tenant.records.get(step.source) as Map<string, ModelRecord>;
    const newest = new Map(records.map((each) => [each.sourceId, each]));
    for (const id of kept.keys()) if (!newest.has(id)) kept.delete(id);
    for (const record of records) this.put(kept, record, newest);
    for (const record of kept.values()) record.collectedAt = this.now;
    tenant.exportedAt.set(step.source, exportedAt);
    if (!step.isTwice) return;
    this.now += 1_000;
    this.import({ ...step, isTwice: false });
  }

  /** Goes on with the files as they lie there, without anything having been closed. */
  private kill(): void {
    const before = this.folder;
    const killed = this.store;
    this.opened += 1;
    mkdirSync(this.folder);
    for (const name of readdirSync(before)) {
      copyFileSync(join(before, name), join(this.folder, name));
    }
    killed.close();
    this.store = this.open();
    this.inventory = anInventory(this.store.db);
    for (const [tenantId, tenant] of this.tenants) {
      for (const [source, open] of tenant.runs) {
        const run = this.inventory.beginRun(tenantId, source, { at: this.now, isFull: false });
        assert.deepEqual(run, open.run);
      }
    }
  }

  private snapshot(tenantId: TenantId): void {
    const tenant = this.tenants.get(tenantId);
    if (tenant === undefined) return;
    this.inventory.saveSnapshot(tenantId, [Buffer.from('one'), Buffer.from('two')]);
    tenant.snapshot = new Map(tenant.table);
    assert.equal(this.inventory.changesSinceSnapshot(tenantId), 0);
  }

  private forget(tenantId: TenantId): void {
    const ids = this.tenants.get(tenantId)?.table.keys() ?? [];
    for (const id of ids) this.retired.add(id);
    this.tenants.delete(tenantId);
    this.inventory.forget(tenantId);
  }

  private apply({ table }: ModelTenant, change: StoreChange): void {
    const before = new Map(table);
    for (const device of change.put) {
      assert.equal(this.retired.has(device.id), false);
      table.set(device.id, device);
    }
    for (const id of change.removed) {
      table.delete(id);
      this.retired.add(id);
    }
    touch(table, change.seen);
    const added = [...table.keys()].filter((id) => !before.has(id));
    assert.equal(added.length, change.added);
  }

  /** Of devices that became one, the one that was known first is it. */
  private checkSurvivors(
    tenantId: TenantId,
    before: ReadonlyMap<string, Place>,
    removed: readonly number[],
  ): void {
    const now = new Map<string, Place>();
    for (const { id: device } of this.inventory.devicesOf(tenantId)) {
      for (const record of this.inventory.get(device)?.records ?? []) {
        now.set(keyOf(record), { device, joinId: record.joinId });
      }
    }
    const known = new Set([...before.values()].map(({ device }) => device));
    for (const id of removed) {
      const gone = [...before].filter(([, { device }]) => device === id);
      const joinIds = new Set(gone.flatMap(([, { joinId }]) => joinId ?? []));
      // Where its records went, and what its ID joins by now: a record that is of another device by
      // its own new word takes nothing along.
      const homes = new Set([
        ...gone.flatMap(([key]) => now.get(key)?.device ?? []),
        ...[...now.values()].flatMap(({ device, joinId }) =>
          joinId !== null && joinIds.has(joinId) ? device : [],
        ),
      ]);
      // One that is new took in what left the device on which it stood.
      const [home] = homes;
      if (homes.size === 1 && home !== undefined && known.has(home)) assert.ok(home < id);
    }
  }

  /** The store against the model. */
  check(): void {
    assert.deepEqual([...this.inventory.tenantIds()].sort(), [...this.tenants.keys()].sort());
    for (const tenantId of TENANTS) {
      const tenant = this.tenants.get(tenantId);
      const devices = [...this.inventory.devicesOf(tenantId)];
      if (tenant === undefined) {
        assert.deepEqual(devices, []);
        assert.equal(
          this.inventory.sourcesOf(tenantId).every(({ state }) => state === 'never'),
          true,
        );
        continue;
      }
      const groups = groupsOf(tenant);
      const found = devices.map((device) => {
        const kept = this.inventory.get(device.id);
        assert.deepEqual(kept?.device, device);
        const records = (kept?.records ?? []).map(({ raw, ...rest }) =>
          Object.assign(rest, { value: JSON.parse(raw) as unknown }),
        );
        return { device, records: byKey(records) };
      });
      const expected = groups.map((group) =>
        byKey(
          group.map(({ source, sourceId, joinId, firstCollectedAt, collectedAt, raw }) => ({
            source,
            sourceId,
            joinId,
            firstCollectedAt,
            collectedAt,
            exportedAt: tenant.exportedAt.get(source) ?? null,
            value: JSON.parse(raw) as unknown,
          })),
        ),
      );
      assert.deepEqual(bySize(found.map(({ records }) => records)), bySize(expected));
      tenant.places.clear();
      for (const { device, records } of found) {
        for (const record of records) {
          const place = { device: device.id, joinId: record.joinId };
          tenant.places.set(keyOf(record), place);
        }
        const merged = mergeDevice(
          device,
          records.map(({ value, ...rest }) =>
            Object.assign(rest, { facts: (value as { facts: RecordFacts }).facts }),
          ),
        );
        assert.deepEqual(device, merged);
      }
      assert.deepEqual(new Map(devices.map((device) => [device.id, device])), tenant.table);
      for (const { source, records } of this.inventory.sourcesOf(tenantId)) {
        assert.equal(records, tenant.records.get(source)?.size);
      }
      this.checkSnapshot(tenantId, tenant);
    }
  }

  private checkSnapshot(tenantId: TenantId, { snapshot, table }: ModelTenant): void {
    const loaded = this.inventory.loadSnapshot(tenantId);
    assert.equal(loaded === null, snapshot === null);
    if (loaded === null || snapshot === null) return;
    assert.deepEqual(
      loaded.parts.map((part) => Buffer.from(part).toString()),
      ['one', 'two'],
    );
    const restored = new Map(snapshot);
    for (const device of loaded.put) restored.set(device.id, device);
    for (const id of loaded.removed) restored.delete(id);
    for (const seen of loaded.seen) touch(restored, seen);
    assert.deepEqual(restored, table);
  }
}

function touch(table: Map<number, Device>, seen: SeenAgain | null): void {
  for (const id of seen?.ids ?? []) {
    const device = table.get(id);
    if (device === undefined) throw new Error('a device that is not in the table was seen');
    const collectedAt = Math.max(device.collectedAt, seen?.collectedAt ?? 0);
    table.set(id, { ...device, collectedAt });
  }
}

function newRecord(
  source: DeviceSource,
  {
    id,
    joinId,
    facts,
    about,
  }: { id: string; joinId: string | null; facts: RecordFacts; about: string | null },
): NewRecord {
  const own =
    source === 'defender-file'
      ? { defenderId: about }
      : source === 'intune-file'
        ? { intuneId: about }
        : {};
  return aRecord(source, id, joinId, { ...facts, ...own });
}

function claimsOf({ source, raw }: NewRecord): ModelRecord['claims'] {
  const { facts } = JSON.parse(raw) as { facts: RecordFacts };
  if (source === 'defender-file' && facts.defenderId)
    return { source: 'defender', id: facts.defenderId };
  if (source === 'intune-file' && facts.intuneId) return { source: 'intune', id: facts.intuneId };
  return null;
}

/** Which records are one device, said once more and plainly. */
function groupsOf({ records }: ModelTenant): ModelRecord[][] {
  const all = [...records.values()].flatMap((kept) => Array.from(kept.values()));
  const placeOf = (record: ModelRecord): string => {
    if (record.joinId !== null) return `join ${record.joinId}`;
    if (record.source.endsWith('-file')) {
      const { claims } = record;
      const target = claims === null ? undefined : records.get(claims.source)?.get(claims.id);
      return target === undefined ? `own ${record.source} ${record.sourceId}` : placeOf(target);
    }
    const joinIds = all
      .filter(({ claims }) => claims?.source === record.source && claims.id === record.sourceId)
      .flatMap(({ joinId }) => joinId ?? [])
      .sort();
    return joinIds[0] === undefined
      ? `own ${record.source} ${record.sourceId}`
      : `join ${joinIds[0]}`;
  };
  const groups = new Map<string, ModelRecord[]>();
  for (const record of all)
    groups.set(placeOf(record), [...(groups.get(placeOf(record)) ?? []), record]);
  return [...groups.values()];
}

const keyOf = ({ source, sourceId }: { source: string; sourceId: string }) =>
  `${source} ${sourceId}`;
function byKey<R extends { source: DeviceSource; sourceId: string }>(records: readonly R[]): R[] {
  return records.toSorted((one, two) => (keyOf(one) < keyOf(two) ? -1 : 1));
}
function bySize<R extends { source: DeviceSource; sourceId: string }>(
  groups: readonly R[][],
): R[][] {
  return groups.toSorted((one, two) => (one.map(keyOf).join() < two.map(keyOf).join() ? -1 : 1));
}

/** What is named must be so; there may be more. */
function matches(found: unknown, expected: object): void {
  const picked = Object.fromEntries(
    Object.keys(expected).map((key) => [key, (found as Record<string, unknown>)[key]]),
  );
  assert.deepEqual(picked, expected);
}
