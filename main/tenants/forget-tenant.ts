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
  /** Drops the tokens of the tenant. */
  readonly endServices: (id: TenantId) => Promise<void>;
  /** Erases tokens and what was collected; false when some of it is erased at the next start. */
  readonly forgetInServices: (id: TenantId) => Promise<boolean>;
  /** Takes the tenant out of the list of open pages. May throw `storage-failed`. */
  readonly removeFromWorkspace: (id: TenantId) => void;
  /** Takes the tenant out of saved views of devices. May throw `storage-failed`. */
  readonly removeFromViews: (id: TenantId) => void;
  /** Takes the tenant out of the estate. May throw `storage-failed`. */
  readonly removeFromEstate: (id: TenantId) => void;
  /** Tells the operator something of importance. */
  readonly inform: (message: string) => void;
}

/** Ends the tenant's session in this app: pages closed, cookies, storage and caches erased. */
export async function signOutTenant(
  deps: Pick<ForgetTenantDeps, 'nameOf' | 'closePages' | 'sessionOf' | 'endServices'>,
  tenantId: TenantId,
): Promise<void> {
  requireName(deps, tenantId);
  deps.closePages(tenantId);
  await Promise.all([eraseSession(deps.sessionOf(tenantId)), deps.endServices(tenantId)]);
}

/**
 * Leaves no byte of a tenant behind. The records go last, so that a tenant that could not be
 * forgotten is still there to try again; a file of records that cannot be written keeps no other from
 * being erased.
 *
 * Chromium keeps a session's files open until the app ends and may write to them on the way out,
 * so the folder is deleted now, and what comes back is swept at the next start (`orphan-sweep`).
 *
 * @returns whether nothing is left on disk now
 * @throws Failure `confirmation-mismatch` unless `typedName` is the tenant's name;
 *   `storage-failed` when all is erased but the tenant's entry in the estate
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
  const isDataGone = await deps.forgetInServices(tenantId);
  removeRecords(deps, tenantId);
  return { isErased: isFolderGone && isBrowserGone && isDataGone };
}

function removeRecords(
  deps: Pick<
    ForgetTenantDeps,
    'removeFromWorkspace' | 'removeFromViews' | 'removeFromEstate' | 'inform'
  >,
  tenantId: TenantId,
): void {
  const tryTo = (remove: (id: TenantId) => void, what: string, fileName: string) => {
    try {
      remove(tenantId);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      deps.inform(
        `${what} of the tenant. Quit Bulkhead, then delete every file of its profile folder whose name begins with ${fileName}.`,
      );
    }
  };
  tryTo(
    deps.removeFromWorkspace,
    'The list of open pages could not be written and may still hold addresses',
    'workspace.json',
  );
  tryTo(
    deps.removeFromViews,
    'The saved views of devices could not be written and may still hold the ID',
    'views.json',
  );
  try {
    deps.removeFromEstate(tenantId);
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'storage-failed')) throw error;
    throw new Failure(
      'storage-failed',
      'The tenant’s session and files are erased, but it is still in the list of tenants, because tenants.json could not be written. Free some space or give your account write access to the profile folder, then forget the tenant once more.',
      { cause: error },
    );
  }
}

function requireName(deps: Pick<ForgetTenantDeps, 'nameOf'>, tenantId: TenantId): string {
  const name = deps.nameOf(tenantId);
  if (name === null) throw new Failure('not-found', 'This tenant is not in the estate any more.');
  return name;
}
