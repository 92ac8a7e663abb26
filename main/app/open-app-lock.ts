import { performance } from 'node:perf_hooks';
import type { Settings } from '../../preload/contract/index.ts';
import { realFileSystem } from '../stored-files/file-system.ts';
import { type AppLock, createAppLock, type LockListeners, type SystemProof } from './app-lock.ts';
import { type PowerMonitor, watchIdle } from './idle-watch.ts';
import { createLockPassphrase } from './lock-passphrase.ts';
import { openLockMarker } from './lock-marker.ts';
import { openPassphraseFile } from './passphrase-file.ts';

export interface OpenAppLockOptions extends LockListeners {
  readonly dir: string;
  readonly platform: NodeJS.Platform;
  readonly power: PowerMonitor;
  /** See `watchIdle`. */
  readonly tellsIdleTime: boolean;
  readonly system: () => SystemProof | null;
  readonly requiresPassphrase: boolean;
  readonly settings: () => Pick<Settings, 'lockAfterMinutes' | 'locksWithSession'>;
  readonly random: (size: number) => Uint8Array;
  readonly now: () => Date;
  readonly onFault: (error: unknown) => void;
}

/** The lock with its files in the profile folder, and what makes it lock by itself. */
export function openAppLock(
  options: OpenAppLockOptions,
): AppLock & { readonly touched: () => void; readonly stop: () => void } {
  const { dir, settings, now } = options;
  const files = { dir, fs: realFileSystem, now };
  const lock = createAppLock({
    passphrase: createLockPassphrase({
      storage: openPassphraseFile(files),
      own: openPassphraseFile({ ...files, name: 'lock.passphrase' }),
      random: options.random,
    }),
    system: options.system,
    // Windows asks for a credential whenever a session is unlocked. macOS may be set not to, and
    // Linux does not tell.
    trustsSession: options.platform === 'win32',
    requiresPassphrase: options.requiresPassphrase,
    marker: openLockMarker(dir, realFileSystem, options.onFault),
    now,
    onLocked: options.onLocked,
    onUnlocked: (how) => {
      idle.begin();
      options.onUnlocked(how);
    },
    onChanged: options.onChanged,
  });
  const idle = watchIdle({
    power: options.power,
    tellsIdleTime: options.tellsIdleTime,
    lockAfterMinutes: () => settings().lockAfterMinutes,
    locksWithSession: () => settings().locksWithSession,
    lock: lock.lock,
    sessionUnlocked: lock.sessionUnlocked,
    ticks: () => performance.now(),
  });
  return { ...lock, touched: idle.begin, stop: idle.stop };
}
