import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type Fetch,
  parseJsonObject,
  receiveBounded,
  RequestError,
  sendBounded,
} from '../../../../main/identity/bounded-request.ts';

const HOST = 'login.microsoftonline.com';
const ask = (fetch: Fetch, more: { url?: string; deadlineMs?: number; maxBytes?: number } = {}) =>
  sendBounded(fetch, {
    url: `https://${HOST}/t/oauth2/v2.0/token`,
    host: HOST,
    method: 'POST',
    headers: { accept: 'application/json' },
    body: 'refresh_token=secret',
    deadlineMs: 1_000,
    maxBytes: 1_000,
    ...more,
  });
const faultOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof RequestError ? error.fault : error),
  );
const never: Fetch = () => Promise.reject(new Error('must not be asked'));

describe('a request with a secret', () => {
  it('goes to its host, without cookies and without following redirects', async () => {
    const asked: { url: string; init: RequestInit }[] = [];
    const answer = await ask(async (url, init) => {
      asked.push({ url, init });
      return new Response('{"a":1}', { status: 400, headers: { 'X-Ms-Request-Id': 'r' } });
    });

    expect(answer).toEqual({
      status: 400,
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-ms-request-id': 'r' },
      text: '{"a":1}',
    });
    expect(asked).toMatchObject([
      {
        url: `https://${HOST}/t/oauth2/v2.0/token`,
        init: { method: 'POST', redirect: 'manual', credentials: 'omit', cache: 'no-store' },
      },
    ]);
  });

  it.each([
    'http://login.microsoftonline.com/t',
    'https://login.microsoftonline.com:8443/t',
    'https://login.microsoftonline.com.attacker.example/t',
    'https://login.microsoftonline.com@attacker.example/t',
    'https://login.microsoftonline.com:443@attacker.example/t',
    'https://attacker.example/login.microsoftonline.com',
    'https://login.microsoftonline.com\\@attacker.example/t',
    'https://login.microsoftonline。com/t',
    'https://login.microsoftonline.com./t',
    'https://127.0.0.1/t',
    'https://login.microsoftonline.us/t',
    '//login.microsoftonline.com/t',
    'file:///etc/passwd',
    '',
  ])('is not sent to %s', async (url) => {
    expect(await faultOf(ask(never, { url }))).toBe('refused-address');
  });

  it.each([301, 302, 303, 307, 308])('does not follow %i', async (status) => {
    let asked = 0;
    const fault = await faultOf(
      ask(async () => {
        asked += 1;
        return new Response(null, { status, headers: { location: 'https://attacker.example/' } });
      }),
    );

    expect(fault).toBe('redirected');
    expect(asked).toBe(1);
  });

  it('says of a redirect that the network stack refused that it was one', async () => {
    const fault = await faultOf(ask(() => Promise.reject(new Error('Redirect was cancelled'))));

    expect(fault).toBe('redirected');
  });

  it('ends when the answer is too large, whatever it announces', async () => {
    let isCancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(300)),
      cancel: () => {
        isCancelled = true;
      },
    });

    expect(await faultOf(ask(async () => new Response(endless)))).toBe('too-large');
    expect(isCancelled).toBe(true);
    const announced = new Response('{}', { headers: { 'content-length': '2000' } });
    expect(await faultOf(ask(async () => announced))).toBe('too-large');
  });

  it('counts an answer unpacked', async () => {
    const packed = gzipSync(Buffer.alloc(1_000_000));
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));

    expect(packed.length).toBeLessThan(1_100);
    expect(await faultOf(ask(async () => new Response(unpacked)))).toBe('too-large');
  });

  it('ends when nothing comes, at the start and in the middle', async () => {
    const untilAborted: Fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const dripping: Fetch = async (_, init) =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array([123]));
            init.signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
          },
        }),
      );

    expect(await faultOf(ask(untilAborted, { deadlineMs: 30 }))).toBe('timed-out');
    expect(await faultOf(ask(dripping, { deadlineMs: 30 }))).toBe('timed-out');
  });

  it('says of a failure nothing that was sent', async () => {
    const error = await ask(() => Promise.reject(new Error('connect to secret'))).catch(
      (caught: unknown) => caught,
    );

    expect(error).toBeInstanceOf(RequestError);
    expect(
      JSON.stringify(
        error,
        Object.getOwnPropertyNames(error).filter((k) => k !== 'stack'),
      ),
    ).not.toContain('secret');
  });
});

describe('an answer that is handed on as it comes', () => {
  const receive = (fetch: Fetch, onChunk: (chunk: Uint8Array) => void, onHead?: () => void) =>
    receiveBounded(
      fetch,
      {
        url: `https://${HOST}/f`,
        host: HOST,
        method: 'GET',
        headers: {},
        deadlineMs: 1_000,
        maxBytes: 10,
      },
      { onChunk, ...(onHead === undefined ? {} : { onHead }) },
    );

  it('comes byte for byte, and never more than it may', async () => {
    const bytes = new Uint8Array([0, 255, 128, 10]);
    const got: number[] = [];
    await receive(
      async () => new Response(bytes),
      (chunk) => got.push(...chunk),
    );
    expect(got).toEqual([...bytes]);

    got.length = 0;
    const large = receive(
      async () => new Response(new Uint8Array(11)),
      (chunk) => got.push(...chunk),
    );
    expect(await faultOf(large)).toBe('too-large');
    expect(got).toEqual([]);
  });

  it('ends with what its receiver throws, and is not received any further', async () => {
    let signal: AbortSignal | null | undefined;
    const fetch: Fetch = async (_, init) => {
      signal = init.signal;
      return new Response('late');
    };
    const unwanted = () => {
      throw new Error('not wanted');
    };
    await expect(receive(fetch, unwanted)).rejects.toThrow('not wanted');
    expect(signal?.aborted).toBe(true);
    await expect(receive(fetch, never as never, unwanted)).rejects.toThrow('not wanted');
    expect(signal?.aborted).toBe(true);
  });
});

describe('an answer', () => {
  it.each(['', '[]', 'null', '1', '"text"', '<html>', '{"a":1', '{}{}'])(
    'is no JSON object: %s',
    (text) => {
      expect(() => parseJsonObject(text)).toThrow(RequestError);
    },
  );

  it('has no member that would become a prototype', () => {
    const parsed = parseJsonObject('{"__proto__":{"isAdmin":true},"a":{"__proto__":{"b":1}}}');

    expect(Object.keys(parsed)).toEqual(['a']);
    expect(Object.assign({}, parsed)).not.toHaveProperty('isAdmin');
  });
});
