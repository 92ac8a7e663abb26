import { type TenantChange, TenantDraft, type TenantId } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import { parseGuarded } from '../security/parse-guarded.ts';
import type { StoredTenant } from './estate-file.ts';
import { plainLine, plainText } from './plain-line.ts';
import { readInitials } from './tenant-initials.ts';
import type { Look, Lookbook, LookWish } from './tenant-look.ts';
import { wellKnownTenant } from './well-known-tenant.ts';

/** A draft with its id in lower case and its texts cleaned. */
export type CleanDraft = ReturnType<typeof readDraft>;

/** Throws a Failure `invalid` for what is no tenant. */
export function readDraft(draft: TenantDraft) {
  const parsed = parseGuarded(TenantDraft, { ...draft, id: draft.id.trim().toLowerCase() });
  if (!parsed.success) {
    throw new Failure('invalid', 'This is no tenant: look at id, name and domain.', {
      cause: parsed.error,
    });
  }
  const { initials, ...rest } = parsed.data;
  const special = wellKnownTenant(rest.id);
  if (special !== null) throw new Failure('invalid', special);
  return {
    ...rest,
    name: readName(rest.name),
    notes: plainText(rest.notes).text,
    initials: initials === undefined ? undefined : requireInitials(initials),
  };
}

export interface NewRecord {
  readonly book: Lookbook;
  readonly addedAt: Date;
  readonly generation: number;
  /**
   * Whether a look that is taken is refused with a Failure `conflict`, or replaced by a free one as
   * in an import, where nobody is asked.
   */
  readonly isStrict: boolean;
  readonly nameOf: (id: string) => string;
}

/** The record of a new tenant; its look is entered in the book. */
export function newRecord(draft: CleanDraft, options: NewRecord): StoredTenant {
  const { id, name, domain, cloud, accessPath, handOff, groupId, notes, colour, initials } = draft;
  const wish = { name, domain, groupId, colour, initials };
  const look = chooseLook(wish, options);
  options.book.add({ id, groupId, ...look });
  return {
    id,
    name,
    domain,
    cloud,
    accessPath,
    handOff,
    groupId,
    notes,
    ...look,
    addedAt: options.addedAt.toISOString(),
    lastOpenedAt: null,
    generation: options.generation,
  };
}

/** The record after what the operator changed. Whether its look is free is not looked at. */
export function changedRecord(before: StoredTenant, change: TenantChange): StoredTenant {
  const { name, domain, cloud, accessPath, handOff, groupId, notes, colour, initials } = change;
  return {
    ...before,
    name: name === undefined ? before.name : readName(name),
    domain: domain ?? before.domain,
    cloud: cloud ?? before.cloud,
    accessPath: accessPath ?? before.accessPath,
    handOff: handOff ?? before.handOff,
    groupId: groupId === undefined ? before.groupId : groupId,
    notes: notes === undefined ? before.notes : plainText(notes).text,
    colour: colour ?? before.colour,
    initials: initials === undefined ? before.initials : requireInitials(initials),
  };
}

export function lookTaken(name: string): Failure {
  return new Failure(
    'conflict',
    `${name} has this colour and these initials already. Choose another colour or other initials.`,
  );
}

function chooseLook(wish: LookWish, { book, isStrict, nameOf }: NewRecord): Look {
  const lesser = [
    { ...wish, colour: undefined },
    { ...wish, colour: undefined, initials: undefined },
  ];
  for (const attempt of isStrict ? [wish] : [wish, ...lesser]) {
    const look = book.choose(attempt);
    if (!('takenBy' in look)) return look;
    if (isStrict) throw lookTaken(nameOf(look.takenBy.id));
  }
  throw new Failure('conflict', 'All colours and initials are taken.');
}

function readName(typed: string): string {
  const { text } = plainLine(typed);
  if (text === '') throw new Failure('invalid', 'A tenant needs a name that can be seen.');
  return text;
}

function requireInitials(typed: string): string {
  const initials = readInitials(typed);
  if (initials === null) {
    throw new Failure('invalid', 'Initials are one to three letters or digits.');
  }
  return initials;
}

export function notInEstate(): Failure {
  return new Failure('not-found', 'This tenant is not in the estate any more.');
}

export function alreadyInEstate(name: string): Failure {
  return new Failure('conflict', `This tenant is in the estate already, as ${name}.`);
}

/** The record of an id. Throws `not-found`. */
export function requireRecord(tenants: readonly StoredTenant[], id: TenantId): StoredTenant {
  const record = tenants.find((tenant) => tenant.id === id);
  if (record === undefined) throw notInEstate();
  return record;
}
