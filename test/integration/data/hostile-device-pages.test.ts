import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBreakers } from '../../../main/data/inventory/collect/breakers.ts';
import { collectSource } from '../../../main/data/inventory/collect/collect-source.ts';
import { intuneCollector } from '../../../main/data/inventory/collect/graph-collectors.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { memoryInventory } from '../../support/memory-inventory.ts';
import { anApi } from './an-api.ts';
import { type HostileServer, json, startHostileServer } from './hostile-server.ts';

const TENANT = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const NEXT = 'https://graph.microsoft.com/v1.0/deviceManagement/managedDevices?$skiptoken=2';
const MB = 1024 * 1024;

const rows = (...ids: string[]) => ids.map((id) => ({ id, deviceName: `name of ${id}` }));
const FIRST = json({ value: rows('one', 'two'), '@odata.nextLink': NEXT });

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterEach(() => {
  server.seen.length = 0;
});
afterAll(() => server.stop());

/** A tenant of which three devices are known already. */
async function aTenant(limits: Parameters<typeof anApi>[1] = { limits: { maxRetries: 0 } }) {
  const inventory = memoryInventory();
  const { api, waits, stop } = anApi(server.fetch, limits);
  const breakers = createBreakers();
  const collect = () =>
    collectSource(
      {
        tenantId: TENANT,
        api,
        store: inventory.store,
        breakers,
        now: () => new Date(),
        isFull: false,
        onStored: () => undefined,
        signal: stop.signal,
      },
      intuneCollector,
    );
  server.answerWith(json({ value: rows('one', 'two', 'three') }));
  await collect();
  return { inventory, collect, waits, stop, ids: () => inventory.ids(TENANT, 'intune') };
}

const KNOWN = ['one', 'three', 'two'];

describe('a page of devices', () => {
  it.each<[string, string | Buffer, Record<string, string>]>([
    [
      'unpacks to 200 MB from gzip',
      gzipSync(Buffer.alloc(200 * MB, ' ')),
      { 'content-encoding': 'gzip' },
    ],
    [
      'unpacks to 200 MB from Brotli',
      brotliCompressSync(Buffer.alloc(200 * MB, ' ')),
      { 'content-encoding': 'br' },
    ],
    ['is a hundred thousand deep', `{"value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, {}],
    ['has a row with a key twice', '{"value":[{"id":"four","id":"five"}]}', {}],
    ['names its rows twice', '{"value":[{"id":"four"}],"value":[{"id":"five"}]}', {}],
    ['has a prototype twice', '{"value":[{"__proto__":1,"__proto__":2}]}', {}],
    ['is cut off inside', '{"value":[{"id":"four"},{"id":"fi', {}],
    ['has a NUL between its rows', '{"value":[{"id":"four"}\u0000]}', {}],
    ['is in another encoding', Buffer.from('{"value":[{"id":"caf\u00e9"}]}', 'latin1'), {}],
    ['is in UTF-16', Buffer.from('{"value":[{"id":"four"}]}', 'utf16le'), {}],
    ['is no list', '{"value":{"id":"four"}}', {}],
    ['has a link that is none', '{"value":[{"id":"four"}],"@odata.nextLink":{"href":"x"}}', {}],
    ['is empty', '', {}],
  ])('that %s is not taken, and costs nothing that was known', async (_, body, headers) => {
    const { inventory, collect, ids } = await aTenant();
    server.answerInTurn(FIRST, json(body, 200, headers));
    const before = process.memoryUsage().rss;

    const result = await collect();

    expect(result).toMatchObject({ state: 'partial', isOffline: false });
    expect(ids()).toEqual(KNOWN);
    expect(inventory.ends.at(-1)?.problem).toMatch(/answer/);
    expect(process.memoryUsage().rss - before).toBeLessThan(160 * MB);
  });

  it('that never ends is ended at the bound', async () => {
    const { collect, ids } = await aTenant({ limits: { maxRetries: 0, maxBytes: 8 * MB } });
    let sent = 0;
    server.answerInTurn(FIRST, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"value":[');
      const more = () => {
        sent += 65_536;
        if (!response.destroyed) response.write(Buffer.alloc(65_536, '{},'), more);
      };
      more();
    });

    expect(await collect()).toMatchObject({ state: 'partial' });
    expect(sent).toBeLessThan(64 * MB);
    expect(ids()).toEqual(KNOWN);
  });

  it('that drips is ended with the deadline', async () => {
    const { collect, ids } = await aTenant({ limits: { maxRetries: 0, deadlineMs: 300 } });
    server.answerInTurn(FIRST, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });

    expect(await collect()).toMatchObject({ state: 'partial' });
    expect(ids()).toEqual(KNOWN);
  });

  it('with strange members is taken without them', async () => {
    const { inventory, collect, ids } = await aTenant();
    server.answerWith(
      json(
        '{"value":[{"id":"one","__proto__":{"deviceName":"x"},"constructor":{},"deviceName":"y"}]}',
      ),
    );

    await collect();

    expect(ids()).toEqual(['one']);
    expect(inventory.record(TENANT, 'intune', 'one')?.facts?.name).toBe('y');
    expect(({} as Record<string, unknown>)['deviceName']).toBeUndefined();
  });

  it.each([['-1'], ['soon'], [''], [null]])(
    'that is refused again and again, with Retry-After %j, ends the source',
    async (value) => {
      const { collect, waits, ids } = await aTenant({ limits: { maxRetries: 1 } });
      const headers: Record<string, string> = value === null ? {} : { 'retry-after': value };
      server.answerInTurn(FIRST, json({}, 429, headers));

      expect(await collect()).toMatchObject({ state: 'partial' });
      expect(waits.filter((until) => until !== null)).toHaveLength(1);
      expect(server.seen.length).toBe(4);
      expect(ids()).toEqual(KNOWN);
    },
  );

  it('that asks for a year can be cancelled, and is gone on with later', async () => {
    const { inventory, collect, stop } = await aTenant({ limits: { maxRetries: 4 } });
    server.answerInTurn(FIRST, json({}, 429, { 'retry-after': '31536000' }));

    const collecting = collect();
    setTimeout(() => stop.abort(), 100);

    await expect(collecting).rejects.toMatchObject({ kind: 'cancelled' });
    expect(inventory.store.openRuns()).toMatchObject([{ next: NEXT, covered: 2 }]);
  });
});
