import { dirname, join } from 'node:path';
import { type MirroredStore, openMirroredStore } from '../../store/mirrored-store.ts';
import { createOnboardingRows } from './create-rows.ts';
import { ONBOARDING_MIGRATIONS } from './migrations.ts';
import type { OnboardingRows } from './rows.ts';

export type OnboardingStore = MirroredStore<OnboardingRows>;

export interface OpenOnboardingStoreOptions {
  /** Of the estate's database, beside which it lies; null keeps everything in memory. */
  readonly estatePath: string | null;
  readonly key: Uint8Array | null;
  readonly nativeBinding: string | null;
  readonly appVersion: string;
  readonly now: () => Date;
}

const MIB = 1024 * 1024;

/** Opens the store of runs: `onboarding.db` and `onboarding-copy.db`. */
export function openOnboardingStore({
  estatePath,
  ...rest
}: OpenOnboardingStoreOptions): OnboardingStore {
  const folder = estatePath === null ? null : dirname(estatePath);
  return openMirroredStore({
    ...rest,
    paths:
      folder === null
        ? null
        : { first: join(folder, 'onboarding.db'), copy: join(folder, 'onboarding-copy.db') },
    migrations: ONBOARDING_MIGRATIONS,
    rowsOf: createOnboardingRows,
    what: 'Onboarding',
    // A change is small but for evidence; what is kept must be forgettable on a full disk.
    ballastBytes: 4 * MIB,
    minFreeBytes: 24 * MIB,
  });
}
