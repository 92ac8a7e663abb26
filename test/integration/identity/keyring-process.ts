// Run as a process of its own by keyring.test.ts: opens the token caches of a folder, does what the
// arguments say, and writes what came of it as one line of JSON.
import { writeSync } from 'node:fs';
import * as extensions from '@azure/msal-node-extensions';
import { openTokenCaches } from '../../../main/identity/token-cache.ts';

const [folder, action, text = ''] = process.argv.slice(2);
if (folder === undefined) throw new Error('Which folder?');
const say = (what: unknown) => writeSync(1, `${JSON.stringify(what)}\n`);

/** Stays in the middle of a write for good, with the lock of the cache held. */
class HangingPlugin extends extensions.PersistenceCachePlugin {
  override async beforeCacheAccess(
    context: Parameters<extensions.PersistenceCachePlugin['beforeCacheAccess']>[0],
  ): Promise<void> {
    await super.beforeCacheAccess(context);
    say('locked');
    await new Promise((resolve) => void setTimeout(resolve, 60_000));
  }
}

/** Makes the extension's store for the cache available here, as it was made for the app. */
let persistence: extensions.IPersistence | null = null;
class SeenCreator extends extensions.PersistenceCreator {
  static override async createPersistence(
    config: extensions.IPersistenceConfiguration,
  ): Promise<extensions.IPersistence> {
    persistence = await super.createPersistence(config);
    return persistence;
  }
}

const started = performance.now();
const caches = await openTokenCaches({
  dir: folder,
  platform: 'linux',
  loadExtensions: async () => ({
    ...extensions,
    PersistenceCreator: SeenCreator,
    ...(action === 'hang' ? { PersistenceCachePlugin: HangingPlugin } : {}),
  }),
});
const store = caches.of('global');
if (action === 'damage') await openedPersistence().save(text);
if (action === 'save' || action === 'hang') await store.save(text);
const loaded = await store.load();
say({
  storage: caches.storage,
  notice: caches.notice,
  loaded,
  ms: Math.round(performance.now() - started),
});

function openedPersistence(): extensions.IPersistence {
  if (persistence === null) throw new Error('There is no keyring');
  return persistence;
}
