import type { Estate, JournalEntry, TenantId } from '../../../preload/contract/index.ts';
import { minutesAgo } from './estates.ts';
import type { FakeJournalState } from './journal.ts';

interface Told {
  readonly action: string;
  readonly topic: JournalEntry['topic'];
  readonly kind?: JournalEntry['kind'];
  readonly tenantId?: TenantId | null;
  /** Of an outcome: how many records before it its intent is. */
  readonly back?: number;
  readonly outcome?: string | null;
  readonly fields?: Readonly<Record<string, string>>;
}

/** What an operator did in a morning, oldest first. */
function aMorning({ tenants }: Estate): readonly Told[] {
  const [one = null, two = null] = tenants.map(({ id }) => id);
  return [
    {
      action: 'journal.opened',
      topic: 'journal',
      outcome: null,
      fields: { version: '0.1.0', policy: 'ok', device: 'PAW-017', account: 'a-josh1' },
    },
    { action: 'compartments.select', topic: 'pages', tenantId: one },
    {
      action: 'compartments.openPortal',
      topic: 'pages',
      tenantId: one,
      fields: { portalId: 'defender', inBrowser: 'false' },
    },
    { action: 'identity.signIn', topic: 'sign-in', tenantId: one, fields: { isFresh: 'false' } },
    { action: 'inventory.collect', topic: 'collection', fields: { tenants: 'all' } },
    {
      action: 'refused.navigation',
      topic: 'refusals',
      tenantId: one,
      outcome: 'refused',
      fields: { count: '12' },
    },
    {
      action: 'onboarding.complete',
      topic: 'onboarding',
      kind: 'intent',
      tenantId: two,
      outcome: null,
      fields: { engagementId: 'e0123456789abcdef', stepId: 'assign-roles', operator: 'a-josh1' },
    },
    { action: 'onboarding.complete', topic: 'onboarding', kind: 'outcome', tenantId: two, back: 1 },
    {
      action: 'inventory.exportFile',
      topic: 'files',
      kind: 'intent',
      outcome: null,
      fields: { what: 'devices', format: 'csv', tenants: 'all' },
    },
    {
      action: 'inventory.exportFile',
      topic: 'files',
      kind: 'outcome',
      back: 1,
      fields: { rows: '1204' },
    },
    { action: 'tenants.signOut', topic: 'sign-in', kind: 'intent', tenantId: two, outcome: null },
    {
      action: 'tenants.signOut',
      topic: 'sign-in',
      kind: 'outcome',
      tenantId: two,
      back: 1,
      outcome: 'unknown',
    },
    {
      action: 'tenants.forget',
      topic: 'tenants',
      kind: 'intent',
      tenantId: FORGOTTEN,
      outcome: null,
    },
    {
      action: 'tenants.forget',
      topic: 'tenants',
      kind: 'outcome',
      tenantId: FORGOTTEN,
      back: 1,
      outcome: 'confirmation-mismatch',
    },
    { action: 'journal.clock-back', topic: 'journal', outcome: null, fields: { byMs: '3600000' } },
    { action: 'app.changeSettings', topic: 'settings', fields: { settings: 'theme' } },
  ];
}

/** A tenant that is in the list no more. */
const FORGOTTEN = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201' as TenantId;

/** `rounds` mornings, one after the other. */
export function journalOf(estate: Estate, rounds = 1, isSealed = true): JournalEntry[] {
  const told = Array.from({ length: rounds }, () => aMorning(estate)).flat();
  return told
    .map((one, at): JournalEntry => {
      const { action, topic, kind = 'event', tenantId = null, outcome = 'ok' } = one;
      const seq = at + 1;
      return {
        seq,
        at: minutesAgo((told.length - at) * 3),
        kind,
        topic,
        action,
        tenantId,
        ref: one.back === undefined ? null : seq - one.back,
        outcome,
        fields: Object.entries(one.fields ?? {}).map(([name, value]) => ({ name, value })),
        hash: seq.toString(16).padStart(64, '0'),
        isSealed,
      };
    })
    .toReversed();
}

/** A journal as it should be. */
export function aJournal(estate: Estate, said: Partial<FakeJournalState> = {}): FakeJournalState {
  return {
    state: 'ready',
    protection: 'keystore',
    notice: null,
    anchor: { kind: 'folder', lastAt: minutesAgo(4), problem: null },
    recordedAhead: null,
    entries: journalOf(estate),
    firstBad: null,
    isChecked: true,
    failsToRead: false,
    ...said,
  };
}
