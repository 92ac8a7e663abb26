import { basename } from 'node:path';
import type {
  Checklist,
  Engagement,
  EngagementId,
  EvidenceId,
  Handlers,
  JournalReference,
  Onboarding,
  RunRecords,
  StepLink,
  TenantId,
} from '../../preload/contract/index.ts';
import type { DataMethod, OnboardingMethod } from '../data/protocol.ts';
import { Failure } from '../ipc/failure.ts';

export interface OnboardingIpcDeps {
  readonly data: {
    readonly call: (
      method: DataMethod,
      input: unknown,
      options?: { readonly isLong: boolean },
    ) => Promise<unknown>;
  };
  readonly isOnline: () => boolean;
  /** Ask the operator where to write or what to read; null when they changed their mind. */
  readonly chooseExportFile: (suggestedName: string) => Promise<string | null>;
  readonly chooseEvidenceFile: () => Promise<string | null>;
  readonly chooseChecklistFile: () => Promise<string | null>;
  readonly chooseHandOverFile: () => Promise<string | null>;
  /** PNG of the page in front of the tenant's compartment; throws Failure with why there is none. */
  readonly pictureOf: (tenantId: TenantId) => Promise<{ title: string; png: Uint8Array }>;
  /** Opens the step's page in its tenant's compartment or in the managed browser. */
  readonly openLink: (tenantId: TenantId, link: StepLink) => Promise<OpenedLink>;
  readonly printPdf: (html: string) => Promise<Uint8Array>;
  /** Throws Failure `storage-failed`. */
  readonly writeFile: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Records of a run in the journal, beside the one that it is exported under. */
  readonly recordsOf: (
    engagementId: EngagementId,
    exported: JournalReference,
  ) => Promise<RunRecords>;
  readonly now: () => Date;
}

export interface OpenedLink {
  /** The managed browser that took it; null for the compartment. */
  readonly browser: string | null;
  /** The page that is meant has no known address, and the portal's start is open instead. */
  readonly isStartInstead: boolean;
}

type Area = Handlers<unknown>['onboarding'];
type Answer<K extends keyof Area> = Awaited<ReturnType<Area[K]>>;

/** What the data process answers of the page that a step is done on. */
interface LinkOfStep {
  readonly tenantId: TenantId;
  readonly link: StepLink | null;
  /** What the operator does first there. */
  readonly lookFor: string;
}

/**
 * Handlers of the `onboarding` area: no logic of their own. The page never names a file or an
 * address: main asks the operator for the one and the checklist for the other.
 */
export function onboardingHandlers<C extends { readonly record: JournalReference | null } | null>(
  deps: OnboardingIpcDeps,
): Handlers<C>['onboarding'] {
  const ask = async <T>(method: OnboardingMethod, input: unknown, isLong = false): Promise<T> =>
    (await deps.data.call(method, input, { isLong })) as T;
  const tell = async (method: OnboardingMethod, input: unknown) => {
    await ask(method, input);
    return {};
  };
  const chosen = (path: string | null): string => {
    if (path === null) throw new Failure('cancelled', 'No file was chosen.');
    return path;
  };
  const day = () => deps.now().toISOString().slice(0, 10);
  const linkOf = (input: unknown) => ask<LinkOfStep>('onboarding.linkOf', input);

  return {
    get: () => ask<Onboarding>('onboarding.get', {}),
    getEngagement: (input) => ask<Engagement>('onboarding.getEngagement', input),
    getChecklist: (input) => ask<Checklist>('onboarding.getChecklist', input),
    getQuery: (input) => ask<Answer<'getQuery'>>('onboarding.getQuery', input),
    create: (input) => ask<Answer<'create'>>('onboarding.create', input),
    update: (input) => tell('onboarding.update', input),
    setArchived: (input) => tell('onboarding.setArchived', input),
    remove: (input) => tell('onboarding.remove', input),
    setParameter: (input) => tell('onboarding.setParameter', input),
    complete: (input) => tell('onboarding.complete', input),
    skip: (input) => tell('onboarding.skip', input),
    reopen: (input) => tell('onboarding.reopen', input),
    signOffStep: (input) => tell('onboarding.signOffStep', input),
    signOff: (input) => tell('onboarding.signOff', input),
    note: (input) => tell('onboarding.note', input),
    addText: (input) => ask<Answer<'addText'>>('onboarding.addText', input),
    addFile: async (input) => {
      const path = chosen(await deps.chooseEvidenceFile());
      return ask<{ evidenceId: EvidenceId }>('onboarding.addEvidence', { ...input, path }, true);
    },
    addPicture: async (input) => {
      const { tenantId } = await linkOf(input);
      const picture = await deps.pictureOf(tenantId);
      return ask<{ evidenceId: EvidenceId }>('onboarding.addEvidence', { ...input, ...picture });
    },
    removeEvidence: (input) => tell('onboarding.removeEvidence', input),
    restoreEvidence: (input) => tell('onboarding.restoreEvidence', input),
    readEvidence: (input) => ask<Answer<'readEvidence'>>('onboarding.readEvidence', input),
    saveEvidence: async (input) => {
      const name = `bulkhead-evidence-${input.evidenceId}`;
      const path = chosen(await deps.chooseExportFile(name));
      await ask('onboarding.saveEvidence', { ...input, path }, true);
      return { fileName: basename(path) };
    },
    openStep: async (input) => {
      const { tenantId, link, lookFor } = await linkOf(input);
      if (link === null) throw new Failure('not-found', 'This step has no page of its own.');
      const { browser, isStartInstead } = await deps.openLink(tenantId, link);
      return { tenantId, handedTo: browser, lookFor: isStartInstead ? lookFor : null };
    },
    runChecks: async (input) => {
      if (!deps.isOnline()) throw new Failure('offline', 'This device is offline.');
      return tell('onboarding.runChecks', input);
    },
    cancelChecks: () => tell('onboarding.cancelChecks', {}),
    getRecord: (input) => ask<Answer<'getRecord'>>('onboarding.getRecord', input),
    getRecords: () => ask<Answer<'getRecords'>>('onboarding.getRecords', {}),
    saveRecord: (input) => tell('onboarding.saveRecord', input),
    getRisks: () => ask<Answer<'getRisks'>>('onboarding.getRisks', {}),
    saveReminder: (input) => ask<Answer<'saveReminder'>>('onboarding.saveReminder', input),
    removeReminder: (input) => tell('onboarding.removeReminder', input),
    exportCalendar: async (input) => {
      const path = chosen(await deps.chooseExportFile(`bulkhead-ends-${day()}.ics`));
      const { events } = await ask<{ events: number }>('onboarding.calendar', { ...input, path });
      return { fileName: basename(path), events };
    },
    exportHandOver: async ({ engagementId, format }, context) => {
      const path = chosen(await deps.chooseExportFile(`bulkhead-hand-over-${day()}.${format}`));
      const exported = context?.record ?? null;
      const journal =
        exported === null ? {} : { journal: await deps.recordsOf(engagementId, exported) };
      if (format === 'pdf') {
        const { html } = await ask<{ html: string }>(
          'onboarding.handOver',
          { engagementId, format: 'html', path: null, ...journal },
          true,
        );
        await deps.writeFile(path, await deps.printPdf(html));
      } else {
        await ask('onboarding.handOver', { engagementId, format, path, ...journal }, true);
      }
      return { fileName: basename(path) };
    },
    compareHandOver: async (input) => {
      const path = chosen(await deps.chooseHandOverFile());
      const found = await ask<Omit<Answer<'compareHandOver'>, 'fileName'>>(
        'onboarding.compareHandOver',
        { ...input, path },
        true,
      );
      return { ...found, fileName: basename(path) };
    },
    importChecklist: async () => {
      const path = chosen(await deps.chooseChecklistFile());
      const found = await ask<Omit<Answer<'importChecklist'>, 'fileName'>>(
        'onboarding.importChecklist',
        { path },
        true,
      );
      return { ...found, fileName: basename(path) };
    },
    exportChecklist: async (input) => {
      const path = chosen(await deps.chooseExportFile(`${input.checklistId}.json`));
      await ask('onboarding.exportChecklist', { ...input, path });
      return { fileName: basename(path) };
    },
    removeChecklist: (input) => tell('onboarding.removeChecklist', input),
  };
}
