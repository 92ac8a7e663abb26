import { rm } from 'node:fs/promises';
import type { Session } from 'electron';

/**
 * Threat: clearing by origin or by type leaves cookies, credentials, sockets or caches behind that
 * sign the operator in again, or that another person finds.
 * So every store Chromium keeps for a session is cleared, in an order in which nothing that is
 * still open writes back what was just erased. None of it needs the network.
 * Tested in test/e2e/package/t03-forget-tenant.spec.ts.
 */
export async function eraseSession(session: Session): Promise<void> {
  // SECURITY(erase-session): open connections and credentials in memory go first.
  await session.closeAllConnections();
  await session.clearAuthCache();
  await session.clearStorageData();
  await session.clearData();
  await session.clearCache();
  await session.clearCodeCaches({});
  await session.clearHostResolverCache();
  // Older Electron has no call of its own for it; there clearData takes it along.
  if (typeof session.clearSharedDictionaryCache === 'function') {
    await session.clearSharedDictionaryCache();
  }
  await session.cookies.flushStore();
  session.flushStorageData();
}

/**
 * Deletes a session's folder. Clearing tells Chromium to forget; its databases keep the bytes
 * until they compact. Answers false when files were in use (Windows) and remain.
 */
export async function deleteSessionFolder(folderPath: string): Promise<boolean> {
  try {
    await rm(folderPath, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
    return true;
  } catch {
    // In use: nobody owns it any more, so it is swept at the next start.
    return false;
  }
}
