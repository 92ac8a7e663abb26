import { bridge } from '../bridge/bridge.ts';
import { tell, tellFailure } from './app-store.ts';

/** How many there are and their size in bytes; null when that is not known. */
export async function countCrashDumps(): Promise<{ count: number; bytes: number } | null> {
  const answer = await bridge().app.countCrashDumps({});
  return answer.ok ? answer.value : null;
}

export async function eraseCrashDumps(): Promise<void> {
  const answer = await bridge().app.eraseCrashDumps({});
  if (answer.ok) tell('The crash dumps are deleted.');
  else tellFailure(answer.error);
}
