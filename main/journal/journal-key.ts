import { createHash, hkdfSync } from 'node:crypto';
import type { JournalKey } from './line.ts';

/**
 * The key that seals records: derived from the estate's key, so that what protects the one (the
 * system's keystore, or a passphrase) protects the other, and neither says anything of the other.
 * @param estateKey 32 bytes
 */
export function journalKeyOf(estateKey: Uint8Array): JournalKey {
  const bytes = new Uint8Array(hkdfSync('sha256', estateKey, '', 'bulkhead-journal-seal-1', 32));
  const id = createHash('sha256').update('bulkhead-journal-key-id\n').update(bytes).digest('hex');
  return { id: id.slice(0, 16), bytes };
}
