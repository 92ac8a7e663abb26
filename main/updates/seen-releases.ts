import { join } from 'node:path';
import { z } from 'zod';
import { type StartProblem, Version } from '../../preload/contract/index.ts';
import type { FileSystem } from '../stored-files/file-system.ts';
import { openStoredFile } from '../stored-files/stored-file.ts';
import type { Release } from './update-manifest.ts';

const Seen = z.strictObject({
  newest: z.strictObject({ version: Version, releasedAt: z.iso.datetime() }).nullable(),
  /** When was last asked, whatever came of it. */
  askedAt: z.iso.datetime().nullable(),
});
type Seen = z.infer<typeof Seen>;

/** What has to outlive a restart, so that an older release is known as one. */
export interface SeenReleases {
  readonly problem: StartProblem | null;
  newest(): Release | null;
  askedAt(): Date | null;
  /** Throws Failure `storage-failed`. */
  noteAsked(at: Date): void;
  /** Throws Failure `storage-failed`. */
  noteNewest(release: Release): void;
}

/** Opens `updates.json` in the profile folder. */
export function openSeenReleases(options: {
  readonly dir: string;
  readonly now: () => Date;
  readonly fs?: FileSystem;
}): SeenReleases {
  const { dir, now, fs } = options;
  const file = openStoredFile<Seen>({
    path: join(dir, 'updates.json'),
    what: 'updates',
    version: 1,
    schema: Seen,
    upgrades: [],
    initial: { newest: null, askedAt: null },
    now,
    ...(fs === undefined ? {} : { fs }),
  });
  return {
    problem: file.problem,
    newest: () => file.value.newest,
    askedAt: () => (file.value.askedAt === null ? null : new Date(file.value.askedAt)),
    noteAsked: (at) => file.write({ ...file.value, askedAt: at.toISOString() }),
    noteNewest: ({ version, releasedAt }) =>
      file.write({ ...file.value, newest: { version, releasedAt } }),
  };
}
