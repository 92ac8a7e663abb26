import { parseChecklist } from '../../../../../../main/data/onboarding/checklists.ts';
import { HandOver } from '../../../../../../main/data/onboarding/files/hand-over.ts';
import { documentedExamples } from '../a-checklist.ts';

const SOURCE = '11111111-2222-3333-4444-555555555555';
const TARGET = '99999999-2222-3333-4444-555555555555';
const AT = '2026-11-30T10:05:00.000Z';
const SHA = 'ab'.repeat(32);

const checklist = () => {
  const parsed = parseChecklist(documentedExamples().checklist, { isKnownHost: () => true });
  if (!('checklist' in parsed)) throw new Error('not read');
  return parsed.checklist;
};

const item = (n: number, kind: string, title: string) => ({
  id: `p${String(n).padStart(16, '0')}`,
  kind,
  title,
  bytes: 1_234,
  sha256: SHA,
  addedAt: AT,
  addedBy: 'ada@contoso.example',
});
const content = (n: number, kind: string, title: string, rest: object) => {
  const { bytes: _, ...known } = item(n, kind, title);
  return { ...known, text: null, base64: null, mediaType: 'text/plain', ...rest };
};

const aStep = (stepId: string) => ({
  stepId,
  operator: null,
  state: 'open',
  completedBy: null,
  changedAt: null,
  changedBy: null,
  sharedFrom: null,
  skipReason: null,
  note: '',
  owner: '',
  dueAt: null,
  blockedBy: [],
  conflicts: [],
  checks: [],
  evidence: [],
  signedOff: null,
  endsAt: null,
  endsAtFrom: null,
  history: [],
  isNew: false,
  isRemoved: false,
  copy: [],
});

/** One step done with everything that a step can have, one open. `text` is in every free text. */
export function aHandOver(text = 'seen'): HandOver {
  const done = {
    ...aStep('add-home'),
    state: 'done',
    completedBy: 'check',
    changedAt: AT,
    changedBy: `ada ${text}`,
    skipReason: text,
    note: `${text}\nsecond line`,
    owner: text,
    endsAt: '2027-05-30T00:00:00Z',
    endsAtFrom: 'check',
    conflicts: [{ rule: 'guest-restriction-blocks-pim', text, first: text }],
    checks: [
      {
        checkId: 'partner-entry',
        tenantId: TARGET,
        on: 'target',
        with: {},
        completes: true,
        state: 'not-permitted',
        title: `Partner ${text}`,
        found: text,
        wanted: text,
        facts: [],
        source: 'GET /policies/crossTenantAccessPolicy/partners',
        needs: text,
        checkedAt: '2026-11-30T07:00:00Z',
        endsAt: null,
      },
    ],
    evidence: [
      item(1, 'text', `Text ${text}`),
      item(2, 'picture', `Picture ${text}`),
      item(3, 'file', `File ${text}`),
    ],
    signedOff: { by: 'bob@contoso.example', at: AT },
    history: [{ at: AT, by: 'ada@contoso.example', what: 'done', detail: text }],
  };
  return HandOver.parse({
    version: 1,
    exportedAt: '2026-11-30T10:30:00Z',
    appVersion: '0.1.0',
    tenants: {
      source: { id: SOURCE, name: `Contoso ${text}` },
      target: { id: TARGET, name: `Fabrikam ${text}` },
    },
    engagement: {
      summary: {
        id: 'e0123456789abcdef',
        checklistId: 'contoso-guests',
        checklistVersion: 1,
        title: `Guests ${text}`,
        sourceId: SOURCE,
        targetId: TARGET,
        owner: text,
        dueAt: null,
        createdAt: AT,
        changedAt: AT,
        state: 'active',
        done: 1,
        skipped: 0,
        drifted: 0,
        total: 2,
        failedChecks: 0,
        nextStepTitle: null,
        endsAt: null,
        signedOff: null,
      },
      operators: ['ada@contoso.example'],
      parameters: [{ id: 'operators-group', value: text }],
      checklist: checklist(),
      steps: [done, aStep('let-in')],
    },
    evidence: [
      content(1, 'text', 'Text', { text: `evidence ${text}` }),
      content(2, 'picture', 'Picture', { base64: 'iVBORw0KGgo=', mediaType: 'image/png' }),
      content(3, 'file', 'File', { base64: 'c2VjcmV0', mediaType: 'text/html' }),
    ],
  });
}
