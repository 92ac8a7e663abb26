import { join } from 'node:path';
import { z } from 'zod';
import { TenantSignIn } from '../../preload/contract/identity.ts';
import type { StartProblem, TenantId } from '../../preload/contract/index.ts';
import type { FileSystem } from '../stored-files/file-system.ts';
import { openStoredFile } from '../stored-files/stored-file.ts';

/** Who acts in a tenant, and how signing in went last. No token and no other secret. */
const StoredSignIn = TenantSignIn.extend({
  /** The operator ended it: no token is fetched until they sign in again. */
  isEnded: z.boolean(),
});
export type StoredSignIn = z.infer<typeof StoredSignIn>;

const Stored = z.strictObject({ signIns: z.array(StoredSignIn).max(2000) });
type Stored = z.infer<typeof Stored>;

export interface IdentityStore {
  readonly problem: StartProblem | null;
  find(tenantId: TenantId): StoredSignIn | null;
  list(): readonly StoredSignIn[];
  /**
   * Never throws for a disk that cannot be written: then it holds for this run. Answers whether it
   * was saved.
   */
  put(signIn: StoredSignIn): boolean;
  /** Nothing of a tenant stays, neither in the file nor in its backup. Throws `storage-failed`. */
  forget(tenantId: TenantId): void;
  /** Writes what changed since; for quitting. */
  flush(): boolean;
}

/** Opens `identity.json` in the profile folder. */
export function openIdentityStore(options: {
  readonly dir: string;
  readonly now: () => Date;
  readonly fs?: FileSystem;
  /** Called when something is to be written; `flush` writes it. Left out: written at once. */
  readonly writeSoon?: () => void;
}): IdentityStore {
  const { dir, now, fs, writeSoon } = options;
  const file = openStoredFile<Stored>({
    path: join(dir, 'identity.json'),
    what: 'identity',
    version: 1,
    schema: Stored,
    upgrades: [],
    initial: { signIns: [] },
    now,
    ...(fs === undefined ? {} : { fs }),
  });
  const signIns = new Map(file.value.signIns.map((signIn) => [signIn.tenantId, signIn]));
  let isDirty = false;

  const flush = () => {
    if (!isDirty) return true;
    try {
      file.write({ signIns: [...signIns.values()] });
      isDirty = false;
      return true;
    } catch {
      return false;
    }
  };

  return {
    problem: file.problem,
    find: (tenantId) => signIns.get(tenantId) ?? null,
    list: () => [...signIns.values()],
    put(signIn) {
      signIns.set(signIn.tenantId, signIn);
      isDirty = true;
      if (writeSoon === undefined) return flush();
      writeSoon();
      return true;
    },
    forget(tenantId) {
      signIns.delete(tenantId);
      // Also when it is in the backup only.
      file.write({ signIns: [...signIns.values()] }, { erases: [tenantId] });
      isDirty = false;
    },
    flush,
  };
}
