import * as extensions from '@azure/msal-node-extensions';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorityOf } from '../../../../main/identity/authority.ts';
import { openCloudClient } from '../../../../main/identity/cloud-client.ts';
import { openTokenCaches } from '../../../../main/identity/token-cache.ts';
import { isTokenCacheText, withoutTenant } from '../../../../main/identity/token-cache-text.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bulkhead-cache-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('token caches', () => {
  it('are in memory when the native part does not load', async () => {
    const caches = await openTokenCaches({
      dir,
      platform: 'win32',
      loadExtensions: () => Promise.reject(new Error("Cannot find module 'keytar.node'")),
    });
    await caches.of('global').save('{"secret":1}');

    expect(caches.storage).toBe('memory');
    expect(caches.notice).toMatch(/could not be loaded.*memory only/);
    expect(await caches.of('global').load()).toBeNull();
    expect(existsSync(join(dir, 'identity'))).toBe(false);
  });

  it('are in memory when the keystore waits for something', async () => {
    const caches = await openTokenCaches({
      dir,
      platform: 'linux',
      deadlineMs: 50,
      loadExtensions: () => new Promise(() => undefined),
    });

    expect(caches.storage).toBe('memory');
    expect(caches.notice).toContain('did not answer in time');
  });

  it('never ask for a plain file', async () => {
    const asked: unknown[] = [];
    class Creator extends extensions.PersistenceCreator {
      static override async createPersistence(
        config: extensions.IPersistenceConfiguration,
      ): Promise<extensions.IPersistence> {
        asked.push(config.usePlaintextFileOnLinux);
        throw new Error('refused');
      }
    }
    const caches = await openTokenCaches({
      dir,
      platform: 'linux',
      loadExtensions: async () => ({ ...extensions, PersistenceCreator: Creator }),
    });

    expect(asked).toEqual([false]);
    expect(caches.notice).toContain('no keyring');
  });

  it('stay usable while another process holds the lock: nothing is lost but the keeping', async () => {
    const notices: string[] = [];
    const caches = await openTokenCaches({
      dir,
      platform: 'linux',
      onNotice: (notice) => notices.push(notice),
      loadExtensions: async () => ({ ...extensions, PersistenceCreator: PlainFileCreator }),
    });
    const store = caches.of('global');
    mkdirSync(join(dir, 'identity'), { recursive: true });
    writeFileSync(join(dir, 'identity', 'global.cache.lockfile'), '1');

    await store.save('{}');

    expect(notices.join()).toContain('could not be saved');
  });
});

describe('a token cache that is written again and again', () => {
  it('is read when that is asked for, and not before each writing', async () => {
    let reads = 0;
    class CountingCreator extends PlainFileCreator {
      static override async createPersistence(
        config: extensions.IPersistenceConfiguration,
      ): Promise<extensions.IPersistence> {
        const persistence = await PlainFileCreator.createPersistence(config);
        const load = persistence.load.bind(persistence);
        persistence.load = () => {
          reads += 1;
          return load();
        };
        return persistence;
      }
    }
    const caches = await openTokenCaches({
      dir,
      platform: 'linux',
      loadExtensions: async () => ({ ...extensions, PersistenceCreator: CountingCreator }),
    });
    const store = caches.of('global');
    await store.save('{"Account":{}}');
    reads = 0;

    for (let turn = 0; turn < 5; turn += 1)
      await store.save(`{"Account":{},"turn":${String(turn)}}`);

    expect(reads).toBe(0);
    expect(await store.load()).toContain('"turn":4');
    expect(reads).toBe(1);
  });
});

/** A keystore for tests: the extension's own plain file, which the app never asks for. */
class PlainFileCreator extends extensions.PersistenceCreator {
  static override async createPersistence(
    config: extensions.IPersistenceConfiguration,
  ): Promise<extensions.IPersistence> {
    return extensions.FilePersistence.create(config.cachePath ?? '');
  }
}

describe('the text of a cache', () => {
  it.each([
    '',
    'null',
    '[]',
    '7',
    '{"AccessToken":[]}',
    '{"AccessToken":{"a":{}}}',
    '{"RefreshToken":{"a":{"home_account_id":"a","environment":"b","client_id":"c","secret":7}}}',
    '{"Account":{"a":"text"}}',
    '{"Account":',
  ])('is not believed when it is %s', (text) => {
    expect(isTokenCacheText(text)).toBe(false);
  });

  it('loses what is of one tenant and one account, and nothing else', () => {
    const entry = (account: string, realm: string) => ({
      home_account_id: account,
      environment: 'e',
      client_id: 'c',
      secret: 's',
      realm,
    });
    const token = (account: string, realm: string) => ({
      ...entry(account, realm),
      target: 't',
      expires_on: '1',
    });
    const profile = (tenantId: string) => JSON.stringify({ tenantId, username: `me@${tenantId}` });
    const text = JSON.stringify({
      Account: {
        a: { ...entry('a', 'one'), tenantProfiles: [profile('one'), profile('two')] },
        b: { ...entry('b', 'one'), tenantProfiles: [profile('one')] },
      },
      IdToken: { 1: entry('a', 'one'), 2: entry('a', 'two'), 3: entry('b', 'one') },
      AccessToken: { 1: token('a', 'one'), 2: token('a', 'two'), 3: token('b', 'one') },
      RefreshToken: { 1: entry('a', '') },
      Unknown: { kept: true },
    });

    const left = JSON.parse(withoutTenant(text, 'a', 'one'));

    expect(left).toMatchObject({
      Account: {
        a: { realm: 'two', tenantProfiles: [profile('two')] },
        b: { realm: 'one', tenantProfiles: [profile('one')] },
      },
      RefreshToken: { 1: { secret: 's' } },
      Unknown: { kept: true },
    });
    expect(Object.keys(left.IdToken)).toEqual(['2', '3']);
    expect(Object.keys(left.AccessToken)).toEqual(['2', '3']);
  });
});

describe('a client whose cache is damaged in a way that only the library sees', () => {
  it('begins anew and says so', async () => {
    const host = authorityOf('global').host;
    const one = { home_account_id: 'o.t', environment: host, realm: 't' };
    const text = JSON.stringify({
      Account: {
        [`o.t-${host}-t`]: {
          ...one,
          local_account_id: 'o',
          username: 'u',
          authority_type: 'MSSTS',
          tenantProfiles: [JSON.stringify({ tenantId: 't', localAccountId: 'o' })],
        },
      },
      IdToken: {
        [`o.t-${host}-idtoken-c-t---`]: {
          ...one,
          credential_type: 'IdToken',
          client_id: 'c',
          secret: 'not.a-token.at-all',
        },
      },
    });
    let isRejected = false;

    const client = await openCloudClient({
      authority: authorityOf('global'),
      clientId: 'c',
      fetch: () => Promise.reject(new Error('nothing is asked')),
      store: {
        load: async () => text,
        save: async () => undefined,
        reject: () => {
          isRejected = true;
        },
      },
    });

    expect(isTokenCacheText(text)).toBe(true);
    expect(isRejected).toBe(true);
    expect(await client.accounts()).toEqual([]);
  });
});
