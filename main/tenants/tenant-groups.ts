import type { GroupId, TenantGroup } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import { plainLine } from './plain-line.ts';

/** The most the contract carries. */
const MAX_GROUPS = 200;
const MAX_NAME = 60;

type RandomBytes = (size: number) => Uint8Array;

/** The groups with one more. Throws `conflict` for a name that is taken or one group too many. */
export function withGroup(
  groups: readonly TenantGroup[],
  name: string,
  random: RandomBytes,
): { readonly groups: TenantGroup[]; readonly added: TenantGroup } {
  if (groups.length >= MAX_GROUPS) {
    throw new Failure('conflict', `There are ${MAX_GROUPS} groups already. Remove one first.`);
  }
  const added = { id: newGroupId(groups, random), name: readName(groups, name, null) };
  return { groups: [...groups, added], added };
}

/** Throws `not-found`, and `conflict` for a name that is taken. */
export function withGroupRenamed(
  groups: readonly TenantGroup[],
  id: GroupId,
  name: string,
): TenantGroup[] {
  requireGroup(groups, id);
  const text = readName(groups, name, id);
  return groups.map((group) => (group.id === id ? { id, name: text } : group));
}

export function requireGroup(groups: readonly TenantGroup[], id: GroupId): void {
  if (!groups.some((group) => group.id === id)) {
    throw new Failure('not-found', 'This group is not there any more.');
  }
}

/** Finds groups by name for an import and makes those that are missing. */
export class GroupsByName {
  readonly #groups: TenantGroup[];
  readonly #byKey: Map<string, GroupId>;
  readonly #random: RandomBytes;

  constructor(groups: readonly TenantGroup[], random: RandomBytes) {
    this.#groups = [...groups];
    this.#byKey = new Map(groups.map(({ id, name }) => [keyOf(name), id]));
    this.#random = random;
  }

  get all(): TenantGroup[] {
    return [...this.#groups];
  }

  /** Null for no name, and when the most groups are there. */
  idOf(name: string | null): GroupId | null {
    const text = groupNameOf(name ?? '');
    if (text === '') return null;
    const known = this.#byKey.get(keyOf(text));
    if (known !== undefined) return known;
    if (this.#groups.length >= MAX_GROUPS) return null;
    const added = { id: newGroupId(this.#groups, this.#random), name: text };
    this.#groups.push(added);
    this.#byKey.set(keyOf(text), added.id);
    return added.id;
  }
}

/** A group's name as it is kept. */
export function groupNameOf(text: string): string {
  return plainLine(text).text.slice(0, MAX_NAME).trim();
}

/** Groups with the same key are one, however they are written. */
const keyOf = (name: string) => name.normalize('NFKC').toLowerCase();

function readName(groups: readonly TenantGroup[], name: string, except: GroupId | null): string {
  const text = groupNameOf(name);
  if (text === '') throw new Failure('invalid', 'A group needs a name that can be seen.');
  const twin = groups.find((group) => group.id !== except && keyOf(group.name) === keyOf(text));
  if (twin !== undefined) {
    throw new Failure('conflict', `There is a group called ${twin.name} already.`);
  }
  return text;
}

function newGroupId(groups: readonly TenantGroup[], random: RandomBytes): GroupId {
  for (;;) {
    const id = `g${Buffer.from(random(6)).toString('hex')}` as GroupId;
    if (!groups.some((group) => group.id === id)) return id;
  }
}
