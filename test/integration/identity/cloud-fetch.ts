import type { Fetch } from '../../../main/identity/bounded-request.ts';
import { createTestBrowser } from '../cloud/test-browser.ts';

/** `net.fetch` for the simulated cloud: real TLS, real host names, no cookies. */
export function cloudFetch(cloud: { port: number; caFile: string }): Fetch {
  return async (url, init) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const browser = createTestBrowser(cloud);
    const body = typeof init.body === 'string' && init.body !== '' ? init.body : null;
    const answer = await browser.send(url, {
      method: init.method ?? 'GET',
      headers,
      ...(body === null ? {} : { form: Object.fromEntries(new URLSearchParams(body)) }),
    });
    const answered = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    );
    return new Response(answer.status === 204 ? null : answer.body, {
      status: answer.status,
      headers: answered.filter(([name]) => name !== 'content-length'),
    });
  };
}
