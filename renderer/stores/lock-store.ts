import { create } from 'zustand';
import type { Envelope, LockState } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { tell, tellFailure } from './app-store.ts';
import { registered } from './store-registry.ts';

/** Whether Bulkhead is locked, and what unlocks it. No passphrase is ever in here. */
export const useLockStore = registered(
  create<LockState>()(() => ({
    revision: -1,
    isLocked: false,
    reason: null,
    lockedAt: null,
    ways: { passphrase: false, system: null, session: false },
    usesStoragePassphrase: false,
    isProofMissing: false,
    needsPassphrase: false,
  })),
);

export async function loadLock(): Promise<void> {
  const answer = await bridge().lock.get({});
  if (answer.ok) receive(answer.value, () => undefined);
}

/**
 * Listens to main; answers with the function that stops it.
 * @param onUnlocked called when it was locked and is not any more: what was refused is asked again
 */
export function followLock(onUnlocked: () => void): () => void {
  return bridge().lock.onChanged((next) => receive(next, onUnlocked));
}

function receive(next: LockState, onUnlocked: () => void): void {
  const before = useLockStore.getState();
  if (next.revision < before.revision) return;
  useLockStore.setState(next);
  if (before.isLocked && !next.isLocked) onUnlocked();
}

export async function lockNow(): Promise<void> {
  const answer = await bridge().lock.lock({});
  if (!answer.ok) tellFailure(answer.error);
}

/** Answers with what went wrong, in words; null when it did not. So do the next two. */
export async function unlockApp(passphrase: string | null): Promise<string | null> {
  return problemOf(await bridge().lock.unlock({ passphrase }));
}

export async function unlockBySystem(): Promise<string | null> {
  return problemOf(await bridge().lock.unlockBySystem({}));
}

export async function setLockPassphrase(
  present: string | null,
  passphrase: string,
): Promise<string | null> {
  const problem = problemOf(await bridge().lock.setPassphrase({ present, passphrase }));
  if (problem === null) tell('The passphrase that unlocks Bulkhead is set.');
  return problem;
}

function problemOf(answer: Envelope<unknown>): string | null {
  return answer.ok ? null : failureWords(answer.error);
}
