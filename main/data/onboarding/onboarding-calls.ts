import { z } from 'zod';
import { onboarding as contract, RunRecords, TenantId } from '../../../preload/contract/index.ts';
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
      return service.getEngagement(contract.getEngagement.input.parse(input).engagementId);
    case 'onboarding.getChecklist':
      return service.getChecklist(contract.getChecklist.input.parse(input).checklistId);
    case 'onboarding.getQuery':
      return service.getQuery(contract.getQuery.input.parse(input).name);
    case 'onboarding.create':
      return engagements.create(contract.create.input.parse(input));
    case 'onboarding.update':
      return done(engagements.update(contract.update.input.parse(input)));
    case 'onboarding.setArchived':
      return done(engagements.setArchived(contract.setArchived.input.parse(input)));
    case 'onboarding.remove':
      return done(service.remove(contract.remove.input.parse(input)));
    case 'onboarding.setParameter':
      return done(engagements.setParameter(contract.setParameter.input.parse(input)));
    case 'onboarding.complete':
      return done(steps.complete(contract.complete.input.parse(input)));
    case 'onboarding.skip':
      return done(steps.skip(contract.skip.input.parse(input)));
    case 'onboarding.reopen':
      return done(steps.reopen(contract.reopen.input.parse(input)));
    case 'onboarding.signOffStep':
      return done(steps.signOffStep(ByStep.parse(input)));
    case 'onboarding.signOff':
      return done(engagements.signOff(contract.signOff.input.parse(input)));
    case 'onboarding.note':
      return done(steps.note(contract.note.input.parse(input)));
    case 'onboarding.addText':
      return evidence.addText(contract.addText.input.parse(input));
    case 'onboarding.addEvidence': {
      const isFile = typeof input === 'object' && input !== null && 'path' in input;
      return isFile
        ? evidence.addFile(FromFile.parse(input))
        : evidence.addPicture(FromPage.parse(input));
    }
    case 'onboarding.removeEvidence':
      return done(evidence.remove(ByEvidence.parse(input)));
    case 'onboarding.restoreEvidence':
      return done(evidence.restore(ByEvidence.parse(input)));
    case 'onboarding.readEvidence':
      return evidence.read(ByEvidence.parse(input));
    case 'onboarding.saveEvidence':
      return done(await evidence.save(SaveEvidence.parse(input)));
    case 'onboarding.linkOf':
      return steps.linkOf(stepOf(input));
    case 'onboarding.runChecks':
      return done(service.runChecks(contract.runChecks.input.parse(input)));
    case 'onboarding.cancelChecks':
      return done(service.cancelChecks());
    case 'onboarding.getRecord':
      return estate.getRecord(contract.getRecord.input.parse(input));
    case 'onboarding.getRecords':
      return estate.getRecords();
    case 'onboarding.saveRecord':
      return done(estate.saveRecord(contract.saveRecord.input.parse(input)));
    case 'onboarding.getRisks':
      return estate.getRisks();
    case 'onboarding.saveReminder':
      return estate.saveReminder(contract.saveReminder.input.parse(input));
    case 'onboarding.removeReminder':
      return done(estate.removeReminder(contract.removeReminder.input.parse(input)));
    case 'onboarding.calendar':
      return transfer.calendar(Calendar.parse(input));
    case 'onboarding.handOver': {
      const wanted = HandOver.parse(input);
      if (wanted.format === 'json' && wanted.path === null) {
        throw new CallFailure('invalid', 'A hand-over as JSON is written to a file.');
      }
      return transfer.handOver(wanted);
    }
    case 'onboarding.compareHandOver':
      return transfer.compareHandOver(CompareHandOver.parse(input));
    case 'onboarding.importChecklist':
      return transfer.importChecklist(ImportChecklist.parse(input));
    case 'onboarding.exportChecklist':
      return transfer.exportChecklist(ExportChecklist.parse(input));
    case 'onboarding.removeChecklist':
      return done(transfer.removeChecklist(contract.removeChecklist.input.parse(input)));
  }
}

/** `linkOf` is asked with the input of what it is asked for: the step is all that is taken of it. */
function stepOf(input: unknown) {
  return z.object(ByStep.shape).parse(input);
}

/** What has nothing to answer but that it was done. */
function done(nothing: void): Record<string, never> {
  return nothing ?? {};
}
