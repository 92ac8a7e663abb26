import type { ChecklistId, EngagementId, TenantId } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { counted } from '../lib/onboarding-words.ts';
import { tell, tellFailure } from './app-store.ts';
import { openDialog } from './shell-store.ts';

/** Lets the operator choose a checklist file; with problems they are shown and nothing is taken. */
export async function importChecklist(): Promise<void> {
  const answer = await bridge().onboarding.importChecklist({});
  if (!answer.ok) return tellFailure(answer.error);
  const { fileName, imported, problems } = answer.value;
  if (imported === null) openDialog({ kind: 'checklist-problems', fileName, problems });
  else
    tell(
      `“${imported.title}”, version ${String(imported.version)}, is imported: ${counted(imported.steps, 'step')}.`,
    );
}

export async function exportChecklist(checklistId: ChecklistId): Promise<void> {
  const answer = await bridge().onboarding.exportChecklist({ checklistId });
  if (answer.ok) tell(`${answer.value.fileName} is written.`);
  else tellFailure(answer.error);
}

export async function removeChecklist(checklistId: ChecklistId): Promise<boolean> {
  const answer = await bridge().onboarding.removeChecklist({ checklistId });
  if (!answer.ok) tellFailure(answer.error);
  return answer.ok;
}

export type HandOverFormat = 'html' | 'pdf' | 'json';

export async function exportHandOver(
  engagementId: EngagementId,
  format: HandOverFormat,
): Promise<void> {
  const answer = await bridge().onboarding.exportHandOver({ engagementId, format });
  if (answer.ok) tell(`${answer.value.fileName} is written.`);
  else tellFailure(answer.error);
}

/** Lets the operator choose an earlier hand-over and shows what is different now. */
export async function compareHandOver(engagementId: EngagementId): Promise<void> {
  const answer = await bridge().onboarding.compareHandOver({ engagementId });
  if (answer.ok) openDialog({ kind: 'hand-over-differences', ...answer.value });
  else tellFailure(answer.error);
}

/** Writes what ends when for a calendar: of these tenants, or of all. */
export async function exportCalendar(tenantIds: readonly TenantId[] | null): Promise<void> {
  const answer = await bridge().onboarding.exportCalendar({
    tenantIds: tenantIds === null ? null : [...tenantIds],
  });
  if (!answer.ok) return tellFailure(answer.error);
  const { fileName, events } = answer.value;
  tell(`${fileName} is written: ${counted(events, 'date')}.`);
}
