import type { StartProblem } from '../../preload/contract/index.ts';

/** The stores that are kept in files. */
export type StoredWhat = Exclude<StartProblem['what'], 'policy'>;

export type Fallback = 'backup' | 'initial';

const SUBJECT: Record<StoredWhat, string> = {
  tenants: 'The list of tenants',
  settings: 'The file with the settings',
  workspace: 'The list of open pages',
  identity: 'The list of who signs in where',
  views: 'The list of saved device views',
  updates: 'The note of the newest version that was offered',
};

const INITIAL: Record<StoredWhat, string> = {
  tenants: 'an empty list',
  settings: 'the default settings',
  workspace: 'no open pages',
  identity: 'nobody signed in',
  views: 'no saved views',
  updates: 'no version as the newest',
};

const goesOnWith = (what: StoredWhat, fallback: Fallback) =>
  fallback === 'backup'
    ? 'Bulkhead goes on with the copy from before the last change.'
    : `There is no earlier copy that can be used. Bulkhead starts with ${INITIAL[what]}.`;

/** `reason` completes the sentence; `keptAs` is null when the file could not be moved. */
export function damagedProblem(
  what: StoredWhat,
  fileName: string,
  reason: string,
  fallback: Fallback,
  keptAs: string | null,
): StartProblem {
  const kept =
    keptAs === null
      ? `The file could not be moved out of the way, so changes are not saved. Move ${fileName} in the profile folder elsewhere, then start Bulkhead again.`
      : `The damaged file is kept as ${keptAs}.`;
  return problem(what, 'damaged', keptAs ?? fileName, [
    `${SUBJECT[what]} is damaged: ${reason}.`,
    goesOnWith(what, fallback),
    kept,
  ]);
}

/** The file is gone, and its backup was there. */
export function missingProblem(what: StoredWhat): StartProblem {
  return problem(what, 'damaged', null, [
    `${SUBJECT[what]} is missing.`,
    goesOnWith(what, 'backup'),
    'Look at it once: the last change may be lost.',
  ]);
}

export function newerProblem(
  what: StoredWhat,
  fileName: string,
  versions: { readonly found: number; readonly known: number },
  fallback: Fallback,
  keptAs: string | null,
): StartProblem {
  const kept =
    keptAs === null
      ? `${fileName} is left as it is, so changes are not saved. Use the newer version.`
      : `The file is kept unchanged as ${keptAs}. To use it again: close Bulkhead, rename it to ${fileName}, start the newer version.`;
  return problem(what, 'newer-version', keptAs ?? fileName, [
    `${SUBJECT[what]} was saved by a newer version of Bulkhead (format ${versions.found}; this version reads up to ${versions.known}).`,
    goesOnWith(what, fallback),
    kept,
  ]);
}

export function unreadableProblem(
  what: StoredWhat,
  fileName: string,
  code: string,
  fallback: Fallback,
): StartProblem {
  return problem(what, 'unreadable', fileName, [
    `${SUBJECT[what]} cannot be read (${code}).`,
    goesOnWith(what, fallback),
    `Nothing is saved until it can be read, so that nothing in it is lost. Give your account access to ${fileName} in the profile folder, then start Bulkhead again.`,
  ]);
}

function problem(
  what: StoredWhat,
  state: StartProblem['state'],
  keptAs: string | null,
  sentences: readonly string[],
): StartProblem {
  return {
    what,
    state,
    keptAs: keptAs?.slice(0, 255) ?? null,
    message: sentences.join(' ').slice(0, 500),
  };
}
