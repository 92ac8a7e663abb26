import { hostname, userInfo } from 'node:os';
import type { StorageState } from '../../preload/contract/index.ts';
import type { JournalProtection } from '../journal/journal.ts';

/** Device and account that a run of Bulkhead is recorded under. */
export function whoIsHere(): { readonly device: string; readonly account: string } {
  return { device: hostname(), account: accountName() };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry in the system's list of them.
    return `uid-${String(process.getuid?.() ?? 'unknown')}`;
  }
}

const PROTECTIONS: Readonly<Record<StorageState['state'], JournalProtection>> = {
  starting: 'none',
  memory: 'none',
  keystore: 'keystore',
  passphrase: 'passphrase',
  locked: 'locked',
};

/** What protects the journal's key, by what protects the estate's. */
export function journalProtectionOf(state: StorageState['state']): JournalProtection {
  return PROTECTIONS[state];
}
