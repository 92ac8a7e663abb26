import { PASSPHRASE_LENGTH } from '../../preload/contract/passphrase-length.ts';

/** What is wrong with a new passphrase that was typed twice; null when nothing is. */
export function problemOfNew(typed: string, again: string): string | null {
  const { min, max } = PASSPHRASE_LENGTH;
  const { length } = [...typed];
  if (length < min) return `Use at least ${String(min)} characters. Type both again.`;
  if (length > max) return `Use at most ${String(max)} characters. Type both again.`;
  return typed === again ? null : 'The two are not the same. Type both again.';
}
