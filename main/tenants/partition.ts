import { TenantId } from '../../preload/contract/index.ts';
import { parseGuarded } from '../security/parse-guarded.ts';

/**
 * The name of a tenant's browser session, and of its folder.
 *
 * Threat: the name becomes a folder below the profile. A name with `..`, a separator, another case
 * or another normalisation would leave that folder or land in another tenant's session. Electron
 * takes any text and puts every unknown one into a session of its own.
 * So a partition is made from a lower-case GUID and a whole number, or not at all. Tested in
 * test/unit/main/tenants/partition.test.ts and, on disk, in
 * test/e2e/package/t02-partition-names.spec.ts.
 */

/** What a partition is made from. A tenant forgotten and added again gets the next generation. */
export interface PartitionOwner {
  readonly id: string;
  readonly generation: number;
}

const FOLDER =
  /^tenant-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:\.[1-9][0-9]{0,5})?$/;

/**
 * The folder below `Partitions`: `tenant-<id>`, from the second generation on `tenant-<id>.<n>`.
 * Throws a TypeError for anything that is not a lower-case GUID.
 */
export function partitionFolderOf({ id, generation }: PartitionOwner): string {
  // SECURITY(partition-name): only a lower-case GUID ever names a session.
  if (!parseGuarded(TenantId, id).success) throw new TypeError('A partition needs a tenant id');
  const folder = generation === 0 ? `tenant-${id}` : `tenant-${id}.${generation}`;
  if (!isPartitionFolder(folder)) throw new TypeError('A partition needs a generation');
  return folder;
}

/** The session's name for Electron: kept on disk, see `partitionFolderOf`. */
export function partitionOf(owner: PartitionOwner): string {
  return `persist:${partitionFolderOf(owner)}`;
}

/** Whether a name of a folder is one that `partitionFolderOf` makes. */
export function isPartitionFolder(name: string): boolean {
  return FOLDER.test(name);
}
