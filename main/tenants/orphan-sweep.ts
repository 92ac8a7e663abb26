import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TenantId } from '../../preload/contract/index.ts';
import { parseGuarded } from '../security/parse-guarded.ts';
import { isPartitionFolder } from './partition.ts';
import { deleteSessionFolder } from './session-eraser.ts';

export interface OrphanSweepOptions {
  readonly partitionsDir: string;
  readonly browserProfilesDir: string;
  /** Folders of the tenants in the estate. */
  readonly ownedFolders: ReadonlySet<string>;
  readonly ownedIds: ReadonlySet<TenantId>;
}

/**
 * Deletes what forgotten tenants left behind because it was in use: session folders and managed
 * browser profiles that no tenant of the estate owns. Nothing notes a forgotten tenant, not even
 * for this. Only to be called when the estate was read without trouble, and before any session of
 * a tenant is made.
 * @returns how many folders were deleted
 */
export async function sweepOrphans(options: OrphanSweepOptions): Promise<number> {
  const sessions = (await namesIn(options.partitionsDir)).filter(
    (name) => isPartitionFolder(name) && !options.ownedFolders.has(name),
  );
  const profiles = (await namesIn(options.browserProfilesDir)).filter((name) => {
    const id = parseGuarded(TenantId, name);
    return id.success && !options.ownedIds.has(id.data);
  });
  const deleted = await Promise.all([
    ...sessions.map((name) => deleteSessionFolder(join(options.partitionsDir, name))),
    ...profiles.map((name) => deleteSessionFolder(join(options.browserProfilesDir, name))),
  ]);
  return deleted.filter(Boolean).length;
}

async function namesIn(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
