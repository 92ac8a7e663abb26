import type { TenantId } from '../../preload/contract/index.ts';
import type { Refusal, ReportRefusal } from '../security/refusal.ts';
import type { JournalDraft } from './record.ts';

/**
 * Records what guards refused.
 *
 * Threat: a page is refused as often as it likes, under names it makes up; a record each would fill
 * the disk, push what matters out of sight, and write a page's text into the journal.
 * So one record stands for all of a kind in a tenant within a minute, with their number; a tenant's
 * page takes no place of another's; and neither host nor text of the page is in it.
 * Tested in test/unit/main/journal/journaled-refusals.test.ts.
 */
export interface JournaledRefusals {
  readonly report: ReportRefusal;
  /** Writes what was counted and not recorded yet. */
  readonly flush: () => void;
}

const EVERY_MS = 60_000;
/** Kinds times tenants; an estate is smaller. */
const MAX_COUNTED = 5_000;

interface Counted {
  readonly kind: Refusal['kind'];
  readonly tenantId: TenantId | null;
  recordedAt: number;
  more: number;
}

/** @param elapsed monotonic milliseconds */
export function createJournaledRefusals(options: {
  readonly note: (draft: JournalDraft) => void;
  readonly elapsed: () => number;
}): JournaledRefusals {
  const { note, elapsed } = options;
  const counted = new Map<string, Counted>();
  const record = ({ kind, tenantId }: Pick<Refusal, 'kind' | 'tenantId'>, count: number) =>
    note({
      kind: 'event',
      action: `refused.${kind}`,
      tenantId,
      ref: null,
      outcome: 'refused',
      fields: { count },
    });
  const flushOne = (one: Counted) => {
    if (one.more === 0) return;
    record(one, one.more);
    one.more = 0;
  };

  return {
    report(refusal) {
      const { kind, tenantId } = refusal;
      const name = `${kind} ${tenantId ?? ''}`;
      const at = elapsed();
      let one = counted.get(name);
      // SECURITY(journal-flood): once a minute for each kind and tenant, and the rest as a number.
      if (one === undefined) {
        if (counted.size >= MAX_COUNTED) {
          for (const each of counted.values()) flushOne(each);
          counted.clear();
        }
        one = { kind, tenantId, recordedAt: Number.NEGATIVE_INFINITY, more: 0 };
        counted.set(name, one);
      }
      if (at - one.recordedAt < EVERY_MS) {
        one.more += 1;
        return;
      }
      record(refusal, one.more + 1);
      one.recordedAt = at;
      one.more = 0;
    },
    flush() {
      for (const one of counted.values()) flushOne(one);
    },
  };
}
