import type { z } from 'zod';
import type {
  onboarding as contract,
  ReminderId,
  TenantId,
  TenantRecord,
} from '../../../preload/contract/index.ts';
import { plainLine } from '../../tenants/plain-line.ts';
import { CallFailure } from '../call-failure.ts';
import type { Desk } from './desk.ts';
import { radarOf } from './ends.ts';
import { isHttps } from './https-link.ts';
import { type RiskInput, risksOf } from './risks.ts';
import { emptyRecord } from './tenant-record.ts';

type Input<K extends 'saveRecord' | 'saveReminder'> = z.infer<(typeof contract)[K]['input']>;

const MAX_REMINDERS = 2_000;

/** What is kept of tenants, whatever run they are in. */
export function createEstateCommands(desk: Desk, devicesOf: RiskInput['devicesOf']) {
  const { rows, runs } = desk;
  const assertKnown = (tenantId: TenantId) => {
    if (desk.tenantOf(tenantId) !== undefined) return;
    throw new CallFailure('not-found', 'This tenant is not in the list.');
  };
  const recordOf = (tenantId: TenantId): TenantRecord =>
    rows.record(tenantId) ?? emptyRecord(tenantId);
  const knownRuns = () => runs.all().flatMap(({ id }) => runs.find(id) ?? []);

  return {
    recordOf,
    getRecord({ tenantId }: { readonly tenantId: TenantId }): TenantRecord {
      assertKnown(tenantId);
      return recordOf(tenantId);
    },
    getRecords() {
      const kept = new Map(rows.records().map((one) => [one.tenantId, one] as const));
      return { records: desk.tenants().map(({ id }) => kept.get(id) ?? emptyRecord(id)) };
    },
    saveRecord(input: Input<'saveRecord'>) {
      assertKnown(input.tenantId);
      const links = input.links.map(({ label, url }) => ({ label: plainLine(label).text, url }));
      const wrong = links.find(({ url }) => !isHttps(url));
      if (wrong !== undefined) {
        throw new CallFailure(
          'invalid',
          `The link “${wrong.label.slice(0, 100)}” does not begin with https:// or is not whole.`,
        );
      }
      const record: TenantRecord = {
        ...input,
        owner: plainLine(input.owner).text,
        links,
        changedAt: desk.stamp(),
      };
      desk.change((rows) => rows.saveRecord(record));
      desk.changed();
    },
    saveReminder({ reminderId, tenantId, kind, title, endsAt }: Input<'saveReminder'>) {
      assertKnown(tenantId);
      const all = rows.reminders();
      if (reminderId !== null && all.every(({ id }) => id !== reminderId)) {
        throw new CallFailure('not-found', 'This reminder is not there any more.');
      }
      if (reminderId === null && all.length >= MAX_REMINDERS) {
        throw new CallFailure('not-available', 'There are too many reminders. Remove one first.');
      }
      const name = plainLine(title).text;
      if (name === '') throw new CallFailure('invalid', 'Say what ends.');
      const taken = new Set<string>(all.map(({ id }) => id));
      const id = reminderId ?? (desk.newId('r', (one) => taken.has(one)) as ReminderId);
      desk.change((rows) => rows.saveReminder({ id, tenantId, kind, title: name, endsAt }));
      desk.changed();
      return { reminderId: id };
    },
    removeReminder({ reminderId }: { readonly reminderId: ReminderId }) {
      if (rows.reminders().every(({ id }) => id !== reminderId)) {
        throw new CallFailure('not-found', 'This reminder is not there any more.');
      }
      desk.change((rows) => rows.removeReminder(reminderId));
      desk.changed();
    },
    radar: () => radarOf(knownRuns(), rows.reminders(), desk.now()),
    getRisks() {
      // Read once: what is kept of a tenant is large, and several risks look at it.
      const facts = new Map(desk.tenants().map(({ id }) => [id, desk.factsOf(id)] as const));
      const risks = [
        ...risksOf({
          tenants: desk.tenants(),
          factsOf: (id) => facts.get(id) ?? null,
          devicesOf,
          records: new Map(rows.records().map((one) => [one.tenantId, one] as const)),
          runs: knownRuns(),
          tenantsWith: rows.tenantsWith,
        }),
      ];
      return { risks };
    },
  };
}
export type EstateCommands = ReturnType<typeof createEstateCommands>;
