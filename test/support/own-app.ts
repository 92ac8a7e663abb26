import type { Cloud } from '../cloud/start-cloud.ts';
import { Bulkhead, type StartOptions } from './bulkhead.ts';
import { makeProfileDir, removeProfileDir } from './electron.ts';

/** A Bulkhead that the tests of one file share, because they do not get in each other's way. */
export interface OwnApp {
  readonly bulkhead: Bulkhead;
  readonly profileDir: string;
  /** Ends it and removes its profile. */
  readonly close: () => Promise<void>;
}

/** For `beforeAll`, where the fixtures of a single test are not at hand. */
export async function startOwnApp(
  cloud: Cloud,
  options: Partial<Omit<StartOptions, 'cloud' | 'profileDir'>> = {},
): Promise<OwnApp> {
  const profileDir = await makeProfileDir();
  const bulkhead = await Bulkhead.start({ cloud, profileDir, ...options });
  return {
    bulkhead,
    profileDir,
    async close() {
      await bulkhead.close();
      await removeProfileDir(profileDir);
    },
  };
}
