import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSlots } from '../../../main/data/cloud/slots.ts';
import { anApi, TOKEN } from './an-api.ts';
import { type HostileServer, json, startHostileServer } from './hostile-server.ts';

const ASKED = { permissions: ['Policy.Read.All'] };
const PATH = '/v1.0/policies/x';
const kind = (name: string) => expect.objectContaining({ name: 'CloudError', kind: name });

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterEach(() => {
  server.seen.length = 0;
});
afterAll(() => server.stop());

/** Whoever is not Graph itself must not have seen the token, or anything at all. */
function strangers() {
  return server.seen.filter(({ host, isPlain }) => host !== 'graph.microsoft.com' || isPlain);
}

describe('links and redirects of a service', () => {
  it.each([
    'https://attacker.example/v1.0/next',
    'https://graph.microsoft.com@attacker.example/v1.0/next',
    'https://graph.microsoft.com.attacker.example/v1.0/next',
    'http://graph.microsoft.com/v1.0/next',
    'https://graph.microsoft.com:8443/v1.0/next',
    'https://127.0.0.1/v1.0/next',
    '//attacker.example/v1.0/next',
    '/v1.0/next',
    'next?$skiptoken=1',
  ])('are not followed to %s', async (link) => {
    server.answerWith(json({ value: [1], '@odata.nextLink': link }));

    await expect(anApi(server.fetch).api.list(PATH, ASKED)).rejects.toEqual(
      kind('refused-address'),
    );
    expect(strangers()).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });

  it('of ARM are held to the same', async () => {
    server.answerWith(json({ value: [1], nextLink: 'https://attacker.example/next' }));

    await expect(anApi(server.fetch).api.list(PATH, ASKED)).rejects.toEqual(
      kind('refused-address'),
    );
    expect(strangers()).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('with status %i end the request', async (status) => {
    server.answerInTurn(
      json('{}', status, { location: 'https://attacker.example/steal' }),
      json({ value: [] }),
    );

    await expect(anApi(server.fetch).api.get(PATH, ASKED)).rejects.toEqual(kind('refused-address'));
    expect(strangers()).toEqual([]);
  });

  it('within the service end it too: it answers where it is asked', async () => {
    server.answerInTurn(
      json('{}', 302, { location: 'https://graph.microsoft.com/v1.0/me/elsewhere' }),
      json({ value: [] }),
    );

    await expect(anApi(server.fetch).api.get(PATH, ASKED)).rejects.toEqual(kind('refused-address'));
    expect(server.seen).toHaveLength(1);
  });

  it('in a circle end the list', async () => {
    server.answerInTurn(
      json({ value: [1], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/a' }),
      json({ value: [2], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/b' }),
      json({ value: [3], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/a' }),
    );

    await expect(anApi(server.fetch).api.list(PATH, ASKED)).rejects.toEqual(kind('malformed'));
    expect(server.seen).toHaveLength(3);
  });

  it('without end end it after so many pages, and half a list is no list', async () => {
    let page = 0;
    server.answerWith((request, response) => {
      page += 1;
      const next = `https://graph.microsoft.com/v1.0/next?page=${page}`;
      json({ value: [page], '@odata.nextLink': next })(request, response);
    });

    await expect(
      anApi(server.fetch, { limits: { maxPages: 7 } }).api.list(PATH, ASKED),
    ).rejects.toEqual(kind('malformed'));
    expect(server.seen).toHaveLength(7);
  });

  it('to the next page of the service itself are followed, empty pages too', async () => {
    server.answerInTurn(
      json({ value: [1], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/n?$skiptoken=a' }),
      json({ value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/n?$skiptoken=b' }),
      json({ value: [2] }),
    );

    await expect(anApi(server.fetch).api.list(PATH, ASKED)).resolves.toEqual([1, 2]);
    expect(server.seen.map(({ path }) => path)).toEqual([
      PATH,
      '/v1.0/n?$skiptoken=a',
      '/v1.0/n?$skiptoken=b',
    ]);
  });
});

describe('bodies of a service', () => {
  const get = () => anApi(server.fetch, { limits: { maxRetries: 0 } }).api.get(PATH, ASKED);

  it.each([
    ['gzip', gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '))],
    ['br', brotliCompressSync(Buffer.alloc(50 * 1024 * 1024, ' '))],
  ])('that unpack to 50 MB from %s are not unpacked', async (encoding, body) => {
    server.answerWith(json(body, 200, { 'content-encoding': encoding }));
    const before = process.memoryUsage().rss;

    await expect(get()).rejects.toThrowError('The answer is too large.');
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('that never end are ended at the bound', async () => {
    let sent = 0;
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        sent += 65_536;
        if (!response.destroyed) response.write(Buffer.alloc(65_536, ' '), more);
      };
      more();
    });

    await expect(get()).rejects.toThrowError('The answer is too large.');
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('that drip are ended with the deadline', async () => {
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });

    await expect(
      anApi(server.fetch, { limits: { deadlineMs: 300, maxRetries: 0 } }).api.get(PATH, ASKED),
    ).rejects.toEqual(kind('timed-out'));
  });

  it('that never begin are ended with the deadline', async () => {
    server.answerWith(() => undefined);

    await expect(
      anApi(server.fetch, { limits: { deadlineMs: 200, maxRetries: 0 } }).api.get(PATH, ASKED),
    ).rejects.toEqual(kind('timed-out'));
  });

  it('that are cut off are no answer', async () => {
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"value":[1,2');
      setTimeout(() => response.destroy(), 50);
    });

    await expect(get()).rejects.toEqual(kind('offline'));
  });

  it.each([
    ['deep', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['ambiguous', '{"isEnabled":false,"isEnabled":true}'],
    ['cut off inside', '{"value":[1,2'],
    ['in another encoding', Buffer.from('{"name":"caf\u00e9"}', 'latin1')],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['empty', ''],
  ])('that are %s are refused', async (_, body) => {
    server.answerWith(json(body));

    await expect(get()).rejects.toEqual(kind('malformed'));
  });

  it('of a proxy’s page are told apart from an answer', async () => {
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('{"value":[]}');
    });

    await expect(get()).rejects.toEqual(kind('malformed'));
  });

  it('of an error may be anything', async () => {
    server.answerWith(json(gzipSync(Buffer.alloc(5_000_000)), 403, { 'content-encoding': 'gzip' }));

    await expect(get()).rejects.toEqual(kind('not-permitted'));
  });

  it('that are no list are no list', async () => {
    server.answerWith(json({ value: { length: 3 } }));

    await expect(anApi(server.fetch).api.list(PATH, ASKED)).rejects.toEqual(kind('malformed'));
  });
});

describe('a request', () => {
  it('says who asks and what for, and names no more', async () => {
    server.answerWith(json({}));

    await anApi(server.fetch).api.get(PATH, ASKED);

    expect(server.seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'client-request-id': '11112222-3333-4444-8555-666677778888',
      prefer: 'include-unknown-enum-members',
      accept: 'application/json',
    });
    expect(server.seen[0]?.headers.cookie).toBeUndefined();
  });

  it('is not sent with a token that would be a header of its own', async () => {
    const { api } = anApi(server.fetch, { getToken: async () => 'a\r\nx-evil: 1' });

    await expect(api.get(PATH, ASKED)).rejects.toEqual(kind('no-token'));
    expect(server.seen).toEqual([]);
  });
});

describe('a refused token', () => {
  const claims = { access_token: { nbf: { essential: true, value: '1604106651' } } };
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  const challenge = json({ error: { code: 'InvalidAuthenticationToken', message: '' } }, 401, {
    'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${encoded}"`,
  });

  it('leads to one token with the claims that were asked for', async () => {
    server.answerInTurn(challenge, json({ ok: true }));
    const { api, wishes } = anApi(server.fetch);

    await expect(api.get(PATH, ASKED)).resolves.toEqual({ ok: true });
    expect(wishes).toEqual([
      { api: 'graph', permissions: ['Policy.Read.All'], claims: null, isRenewal: false },
      {
        api: 'graph',
        permissions: ['Policy.Read.All'],
        claims: JSON.stringify(claims),
        isRenewal: true,
      },
    ]);
  });

  it('that is refused again ends the request: no loop', async () => {
    server.answerWith(challenge);
    const { api, wishes } = anApi(server.fetch);

    await expect(api.get(PATH, ASKED)).rejects.toEqual(kind('unauthorized'));
    expect(server.seen).toHaveLength(2);
    expect(wishes).toHaveLength(2);
  });

  it('without claims leads to a new one as well', async () => {
    server.answerInTurn(json({}, 401), json({ ok: true }));
    const { api, wishes } = anApi(server.fetch);

    await expect(api.get(PATH, ASKED)).resolves.toEqual({ ok: true });
    expect(wishes[1]).toMatchObject({ claims: null, isRenewal: true });
  });
});

describe('a service that asks to be left alone', () => {
  const refusal = (headers: Record<string, string>, status = 429) =>
    json({ error: { code: 'TooManyRequests', message: '' } }, status, headers);

  it('is left alone for as long as it asks', async () => {
    server.answerInTurn(refusal({ 'retry-after': '1' }), json({ ok: true }));
    const { api, waits } = anApi(server.fetch);
    const started = performance.now();

    await expect(api.get(PATH, ASKED)).resolves.toEqual({ ok: true });
    expect(performance.now() - started).toBeGreaterThanOrEqual(995);
    expect(waits).toEqual([expect.any(Number), null]);
  });

  it.each([429, 503, 504])('again and again with %i is given up', async (status) => {
    server.answerWith(refusal({ 'retry-after': '0' }, status));
    const { api } = anApi(server.fetch);

    await expect(api.get(PATH, ASKED)).rejects.toEqual(kind('throttled'));
    expect(server.seen).toHaveLength(3);
  });

  it.each(['-1', 'soon', ''])(
    'without saying how long (%j) is left alone all the same',
    async (value) => {
      server.answerInTurn(refusal({ 'retry-after': value }), json({ ok: true }));
      const started = performance.now();

      await anApi(server.fetch).api.get(PATH, ASKED);

      expect(performance.now() - started).toBeGreaterThanOrEqual(495);
    },
  );

  it('for a year can be cancelled at once, and nothing goes out after that', async () => {
    server.answerWith(refusal({ 'retry-after': '31536000' }));
    const { api, waits, stop } = anApi(server.fetch);
    const asked = api.get(PATH, ASKED);
    await expect.poll(() => waits.length).toBe(1);

    stop.abort();

    await expect(asked).rejects.toEqual(kind('cancelled'));
    expect((waits[0] ?? 0) - Date.now()).toBeLessThanOrEqual(330_000);
    expect(server.seen).toHaveLength(1);
  });
});

describe('the pace of a tenant', () => {
  it('leaves its place to another meanwhile', async () => {
    server.answerWith(json({ value: [] }));
    const slots = createSlots(1);
    const [one, other] = [slots.newSlot(), slots.newSlot()];
    const paced = anApi(server.fetch, { slot: one }).api;
    const free = anApi(server.fetch, { slot: other }).api;
    const policies = '/v1.0/identity/conditionalAccess/policies';
    const order: string[] = [];

    const both = paced
      .list(policies, ASKED)
      .then(() => paced.list(policies, ASKED))
      .then(() => order.push('paced'))
      .finally(() => one.close());
    await expect.poll(() => server.seen.length).toBe(1);
    await free.list(PATH, ASKED);
    order.push('free');
    other.close();
    await both;

    expect(order).toEqual(['free', 'paced']);
  });
});

describe('cancelling', () => {
  it('ends a request that is under way', async () => {
    server.answerWith(() => undefined);
    const { api, stop } = anApi(server.fetch);
    const asked = api.get(PATH, ASKED);
    await expect.poll(() => server.seen.length).toBe(1);

    stop.abort();

    await expect(asked).rejects.toEqual(kind('cancelled'));
  });
});
