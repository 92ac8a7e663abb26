import { describe, expect, it } from 'vitest';
import { createCloudClients } from '../../../../main/identity/cloud-clients.ts';
import type { TokenCaches } from '../../../../main/identity/token-cache.ts';

const CLIENT = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201';

async function clientsOn(storage: TokenCaches['storage']) {
  let loads = 0;
  const clients = createCloudClients({
    fetch: () => Promise.reject(new Error('no network')),
    platform: 'linux',
    clientIdOf: () => CLIENT,
    openCaches: async () => ({
      storage,
      notice: null,
      of: () => ({
        load: async () => {
          loads += 1;
          return null;
        },
        save: async () => undefined,
        reject: () => undefined,
      }),
    }),
  });
  const first = await clients.of('global');
  await first?.accounts();
  return { clients, first, loads: () => loads };
}

describe('createCloudClients', () => {
  it('lets go of what the keystore has, and reads it from there again', async () => {
    const { clients, first, loads } = await clientsOn('keystore');
    const before = loads();

    await clients.letGo();

    const next = await clients.of('global');
    expect(next).not.toBe(first);
    await next?.accounts();
    expect(loads()).toBe(before + 1);
  });

  it('keeps what is nowhere else', async () => {
    const { clients, first } = await clientsOn('memory');

    await clients.letGo();

    expect(await clients.of('global')).toBe(first);
  });
});
