import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../preload/contract/default-settings.ts';
import { Settings, type SettingsChange, type StartProblem } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import type { FileSystem } from '../stored-files/file-system.ts';
import { openStoredFile } from '../stored-files/stored-file.ts';

/** What the operator chose, with what an administrator decided on top. */
export interface SettingsStore {
  readonly problem: StartProblem | null;
  get(): Settings;
  /** Throws `conflict` for a setting that is managed, `storage-failed` when it cannot be saved. */
  change(change: SettingsChange): Settings;
}

/**
 * Opens `settings.json` in the profile folder.
 * @param managed the administrator's settings; they win and are never written to the file
 */
export function openSettingsStore(options: {
  readonly dir: string;
  readonly managed: SettingsChange;
  readonly now: () => Date;
  readonly fs?: FileSystem;
}): SettingsStore {
  const { dir, now, fs } = options;
  const managed = withoutUndefined(options.managed);
  const file = openStoredFile<Settings>({
    path: join(dir, 'settings.json'),
    what: 'settings',
    version: 4,
    schema: Settings,
    // 2: client ids came. 3: the lock came. 4: what it does with pages.
    upgrades: [
      (first) => ({ ...(first as object), clientIds: {} }),
      (second) => ({ ...(second as object), lockAfterMinutes: 15, locksWithSession: true }),
      (third) => ({ ...(third as object), endsPagesWhenLocked: false }),
    ],
    initial: DEFAULT_SETTINGS,
    now,
    ...(fs === undefined ? {} : { fs }),
  });
  const get = (): Settings => ({ ...file.value, ...managed });

  return {
    problem: file.problem,
    get,
    change(change) {
      const wanted = withoutUndefined(change);
      if (Object.keys(wanted).some((key) => key in managed)) {
        throw new Failure('conflict', 'Your administrator decides this setting.');
      }
      file.write({ ...file.value, ...wanted });
      return get();
    },
  };
}

/** Optional fields that are there without a value must not hide what they would replace. */
function withoutUndefined(change: SettingsChange): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
