import { join } from 'node:path';
import type { Session } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import type { ManagedBrowser } from './managed-browser.ts';
import { plainLine } from './plain-line.ts';
import { deleteSessionFolder, eraseSession } from './session-eraser.ts';

export interface ForgetTenantDeps {
  readonly nameOf: (id: TenantId) => string | null;
  /** Ends the tenant's pages. */
  readonly closePages: (id: TenantId) => void;
  readonly sessionOf: (id: TenantId) => Session;
  /** Name of the session's folder below `partitionsDir`. */
  readonly folderOf: (id: TenantId) => string;
  readonly partitionsDir: string;
  readonly managedBrowser: ManagedBrowser;
  /** Crash dumps are pictures of memory, and may show the tenant. */
  readonly eraseCrashDumps: () => Promise<void>;
  /** Takes the tenant out of the registry and every other store. */
  readonly removeRecords: (id: TenantId) => void;
}

/** Ends the tenant's session in this app: pages closed, cookies, storage and caches erased. */
export async function signOutTenant(
  deps: Pick<ForgetTenantDeps, 'nameOf' | 'closePages' | 'sessionOf'>,
  tenantId: TenantId,
): Promise<void> {
  requireName(deps, tenantId);
  deps.closePages(tenantId);
  await eraseSession(deps.sessionOf(tenantId));
}

/**
 * Leaves no byte of a tenant behind. The records go last, so that a tenant that could not be
 * forgotten is still there to try again.
 *
 * Chromium keeps a session's files open until the app ends and may write to them on the way out,
 * so the folder is deleted now, and what comes back is swept at the next start (`orphan-sweep`).
 *
 * @returns whether nothing is left on disk now
 * @throws Failure `confirmation-mismatch` unless `typedName` is the tenant's name
 */
export async function forgetTenant(
  deps: ForgetTenantDeps,
  tenantId: TenantId,
  typedName: string,
): Promise<{ readonly isErased: boolean }> {
  const name = requireName(deps, tenantId);
  // SECURITY(forget-confirmed): the name is compared here, not in the page that asks for it.
  if (plainLine(typedName).text !== plainLine(name).text) {
    throw new Failure('confirmation-mismatch', 'The name you typed is not this tenant’s name.');
  }
  const folder = deps.folderOf(tenantId);
  deps.closePages(tenantId);
  await eraseSession(deps.sessionOf(tenantId));
  const isFolderGone = await deleteSessionFolder(join(deps.partitionsDir, folder));
  const isBrowserGone = await deps.managedBrowser.forget(tenantId);
  await deps.eraseCrashDumps();
  deps.removeRecords(tenantId);
  return { isErased: isFolderGone && isBrowserGone };
}

function requireName(deps: Pick<ForgetTenantDeps, 'nameOf'>, tenantId: TenantId): string {
  const name = deps.nameOf(tenantId);
  if (name === null) throw new Failure('not-found', 'This tenant is not in the estate any more.');
  return name;
}
