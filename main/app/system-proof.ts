import type { SystemPreferences } from 'electron';
import type { SystemProof } from './app-lock.ts';

/**
 * How the system itself asks who is there: Touch ID on macOS. Electron offers nothing of the kind on
 * Windows, where the session's own lock does it, and on Linux.
 */
export function systemProofOf(
  platform: NodeJS.Platform,
  preferences: Pick<SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>,
): SystemProof | null {
  if (platform !== 'darwin' || !preferences.canPromptTouchID()) return null;
  return {
    name: 'Touch ID',
    ask: () =>
      preferences.promptTouchID('unlock Bulkhead').then(
        () => true,
        () => false,
      ),
  };
}
