import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Only root writes a policy that counts. Whoever is not root has no tests of what a policy allows,
 * just those of what is refused.
 */
export const CAN_WRITE_POLICY = process.getuid?.() === 0;

/** A policy as an administrator writes it. */
export interface ManagedPolicy {
  /** A file called `policy.json` in a folder of its own. */
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** @param owner of the file; left out: whoever runs the tests */
export async function writePolicy(policy: object, owner?: number): Promise<ManagedPolicy> {
  // Below /tmp, whose sticky bit keeps others from putting another file in its place.
  const dir = await mkdtemp('/tmp/bulkhead-policy-');
  await chmod(dir, 0o755);
  const path = join(dir, 'policy.json');
  await writeFile(path, JSON.stringify(policy), { mode: 0o644 });
  if (owner !== undefined) await chown(path, owner, -1);
  return {
    path,
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
