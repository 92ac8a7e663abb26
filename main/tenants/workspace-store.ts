import { join } from 'node:path';
import { z } from 'zod';
import { PortalId, type StartProblem, TenantId } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import type { FileSystem } from '../stored-files/file-system.ts';
import { openStoredFile } from '../stored-files/stored-file.ts';
import type { KeptWorkspace } from './compartments.ts';
import { withoutPagesOf } from './kept-pages.ts';
import { withoutSignInSecrets } from './url-secrets.ts';

const KeptView = z.strictObject({
  portalId: PortalId,
  /** Kept without sign-in secrets. */
  url: z.string().max(8192).startsWith('https://'),
  zoomPercent: z.number().int().min(25).max(500),
});

const StoredWorkspace = z.strictObject({
  selectedTenantId: TenantId.nullable(),
  compartments: z
    .array(
      z.strictObject({
        tenantId: TenantId,
        views: z.array(KeptView).max(40),
        activeIndex: z.number().int().nonnegative(),
      }),
    )
    .max(2000),
});
type StoredWorkspace = z.infer<typeof StoredWorkspace>;

const EMPTY: StoredWorkspace = { selectedTenantId: null, compartments: [] };

/** The pages that were open, for the next start. */
export interface WorkspaceStore {
  readonly value: KeptWorkspace;
  readonly problem: StartProblem | null;
  /**
   * Never throws for a disk that cannot be written: the pages that are open matter more than the
   * list of them. Answers whether it was saved.
   */
  save(workspace: KeptWorkspace): boolean;
  /** Nothing of a tenant stays, neither in the file nor in its backup. Throws `storage-failed`. */
  forget(tenantId: TenantId): void;
}

/** Opens `workspace.json` in the profile folder. */
export function openWorkspaceStore(options: {
  readonly dir: string;
  readonly now: () => Date;
  readonly fs?: FileSystem;
}): WorkspaceStore {
  const { dir, now, fs } = options;
  const file = openStoredFile<StoredWorkspace>({
    path: join(dir, 'workspace.json'),
    what: 'workspace',
    version: 1,
    schema: StoredWorkspace,
    upgrades: [],
    initial: EMPTY,
    now,
    ...(fs === undefined ? {} : { fs }),
  });
  let last = JSON.stringify(file.value);

  return {
    value: file.value,
    problem: file.problem,
    save(workspace) {
      const next = withoutSecrets(workspace);
      const text = JSON.stringify(next);
      if (text === last) return true;
      try {
        file.write(next);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return false;
      }
      last = text;
      return true;
    },
    forget(tenantId) {
      const next = withoutTenant(file.value, tenantId);
      file.write(next, { erases: [tenantId] });
      last = JSON.stringify(next);
    },
  };
}

function withoutTenant(workspace: StoredWorkspace, tenantId: TenantId): StoredWorkspace {
  const { selectedTenantId, compartments } = workspace;
  return {
    selectedTenantId: selectedTenantId === tenantId ? null : selectedTenantId,
    compartments: withoutPagesOf(compartments, tenantId),
  };
}

function withoutSecrets({ selectedTenantId, compartments }: KeptWorkspace): StoredWorkspace {
  return {
    selectedTenantId,
    compartments: compartments.map(({ tenantId, views, activeIndex }) => ({
      tenantId,
      activeIndex,
      views: views.flatMap(({ portalId, url, zoomPercent }) => {
        const safe = withoutSignInSecrets(url);
        return safe === null ? [] : [{ portalId, url: safe, zoomPercent }];
      }),
    })),
  };
}
