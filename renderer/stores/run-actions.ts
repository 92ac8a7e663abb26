import type {
  BridgeError,
  EngagementId,
  Envelope,
  EvidenceId,
  ParameterId,
  StepId,
  TenantId,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { tell, tellFailure } from './app-store.ts';
import { forgetOpened, noteOpened, setPortalShown, stepKey } from './run-store.ts';
import { selectTenantInFront } from './workspace-store.ts';

/** A step of a run, as the commands name it. */
export interface StepRef {
  readonly engagementId: EngagementId;
  readonly stepId: StepId;
  readonly operator: string | null;
}

const keyOf = ({ engagementId, stepId, operator }: StepRef) =>
  stepKey(engagementId, stepId, operator);

/** Null when it worked, else what to tell beside the field it was about. */
async function failureOf(answer: Promise<Envelope<unknown>>): Promise<string | null> {
  const envelope = await answer;
  return envelope.ok ? null : failureWords(envelope.error);
}

/** Whether it worked; why it did not is said in the status bar. */
async function told(answer: Promise<Envelope<unknown>>): Promise<boolean> {
  const envelope = await answer;
  if (!envelope.ok) tellFailure(envelope.error);
  return envelope.ok;
}

/** Opens the page of a step in its tenant's compartment and brings both to the front. */
export async function openStepPage(step: StepRef): Promise<void> {
  const answer = await bridge().onboarding.openStep(step);
  if (!answer.ok) return tellFailure(answer.error);
  noteOpened(keyOf(step));
  const { tenantId, handedTo, lookFor } = answer.value;
  const start =
    lookFor === null
      ? ''
      : `This is the start page of the portal, because the step’s own page has no known address. Look for: ${lookFor}`;
  if (handedTo !== null) {
    tell(`Opened in ${handedTo}, in a profile of this tenant alone. ${start}`.trim(), tenantId);
    return;
  }
  if (start !== '') tell(start, tenantId);
  setPortalShown(true);
  await selectTenantInFront(tenantId);
}

/** Checks a step, a run, or everything; what comes of it arrives with the next state. */
export async function runChecks(
  engagementId: EngagementId | null,
  stepId: StepId | null = null,
): Promise<void> {
  const engagementIds = engagementId === null ? null : [engagementId];
  const answer = await bridge().onboarding.runChecks({ engagementIds, stepId });
  if (!answer.ok) tellFailure(offlineWords(answer.error));
}

const offlineWords = (error: BridgeError): BridgeError =>
  error.code === 'offline'
    ? { ...error, message: 'This device is offline. Checks wait for the network.' }
    : error;

export const cancelChecks = () => told(bridge().onboarding.cancelChecks({}));

/** Marks a step as done; the name is that of its tenant, where it cannot be taken back. */
export const completeStep = (step: StepRef, typedName: string | null) =>
  failureOf(bridge().onboarding.complete({ ...step, typedName }));

export const skipStep = (step: StepRef, reason: string) =>
  failureOf(bridge().onboarding.skip({ ...step, reason }));

export async function reopenStep(step: StepRef, reason: string): Promise<string | null> {
  const failure = await failureOf(bridge().onboarding.reopen({ ...step, reason }));
  if (failure === null) forgetOpened(keyOf(step));
  return failure;
}

export const signOffStep = (step: StepRef) => told(bridge().onboarding.signOffStep(step));

export const signOffRun = (engagementId: EngagementId) =>
  told(bridge().onboarding.signOff({ engagementId }));

export interface StepFacts {
  readonly note: string;
  readonly owner: string;
  readonly dueAt: string | null;
}

export const saveStepFacts = (step: StepRef, facts: StepFacts) =>
  failureOf(bridge().onboarding.note({ ...step, ...facts }));

export const saveParameter = (
  engagementId: EngagementId,
  parameterId: ParameterId,
  value: string,
) => failureOf(bridge().onboarding.setParameter({ engagementId, parameterId, value }));

export interface RunFacts {
  readonly owner: string;
  readonly dueAt: string | null;
  readonly operators: readonly string[];
}

export const saveRunFacts = (engagementId: EngagementId, facts: RunFacts) =>
  failureOf(
    bridge().onboarding.update({ engagementId, ...facts, operators: [...facts.operators] }),
  );

export const setRunArchived = (engagementId: EngagementId, isArchived: boolean) =>
  told(bridge().onboarding.setArchived({ engagementId, isArchived }));

export const removeRun = (engagementId: EngagementId, typedName: string) =>
  failureOf(bridge().onboarding.remove({ engagementId, typedName }));

export const addTextEvidence = (step: StepRef, text: string) =>
  failureOf(bridge().onboarding.addText({ ...step, text }));

export async function addFileEvidence(step: StepRef): Promise<void> {
  if (await told(bridge().onboarding.addFile(step))) tell('The file is added as evidence.');
}

export async function addPictureEvidence(step: StepRef): Promise<void> {
  if (await told(bridge().onboarding.addPicture(step)))
    tell('A picture of the page is added as evidence.');
}

export async function saveEvidence(
  engagementId: EngagementId,
  evidenceId: EvidenceId,
): Promise<void> {
  const answer = await bridge().onboarding.saveEvidence({ engagementId, evidenceId });
  if (answer.ok) tell(`${answer.value.fileName} is written.`);
  else tellFailure(answer.error);
}

export const removeEvidence = (engagementId: EngagementId, evidenceId: EvidenceId) =>
  told(bridge().onboarding.removeEvidence({ engagementId, evidenceId }));

export const restoreEvidence = (engagementId: EngagementId, evidenceId: EvidenceId) =>
  told(bridge().onboarding.restoreEvidence({ engagementId, evidenceId }));

export const readEvidence = (engagementId: EngagementId, evidenceId: EvidenceId) =>
  bridge().onboarding.readEvidence({ engagementId, evidenceId });

export const readQuery = (name: string) => bridge().onboarding.getQuery({ name });

export interface NewRun {
  readonly checklistId: Parameters<
    ReturnType<typeof bridge>['onboarding']['create']
  >[0]['checklistId'];
  readonly sourceId: TenantId | null;
  readonly targetId: TenantId;
  readonly owner: string;
  readonly dueAt: string | null;
}

/** Starts a run: its id, or why there is none. */
export async function createRun(
  run: NewRun,
): Promise<{ readonly id: EngagementId } | { readonly problem: string }> {
  const answer = await bridge().onboarding.create(run);
  return answer.ok ? { id: answer.value.engagementId } : { problem: failureWords(answer.error) };
}
