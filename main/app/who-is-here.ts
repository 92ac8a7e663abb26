import { hostname, userInfo } from 'node:os';
import type { StorageState } from '../../preload/contract/index.ts';
import type { JournalProtection } from '../journal/journal.ts';

/**
 * Device and account that a run of Bulkhead is recorded under. On Windows the account has its domain,
 * as `CONTOSO\josh`: a local account and one of a domain may have one name on one device.
 */
export function whoIsHere(
  platform: NodeJS.Platform = process.platform,
  domain: string | undefined = process.env['USERDOMAIN'],
): { readonly device: string; readonly account: string } {
  const hasDomain = platform === 'win32' && domain !== undefined && /^[\w.-]{1,64}$/.test(domain);
  return {
    device: hostname(),
    account: hasDomain ? `${domain}\\${accountName()}` : accountName(),
  };
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
