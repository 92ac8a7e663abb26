import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as Msal from '@azure/msal-node-extensions';
import type { Cloud } from '../../preload/contract/tenants.ts';
import { isTokenCacheText } from './token-cache-text.ts';

/**
 * Where tokens are kept between starts.
 *
 * Threat: a refresh token in a file is an operator's access for months, for whoever copies the file.
 * The platform's keystores (DPAPI, Keychain, Secret Service) keep it from other users and from a
 * stolen disk, not from another program of the same user. Microsoft's extension reaches all three,
 * but falls apart when its native part is missing, waits 50 seconds for a lock whose owner was
 * killed, and hands on whatever the keystore returns.
 * So it is loaded on demand and tried out before it is used; without a keystore tokens stay in memory
 * and the operator is told; never in a plain file. A lock left behind is taken away at start, and
 * what cannot be read is a sign-in prompt.
 * Tested in test/unit/main/identity/token-cache.test.ts and test/integration/identity/keyring.test.ts.
 */

/** The tokens of one cloud, as the sign-in library's text. */
export interface TokenStore {
  /** Null when nothing is kept, or nothing that can be used. Never throws. */
  load(): Promise<string | null>;
  /** Never throws: what cannot be kept stays in memory, and a notice says so. */
  save(text: string): Promise<void>;
  /** What was loaded cannot be used after all: the operator is told. */
  reject(): void;
}

export interface TokenCaches {
  readonly storage: 'keystore' | 'memory';
  /** Why `memory`, or what was lost, in plain words; null when all is well. */
  readonly notice: string | null;
  of(cloud: Cloud): TokenStore;
}

type Extensions = Pick<
  typeof Msal,
  'PersistenceCreator' | 'PersistenceCachePlugin' | 'DataProtectionScope'
>;

export interface TokenCachesOptions {
  /** Profile folder; the caller holds the single-instance lock of it. */
  readonly dir: string;
  readonly platform: NodeJS.Platform;
  /** Told when the notice changes after the start. */
  readonly onNotice?: (notice: string) => void;
  /** Microsoft's extension; fails where its native part does not load. */
  readonly loadExtensions?: () => Promise<Extensions>;
  /** A locked keyring may ask its owner: the start does not wait for that. Milliseconds. */
  readonly deadlineMs?: number;
}

const KEPT_NOWHERE = 'Sign-ins are kept in memory only and end when Bulkhead quits.';
const DAMAGED = 'The stored sign-ins could not be read and are not used. Sign in again.';
const NOT_SAVED =
  'Sign-ins could not be saved in the keystore of the system and end when Bulkhead quits.';

/** Every wait for the lock together: a second Bulkhead on this profile is not possible. */
const LOCK = { retryNumber: 15, retryDelay: 100 } as const;

/** Opens the keystore, or says why tokens stay in memory. Never throws. */
export async function openTokenCaches(options: TokenCachesOptions): Promise<TokenCaches> {
  const { dir, platform, onNotice, deadlineMs = 4_000 } = options;
  const loadExtensions = options.loadExtensions ?? (() => import('@azure/msal-node-extensions'));
  const folder = join(dir, 'identity');
  let notice: string | null = null;
  const warn = (text: string) => {
    notice = text;
    onNotice?.(text);
  };

  let extensions: Extensions | null = null;
  const tryOut = async (): Promise<string | null> => {
    try {
      extensions = await loadExtensions();
    } catch {
      return 'The part that reaches the system’s keystore could not be loaded.';
    }
    try {
      await persistenceOf(extensions, folder, 'global');
      return null;
    } catch {
      return platform === 'linux'
        ? 'There is no keyring (Secret Service), or it refused.'
        : 'The keystore of the system cannot be used.';
    }
  };
  const tooLate = sleep(deadlineMs, 'The keystore of the system did not answer in time.', {
    ref: false,
  });
  const problem = await Promise.race([tryOut(), tooLate]);

  if (problem !== null || extensions === null) {
    notice = `${problem ?? ''} ${KEPT_NOWHERE}`.trim();
    return { storage: 'memory', notice, of: () => FORGETFUL };
  }
  const usable: Extensions = extensions;
  const stores = new Map<Cloud, TokenStore>();
  return {
    storage: 'keystore',
    get notice() {
      return notice;
    },
    of(cloud) {
      let store = stores.get(cloud);
      if (store === undefined) {
        store = createStore(usable, folder, cloud, warn);
        stores.set(cloud, store);
      }
      return store;
    },
  };
}

const FORGETFUL: TokenStore = {
  load: async () => null,
  save: async () => undefined,
  reject: () => undefined,
};

const pathOf = (folder: string, cloud: Cloud) => join(folder, `${cloud}.cache`);

/** Creates and tries out: the extension writes, reads and deletes a sample before it answers. */
function persistenceOf(
  { PersistenceCreator, DataProtectionScope }: Extensions,
  folder: string,
  cloud: Cloud,
): Promise<Msal.IPersistence> {
  return PersistenceCreator.createPersistence({
    cachePath: pathOf(folder, cloud),
    // Ignored by the extension, which always takes the current user; yet it has to be there.
    dataProtectionScope: DataProtectionScope.CurrentUser,
    serviceName: 'Bulkhead',
    // Two profiles of one user share a keystore.
    accountName: `${cloud} ${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`,
    // SECURITY(token-keystore): tokens are in the system's keystore or in no place at all.
    usePlaintextFileOnLinux: false,
  });
}

function createStore(
  extensions: Extensions,
  folder: string,
  cloud: Cloud,
  warn: (notice: string) => void,
): TokenStore {
  // A process that was killed leaves its lock; this one is the only one of the profile.
  rmSync(`${pathOf(folder, cloud)}.lockfile`, { force: true });
  let opened: Promise<InstanceType<Extensions['PersistenceCachePlugin']>> | null = null;
  let isAskedFor = false;
  const open = () => {
    opened ??= persistenceOf(extensions, folder, cloud).then((persistence) => {
      const guardedOne = guarded(persistence, warn, () => isAskedFor);
      return new extensions.PersistenceCachePlugin(guardedOne, LOCK);
    });
    return opened;
  };

  /** One access of the extension's plug-in, which locks, reads, writes and unlocks. */
  const access = async (next: string | null): Promise<string | null> => {
    const plugin = await open();
    isAskedFor = next === null;
    let read: string | null = null;
    const context = {
      hasChanged: next !== null,
      cacheHasChanged: next !== null,
      cache: EMPTY_CACHE,
      tokenCache: {
        deserialize: (text: string) => {
          read = text;
        },
        serialize: () => next ?? '',
      },
    };
    await plugin.beforeCacheAccess(context);
    await plugin.afterCacheAccess(context);
    return read;
  };

  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: the plug-in has one lock for all its accesses. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };

  return {
    load: () =>
      alone(() => access(null)).catch(() => {
        warn(DAMAGED);
        return null;
      }),
    save: (text) =>
      alone(async () => {
        await access(text);
      }).catch(() => warn(NOT_SAVED)),
    reject: () => warn(DAMAGED),
  };
}

const EMPTY_CACHE = { deserialize: () => undefined, serialize: () => '' };

/**
 * What the keystore returns is checked before anything believes it. It is read when that is asked
 * for: the extension would read it before each writing, lest another program wrote meanwhile, and
 * here there is no other. libsecret 0.20 also loses the memory of what it reads: a hundred readings of
 * 170,000 bytes took 17 MB, a hundred writings nothing.
 */
function guarded(
  persistence: Msal.IPersistence,
  warn: (notice: string) => void,
  isAskedFor: () => boolean,
): Msal.IPersistence {
  return {
    load: async () => {
      let text: string | null;
      try {
        text = await persistence.load();
      } catch {
        warn(DAMAGED);
        return null;
      }
      if (text === null || text === '') return null;
      if (isTokenCacheText(text)) return text;
      warn(DAMAGED);
      return null;
    },
    save: (text) => persistence.save(text),
    delete: () => persistence.delete(),
    reloadNecessary: async () => isAskedFor(),
    getFilePath: () => persistence.getFilePath(),
    getLogger: () => persistence.getLogger(),
    verifyPersistence: () => persistence.verifyPersistence(),
    createForPersistenceValidation: () => persistence.createForPersistenceValidation(),
  };
}
