import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../../main/ipc/failure.ts';
import {
  type OnboardingIpcDeps,
  onboardingHandlers,
} from '../../../../main/onboarding/onboarding-ipc.ts';
import {
  ChecklistId,
  contract,
  EngagementId,
  EvidenceId,
  ParameterId,
  ReminderId,
  StepId,
} from '../../../../preload/contract/index.ts';
import { aFailure, idOf } from '../tenants/a-registry.ts';

const A = idOf(1);
const engagementId = EngagementId.parse('e0123456789abcdef');
const evidenceId = EvidenceId.parse('p0123456789abcdef');
const reminderId = ReminderId.parse('r0123456789abcdef');
const checklistId = ChecklistId.parse('contoso-guests');
const parameterId = ParameterId.parse('group');
const byStep = { engagementId, stepId: StepId.parse('add-home'), operator: null };
const PNG = new Uint8Array([1, 2, 3]);

interface Call {
  readonly method: string;
  readonly input: unknown;
  readonly isLong: boolean;
}

describe('handlers of onboarding', () => {
  let calls: Call[];
  let answers: Record<string, unknown>;
  let suggested: string[];
  let written: [string, Uint8Array][];
  /** What the operator chooses; null for nothing. */
  let chosen: string | null;
  let deps: OnboardingIpcDeps;
  const handlers = () => onboardingHandlers<null>(deps);
  const choose = async (name: string) => {
    suggested.push(name);
    return chosen;
  };

  beforeEach(() => {
    calls = [];
    answers = {};
    suggested = [];
    written = [];
    chosen = '/home/operator/chosen.file';
    deps = {
      data: {
        call: async (method, input, options) => {
          calls.push({ method, input, isLong: options?.isLong === true });
          return answers[method] ?? { answered: method };
        },
      },
      isOnline: () => true,
      chooseExportFile: choose,
      chooseEvidenceFile: () => choose('evidence'),
      chooseChecklistFile: () => choose('checklist'),
      chooseHandOverFile: () => choose('hand-over'),
      pictureOf: async () => ({ title: 'Groups', png: PNG }),
      openLink: async () => ({ browser: null, isStartInstead: false }),
      printPdf: async (html) => new TextEncoder().encode(`pdf of ${html}`),
      writeFile: async (path, bytes) => void written.push([path, bytes]),
      recordsOf: async (id, exported) => ({ exported, records: id === engagementId ? [7, 5] : [] }),
      now: () => new Date('2026-11-30T10:00:00Z'),
    };
  });

  it('are there for every method of the contract', () => {
    const methods = Object.entries(contract.onboarding).flatMap(([name, { kind }]) =>
      kind === 'event' ? [] : [name],
    );

    expect(Object.keys(handlers()).toSorted()).toEqual(methods.toSorted());
  });

  it.each([
    ['get', {}],
    ['getEngagement', { engagementId }],
    ['getChecklist', { checklistId }],
    ['getQuery', { name: 'scans' }],
    ['create', { checklistId, sourceId: null, targetId: A, owner: '', dueAt: null }],
    ['addText', { ...byStep, text: 'seen' }],
    ['readEvidence', { engagementId, evidenceId }],
    ['getRecord', { tenantId: A }],
    ['getRecords', {}],
    ['getRisks', {}],
    ['saveReminder', { reminderId: null, tenantId: A, kind: 'other', title: 'x', endsAt: 'y' }],
  ] as const)('%s passes the question on and the answer back', async (name, input) => {
    const handler = handlers()[name] as (input: unknown, context: null) => Promise<unknown>;

    expect(await handler(input, null)).toEqual({ answered: `onboarding.${name}` });
    expect(calls).toEqual([{ method: `onboarding.${name}`, input, isLong: false }]);
  });

  it.each([
    ['update', { engagementId, owner: 'x', dueAt: null, operators: ['a@b'] }],
    ['setArchived', { engagementId, isArchived: true }],
    ['remove', { engagementId, typedName: 'Contoso' }],
    ['setParameter', { engagementId, parameterId, value: 'x' }],
    ['complete', { ...byStep, typedName: 'Contoso' }],
    ['skip', { ...byStep, reason: 'no' }],
    ['reopen', { ...byStep, reason: 'no' }],
    ['signOffStep', byStep],
    ['signOff', { engagementId }],
    ['note', { ...byStep, note: 'x', owner: '', dueAt: null }],
    ['removeEvidence', { engagementId, evidenceId }],
    ['restoreEvidence', { engagementId, evidenceId }],
    ['runChecks', { engagementIds: null, stepId: null }],
    ['cancelChecks', {}],
    ['saveRecord', { tenantId: A }],
    ['removeReminder', { reminderId }],
    ['removeChecklist', { checklistId }],
  ] as const)('%s passes the command on and answers nothing', async (name, input) => {
    const handler = handlers()[name] as (input: unknown, context: null) => Promise<unknown>;

    expect(await handler(input, null)).toEqual({});
    expect(calls).toEqual([{ method: `onboarding.${name}`, input, isLong: false }]);
  });

  it('check nothing offline, and say so', async () => {
    deps = { ...deps, isOnline: () => false };

    await expect(handlers().runChecks({ engagementIds: null, stepId: null }, null)).rejects.toEqual(
      aFailure('offline', 'offline'),
    );
    expect(calls).toEqual([]);
    // What is kept works offline.
    expect(await handlers().get({}, null)).toEqual({ answered: 'onboarding.get' });
  });

  describe('when the operator chooses no file', () => {
    beforeEach(() => {
      chosen = null;
    });

    it.each([
      ['addFile', byStep],
      ['saveEvidence', { engagementId, evidenceId }],
      ['exportCalendar', { tenantIds: null }],
      ['exportHandOver', { engagementId, format: 'html' }],
      ['exportHandOver', { engagementId, format: 'pdf' }],
      ['exportHandOver', { engagementId, format: 'json' }],
      ['compareHandOver', { engagementId }],
      ['importChecklist', {}],
      ['exportChecklist', { checklistId }],
    ] as const)('%s does nothing', async (name, input) => {
      const handler = handlers()[name] as (input: unknown, context: null) => Promise<unknown>;

      await expect(handler(input, null)).rejects.toEqual(aFailure('cancelled', 'No file'));
      expect(suggested).toHaveLength(1);
      expect(calls).toEqual([]);
      expect(written).toEqual([]);
    });
  });

  it.each([
    [
      'saveEvidence',
      { engagementId, evidenceId },
      `bulkhead-evidence-${evidenceId}`,
      'saveEvidence',
      true,
    ],
    [
      'exportHandOver',
      { engagementId, format: 'html' },
      'bulkhead-hand-over-2026-11-30.html',
      'handOver',
      true,
    ],
    [
      'exportHandOver',
      { engagementId, format: 'json' },
      'bulkhead-hand-over-2026-11-30.json',
      'handOver',
      true,
    ],
    ['exportChecklist', { checklistId }, 'contoso-guests.json', 'exportChecklist', false],
  ] as const)(
    '%s of %j writes where the operator said',
    async (name, input, file, asked, isLong) => {
      const handler = handlers()[name] as (input: unknown, context: null) => Promise<unknown>;

      // The page learns the file's name, not where it is.
      expect(await handler(input, null)).toEqual({ fileName: 'chosen.file' });
      expect(suggested).toEqual([file]);
      expect(calls).toEqual([
        { method: `onboarding.${asked}`, input: { ...input, path: chosen }, isLong },
      ]);
    },
  );

  it.each(['json', 'pdf'] as const)(
    'say in a hand-over as %s what the journal has of it',
    async (format) => {
      answers['onboarding.handOver'] = { html: '<p>' };
      const record = { seq: 9, hash: 'a'.repeat(64) };
      await onboardingHandlers<{ record: typeof record }>(deps).exportHandOver(
        { engagementId, format },
        { record },
      );

      expect(calls[0]?.input).toMatchObject({ journal: { exported: record, records: [7, 5] } });
    },
  );

  it('print a hand-over of the data process and write it here', async () => {
    answers['onboarding.handOver'] = { html: '<p>' };

    expect(await handlers().exportHandOver({ engagementId, format: 'pdf' }, null)).toEqual({
      fileName: 'chosen.file',
    });
    expect(suggested).toEqual(['bulkhead-hand-over-2026-11-30.pdf']);
    expect(calls).toEqual([
      {
        method: 'onboarding.handOver',
        input: { engagementId, format: 'html', path: null },
        isLong: true,
      },
    ]);
    expect(written).toEqual([
      ['/home/operator/chosen.file', new TextEncoder().encode('pdf of <p>')],
    ]);
  });

  it('write nothing when a hand-over cannot be printed', async () => {
    answers['onboarding.handOver'] = { html: '<p>' };
    deps = { ...deps, printPdf: () => Promise.reject(new Error('no printer')) };

    await expect(handlers().exportHandOver({ engagementId, format: 'pdf' }, null)).rejects.toThrow(
      'no printer',
    );
    expect(written).toEqual([]);
  });

  it('say how much is in a calendar', async () => {
    answers['onboarding.calendar'] = { events: 3, more: 'not told' };

    expect(await handlers().exportCalendar({ tenantIds: [A] }, null)).toEqual({
      fileName: 'chosen.file',
      events: 3,
    });
    expect(suggested).toEqual(['bulkhead-ends-2026-11-30.ics']);
  });

  it.each([
    ['compareHandOver', { engagementId }, { exportedAt: 'x', differences: [] }],
    ['importChecklist', {}, { imported: null, problems: [{ place: 'line 1', text: 'x' }] }],
  ] as const)('%s reads the chosen file and names it', async (name, input, answer) => {
    answers[`onboarding.${name}`] = answer;
    const handler = handlers()[name] as (input: unknown, context: null) => Promise<unknown>;

    expect(await handler(input, null)).toEqual({ ...answer, fileName: 'chosen.file' });
    expect(calls).toEqual([
      { method: `onboarding.${name}`, input: { ...input, path: chosen }, isLong: true },
    ]);
  });

  it('take a file as evidence by its path', async () => {
    answers['onboarding.addEvidence'] = { evidenceId };

    expect(await handlers().addFile(byStep, null)).toEqual({ evidenceId });
    expect(calls).toEqual([
      { method: 'onboarding.addEvidence', input: { ...byStep, path: chosen }, isLong: true },
    ]);
  });

  it('take a picture of the tenant that the step is done in', async () => {
    const asked: unknown[] = [];
    answers['onboarding.linkOf'] = { tenantId: A, link: null };
    answers['onboarding.addEvidence'] = { evidenceId };
    deps = {
      ...deps,
      pictureOf: async (id) => {
        asked.push(id);
        return { title: 'Groups', png: PNG };
      },
    };

    expect(await handlers().addPicture(byStep, null)).toEqual({ evidenceId });
    expect(asked).toEqual([A]);
    expect(calls.at(-1)?.input).toEqual({ ...byStep, title: 'Groups', png: PNG });
  });

  it('keep nothing where there is no picture', async () => {
    answers['onboarding.linkOf'] = { tenantId: A, link: null };
    const pictureOf = () => Promise.reject(new Failure('not-available', 'It is covered.'));
    deps = { ...deps, pictureOf };

    await expect(handlers().addPicture(byStep, null)).rejects.toEqual(
      aFailure('not-available', 'It is covered.'),
    );
    expect(calls.map(({ method }) => method)).toEqual(['onboarding.linkOf']);
  });

  it.each([
    [false, null],
    [true, 'Open Groups.'],
  ])('open the page that the checklist says (its portal’s start: %s)', async (isStart, lookFor) => {
    const opened: unknown[] = [];
    const link = { portalId: 'entra', page: 'groups' };
    answers['onboarding.linkOf'] = { tenantId: A, link, lookFor: 'Open Groups.' };
    deps = {
      ...deps,
      openLink: async (...args) => {
        opened.push(args);
        return { browser: 'Edge', isStartInstead: isStart };
      },
    };

    expect(await handlers().openStep(byStep, null)).toEqual({
      tenantId: A,
      handedTo: 'Edge',
      lookFor,
    });
    expect(opened).toEqual([[A, link]]);
  });

  it('open nothing for a step without a page', async () => {
    answers['onboarding.linkOf'] = { tenantId: A, link: null };

    await expect(handlers().openStep(byStep, null)).rejects.toEqual(
      aFailure('not-found', 'no page of its own'),
    );
  });
});
