import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import type { Fetch } from '../../main/data/cloud/send.ts';

type Target = { readonly port: number; readonly ca: string | Buffer };

/**
 * A `fetch` that reaches every host at a port of this machine, over TLS with the host's own name.
 * Like the one of Chromium it decompresses, follows redirects unless told not to, and ends with its
 * signal; unlike it, it sends all headers on after a redirect, so that a leak would be seen.
 */
export function loopbackFetch({ port, ca }: Target): Fetch {
  const once = (url: URL, init: RequestInit): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          servername: url.hostname,
          path: `${url.pathname}${url.search}`,
          method: init.method ?? 'GET',
          headers: {
            host: url.hostname,
            'accept-encoding': 'gzip, br',
            ...(init.headers as Record<string, string>),
          },
          ca,
          ...(init.signal ? { signal: init.signal } : {}),
        },
        resolve,
      );
      sent.on('error', reject);
      sent.end(typeof init.body === 'string' ? init.body : undefined);
    });

  return async (address, init) => {
    let url = new URL(address);
    for (let hops = 0; ; hops += 1) {
      const message = await once(url, init);
      const status = message.statusCode ?? 0;
      const { location } = message.headers;
      if (status >= 300 && status < 400 && location !== undefined && init.redirect !== 'manual') {
        message.resume();
        if (init.redirect === 'error' || hops === 20) throw new TypeError('unexpected redirect');
        url = new URL(location, url);
        continue;
      }
      return new Response(Readable.toWeb(decompressed(message)) as ReadableStream, {
        status,
        headers: Object.fromEntries(
          Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
        ),
      });
    }
  };
}

function decompressed(message: IncomingMessage): Readable {
  const encoding = message.headers['content-encoding'];
  if (encoding !== 'gzip' && encoding !== 'br') return message;
  const decoder = encoding === 'gzip' ? createGunzip() : createBrotliDecompress();
  message.on('error', (error) => decoder.destroy(error));
  return message.pipe(decoder);
}
