import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A copy of the plain app that the account Electron runs as can read: one window, Electron's
 * default session, nothing of Bulkhead's.
 */
export async function copyPlainApp(): Promise<{
  readonly appDir: string;
  readonly remove: () => Promise<void>;
}> {
  const appDir = await mkdtemp(join(tmpdir(), 'plain-app-'));
  await chmod(appDir, 0o755);
  await cp(join(import.meta.dirname, 'plain-app'), appDir, { recursive: true });
  return { appDir, remove: () => rm(appDir, { recursive: true }) };
}
