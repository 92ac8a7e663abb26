import { z } from 'zod';
import { onboarding as contract, RunRecords, TenantId } from '../../../preload/contract/index.ts';
import { parseOrThrow } from '../../security/parse-guarded.ts';
import { CallFailure } from '../call-failure.ts';
import type { OnboardingMethod } from '../protocol.ts';
import { MAX_EVIDENCE_BYTES } from './evidence-commands.ts';
import type { OnboardingService } from './onboarding-service.ts';

const path = z.string().min(1).max(4_096);
const ByStep = contract.signOffStep.input;
const ByEvidence = contract.removeEvidence.input;
const FromFile = ByStep.extend({ path });
const FromPage = ByStep.extend({
  title: z.string().max(1_000),
  // SECURITY(evidence-bounds): what main sends of a page is bounded like a file.
  png: z.instanceof(Uint8Array).refine((png) => png.length <= MAX_EVIDENCE_BYTES),
});
const SaveEvidence = ByEvidence.extend({ path });
const Calendar = z.strictObject({ tenantIds: z.array(TenantId).max(2_000).nullable(), path });
const HandOver = contract.signOff.input.extend({
  format: z.enum(['html', 'json']),
  path: path.nullable(),
  journal: RunRecords.nullable().default(null),
});
const CompareHandOver = contract.signOff.input.extend({ path });
const ImportChecklist = z.strictObject({ path });
const ExportChecklist = contract.getChecklist.input.extend({ path });

/** Answers main's calls about runs. Inputs are parsed here too; throws CallFailures. */
export async function answerOnboarding(
  service: OnboardingService,
  method: OnboardingMethod,
  input: unknown,
): Promise<unknown> {
  const { engagements, steps, evidence, estate, transfer } = service;
  switch (method) {
    case 'onboarding.get':
      return service.get();
    case 'onboarding.getEngagement':
      return service.getEngagement(parseOrThrow(contract.getEngagement.input, input).engagementId);
    case 'onboarding.getChecklist':
      return service.getChecklist(parseOrThrow(contract.getChecklist.input, input).checklistId);
    case 'onboarding.getQuery':
      return service.getQuery(parseOrThrow(contract.getQuery.input, input).name);
    case 'onboarding.create':
      return engagements.create(parseOrThrow(contract.create.input, input));
    case 'onboarding.update':
      return done(engagements.update(parseOrThrow(contract.update.input, input)));
    case 'onboarding.setArchived':
      return done(engagements.setArchived(parseOrThrow(contract.setArchived.input, input)));
    case 'onboarding.remove':
      return done(service.remove(parseOrThrow(contract.remove.input, input)));
    case 'onboarding.setParameter':
      return done(engagements.setParameter(parseOrThrow(contract.setParameter.input, input)));
    case 'onboarding.complete':
      return done(steps.complete(parseOrThrow(contract.complete.input, input)));
    case 'onboarding.skip':
      return done(steps.skip(parseOrThrow(contract.skip.input, input)));
    case 'onboarding.reopen':
      return done(steps.reopen(parseOrThrow(contract.reopen.input, input)));
    case 'onboarding.signOffStep':
      return done(steps.signOffStep(parseOrThrow(ByStep, input)));
    case 'onboarding.signOff':
      return done(engagements.signOff(parseOrThrow(contract.signOff.input, input)));
    case 'onboarding.note':
      return done(steps.note(parseOrThrow(contract.note.input, input)));
    case 'onboarding.addText':
      return evidence.addText(parseOrThrow(contract.addText.input, input));
    case 'onboarding.addEvidence': {
      const isFile = typeof input === 'object' && input !== null && 'path' in input;
      return isFile
        ? evidence.addFile(parseOrThrow(FromFile, input))
        : evidence.addPicture(parseOrThrow(FromPage, input));
    }
    case 'onboarding.removeEvidence':
      return done(evidence.remove(parseOrThrow(ByEvidence, input)));
    case 'onboarding.restoreEvidence':
      return done(evidence.restore(parseOrThrow(ByEvidence, input)));
    case 'onboarding.readEvidence':
      return evidence.read(parseOrThrow(ByEvidence, input));
    case 'onboarding.saveEvidence':
      return done(await evidence.save(parseOrThrow(SaveEvidence, input)));
    case 'onboarding.linkOf':
      return steps.linkOf(stepOf(input));
    case 'onboarding.runChecks':
      return done(service.runChecks(parseOrThrow(contract.runChecks.input, input)));
    case 'onboarding.cancelChecks':
      return done(service.cancelChecks());
    case 'onboarding.getRecord':
      return estate.getRecord(parseOrThrow(contract.getRecord.input, input));
    case 'onboarding.getRecords':
      return estate.getRecords();
    case 'onboarding.saveRecord':
      return done(estate.saveRecord(parseOrThrow(contract.saveRecord.input, input)));
    case 'onboarding.getRisks':
      return estate.getRisks();
    case 'onboarding.saveReminder':
      return estate.saveReminder(parseOrThrow(contract.saveReminder.input, input));
    case 'onboarding.removeReminder':
      return done(estate.removeReminder(parseOrThrow(contract.removeReminder.input, input)));
    case 'onboarding.calendar':
      return transfer.calendar(parseOrThrow(Calendar, input));
    case 'onboarding.handOver': {
      const wanted = parseOrThrow(HandOver, input);
      if (wanted.format === 'json' && wanted.path === null) {
        throw new CallFailure('invalid', 'A hand-over as JSON is written to a file.');
      }
      return transfer.handOver(wanted);
    }
    case 'onboarding.compareHandOver':
      return transfer.compareHandOver(parseOrThrow(CompareHandOver, input));
    case 'onboarding.importChecklist':
      return transfer.importChecklist(parseOrThrow(ImportChecklist, input));
    case 'onboarding.exportChecklist':
      return transfer.exportChecklist(parseOrThrow(ExportChecklist, input));
    case 'onboarding.removeChecklist':
      return done(transfer.removeChecklist(parseOrThrow(contract.removeChecklist.input, input)));
  }
}

/** `linkOf` is asked with the input of what it is asked for: the step is all that is taken of it. */
function stepOf(input: unknown) {
  return parseOrThrow(z.object(ByStep.shape), input);
}

/** What has nothing to answer but that it was done. */
function done(nothing: void): Record<string, never> {
  return nothing ?? {};
}
