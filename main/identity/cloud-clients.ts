import type { Identity } from '../../preload/contract/identity.ts';
import type { Cloud } from '../../preload/contract/tenants.ts';
import { authorityOf } from './authority.ts';
import type { Fetch } from './bounded-request.ts';
import type { CloudClient, CloudClientOptions } from './cloud-client.ts';
import { loadNativeBroker } from './native-broker.ts';
import type { TokenCaches } from './token-cache.ts';

export interface CloudClientsOptions {
  readonly fetch: Fetch;
  readonly platform: NodeJS.Platform;
  /** The app registration of a cloud; null when none is known. May change while running. */
  readonly clientIdOf: (cloud: Cloud) => string | null;
  /** Asked once, when a client is first needed; must not fail. */
  readonly openCaches: () => Promise<TokenCaches>;
  /** Native handle of the window that the system's own sign-in belongs to. */
  readonly windowHandle?: (() => Buffer) | undefined;
}

/** One client per cloud and app registration: tokens of clouds are never in the same hands. */
export interface CloudClients {
  /** Null when no app registration is known for the cloud. */
  of(cloud: Cloud): Promise<CloudClient | null>;
  /** Where tokens are kept, as far as it is known by now. */
  storage(): Pick<Identity, 'storage' | 'storageNotice'>;
  flush(): Promise<void>;
  /** Lets go of tokens that are kept in the keystore; the next request reads them from there again. */
  letGo(): Promise<void>;
}

export function createCloudClients(options: CloudClientsOptions): CloudClients {
  const { fetch, platform, clientIdOf, openCaches, windowHandle } = options;
  const clients = new Map<Cloud, { clientId: string; client: Promise<CloudClient> }>();
  let opening: Promise<TokenCaches> | null = null;
  let caches: TokenCaches | null = null;
  const openOnce = () => {
    opening ??= openCaches().then((opened) => (caches = opened));
    return opening;
  };

  const open = async (cloud: Cloud, clientId: string): Promise<CloudClient> => {
    // The library takes a tenth of a second to load, and an app without sign-in never needs it.
    const [{ openCloudClient }, { of }, nativeBroker] = await Promise.all([
      import('./cloud-client.ts'),
      openOnce(),
      loadNativeBroker(platform),
    ]);
    const client: CloudClientOptions = {
      authority: authorityOf(cloud),
      clientId,
      store: of(cloud),
      fetch,
      nativeBroker,
      ...(windowHandle === undefined ? {} : { windowHandle }),
    };
    return openCloudClient(client);
  };

  return {
    async of(cloud) {
      const clientId = clientIdOf(cloud);
      if (clientId === null) return null;
      const known = clients.get(cloud);
      if (known?.clientId === clientId) return known.client;
      // Two that write to one store would undo each other.
      await (await known?.client)?.flush();
      const client = open(cloud, clientId);
      clients.set(cloud, { clientId, client });
      return client;
    },
    storage: () =>
      caches === null
        ? { storage: 'memory', storageNotice: null }
        : { storage: caches.storage, storageNotice: caches.notice?.slice(0, 300) ?? null },
    async letGo() {
      // In memory alone they would be lost, and the operator signed out of everything.
      if (caches?.storage !== 'keystore') return;
      const held = [...clients.values()];
      await Promise.all(held.map(async ({ client }) => (await client).flush()));
      // SECURITY(lock-tokens): nothing holds them any more.
      for (const [cloud, one] of clients) if (held.includes(one)) clients.delete(cloud);
    },
    async flush() {
      await Promise.all([...clients.values()].map(async ({ client }) => (await client).flush()));
    },
  };
}
