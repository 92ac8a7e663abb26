import type { JournalState } from '../../preload/contract/index.ts';

const READ_ONLY = new Set(['EROFS', 'EACCES', 'EPERM']);
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** What keeps the journal from being written, for the operator. */
export function problemWords(code: string): {
  readonly state: 'read-only' | 'cannot-write';
  readonly words: string;
} {
  if (READ_ONLY.has(code)) {
    return {
      state: 'read-only',
      words:
        'The journal is read-only: this account may not write its folder. Until it may, no portal is opened, nobody is signed in, and nothing else is done that needs a record.',
    };
  }
  const why = FULL.has(code) ? 'the disk is full' : `the system says ${code}`;
  return {
    state: 'cannot-write',
    words: `The journal cannot be written: ${why}. Until it can, no portal is opened, nobody is signed in, and nothing else is done that needs a record. Bulkhead tries again by itself.`,
  };
}

const KEYLESS: Readonly<Partial<Record<JournalState['protection'], string>>> = {
  none: 'This device offers no keystore and there is no passphrase, so records are chained and not sealed: whoever can write the files can make all of them anew.',
  locked:
    'What seals records is locked. Records are chained; the first one after unlocking seals those before it.',
};

export function noticeOf(options: {
  readonly problem: string | null;
  readonly protection: JournalState['protection'];
  readonly isOpen: boolean;
}): string | null {
  if (options.problem !== null) return problemWords(options.problem).words;
  return options.isOpen ? (KEYLESS[options.protection] ?? null) : null;
}
