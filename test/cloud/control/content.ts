import type { Exchange } from '../server/exchange.ts';

/** A page or file of a test's own, served before anything else at that host and path. */
export type Content = {
  host: string;
  /** Exact path, without query. */
  path: string;
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string;
  /** `base64` for bytes; otherwise UTF-8 text. */
  encoding?: 'utf8' | 'base64';
  /** Sends so many zero bytes after the body, for files too large to hold. */
  paddingBytes?: number;
};

export type ContentList = {
  put: (content: Content) => void;
  remove: (host: string, path: string) => boolean;
  clear: () => void;
  /** Serves what is registered for the request; false when there is nothing. */
  serve: (exchange: Exchange) => boolean;
};

const CHUNK = Buffer.alloc(64 * 1024);

function pad({ res }: Exchange, remaining: number): void {
  let left = remaining;
  const push = (): void => {
    while (left > 0 && !res.destroyed) {
      const size = Math.min(left, CHUNK.length);
      left -= size;
      if (!res.write(CHUNK.subarray(0, size))) {
        res.once('drain', push);
        return;
      }
    }
    res.end();
  };
  push();
}

export function createContentList(): ContentList {
  const contents = new Map<string, Content>();
  const key = (host: string, path: string): string => `${host.toLowerCase()} ${path}`;
  return {
    put: (content) => {
      contents.set(key(content.host, content.path), content);
    },
    remove: (host, path) => contents.delete(key(host, path)),
    clear: () => contents.clear(),
    serve: (exchange) => {
      const content = contents.get(key(exchange.host, exchange.url.pathname));
      if (!content) return false;
      const body = Buffer.from(content.body ?? '', content.encoding ?? 'utf8');
      const padding = content.paddingBytes ?? 0;
      exchange.res.writeHead(content.status ?? 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': body.length + padding,
        ...content.headers,
      });
      if (padding === 0) exchange.res.end(body);
      else {
        exchange.res.write(body);
        pad(exchange, padding);
      }
      return true;
    },
  };
}
