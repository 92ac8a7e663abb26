import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createCookieJar } from './cookie-jar.ts';
import type { CookieJar } from './cookie-jar.ts';

export type Answer = {
  url: URL;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
};

type Sent = {
  method?: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
  json?: unknown;
};

export type Page = Answer & {
  /** The text of the element with that `data-testid` or `id`; null when there is none. */
  text: (id: string) => string | null;
};

/**
 * A browser without scripts: follows redirects and forms that submit themselves, and redeems the
 * code of a page that would do so by script.
 */
export type TestBrowser = {
  jar: CookieJar;
  send: (url: string, sent?: Sent) => Promise<Answer>;
  open: (url: string, headers?: Record<string, string>) => Promise<Page>;
  /** Posts fields to the page's own form address. */
  submit: (page: Page, fields: Record<string, string>) => Promise<Page>;
  /** Name, password and, when it is asked for, the number. */
  signIn: (page: Page, name: string, password: string) => Promise<Page>;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : decode(found);
}

function toPage(answer: Answer): Page {
  return {
    ...answer,
    text: (id) => {
      const found = new RegExp(
        `<(\\w+)[^>]*(?:data-testid|id)="${id}"[^>]*>([\\s\\S]*?)</\\1>`,
      ).exec(answer.body)?.[2];
      if (found === undefined) return null;
      return decode(found.replace(/<[^>]*>/g, ' '))
        .replace(/\s+/g, ' ')
        .trim();
    },
  };
}

/** The form of a page that a script would submit at once. */
function selfSubmitting(answer: Answer): { action: string; fields: Record<string, string> } | null {
  if (!answer.body.includes('document.forms[0].submit()')) return null;
  const action = attribute(/<form[^>]*>/.exec(answer.body)?.[0] ?? '', 'action');
  if (action === null) return null;
  return { action, fields: fieldsOf(answer) };
}

function fieldsOf({ body }: Answer): Record<string, string> {
  const inputs = body.match(/<input[^>]*>/g) ?? [];
  const fields = inputs.flatMap((input): [string, string][] => {
    const name = attribute(input, 'name');
    return name === null ? [] : [[name, attribute(input, 'value') ?? '']];
  });
  return Object.fromEntries(fields);
}

/** @param stopsAt addresses that are not loaded: the browser ends there with an empty page */
export function createTestBrowser(
  cloud: { port: number; caFile: string },
  stopsAt: (url: string) => boolean = () => false,
): TestBrowser {
  const jar = createCookieJar();
  const ca = readFileSync(cloud.caFile, 'utf8');

  const send = (address: string, sent: Sent = {}): Promise<Answer> => {
    const url = new URL(address);
    const body = sent.form
      ? new URLSearchParams(sent.form).toString()
      : sent.json === undefined
        ? ''
        : JSON.stringify(sent.json);
    const cookie = jar.header(url);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: cloud.port,
          servername: url.hostname,
          ca,
          agent: false,
          method: sent.method ?? (body ? 'POST' : 'GET'),
          path: `${url.pathname}${url.search}`,
          headers: {
            host: url.host,
            ...(cookie ? { cookie } : {}),
            ...(sent.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
            ...(body ? { 'content-length': Buffer.byteLength(body) } : {}),
            ...sent.headers,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            jar.store(url, incoming.headers['set-cookie'] ?? []);
            resolve({
              url,
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  };

  /** What a portal answers to the token that its page redeemed; null for any other page. */
  const redeemed = async (answer: Answer): Promise<Answer | null> => {
    const form = /<form\s+data-redeem[^>]*>/.exec(answer.body)?.[0];
    if (form === undefined) return null;
    const got = await send(attribute(form, 'action') ?? '', { form: fieldsOf(answer) });
    const { id_token: token = '' } = JSON.parse(got.body) as { id_token?: string };
    const take = new URL(attribute(form, 'data-take') ?? '', answer.url).href;
    return send(take, { form: { state: attribute(form, 'data-state') ?? '', id_token: token } });
  };

  const settle = async (first: Answer, headers: Record<string, string> = {}): Promise<Page> => {
    let answer = first;
    for (let hop = 0; hop < 20; hop += 1) {
      const { location } = answer.headers;
      if (typeof location === 'string') {
        const next = new URL(location, answer.url);
        if (stopsAt(next.href)) return toPage({ url: next, status: 0, headers: {}, body: '' });
        answer = await send(next.href, { headers });
        continue;
      }
      const taken = await redeemed(answer);
      if (taken !== null) {
        answer = taken;
        continue;
      }
      const form = selfSubmitting(answer);
      if (!form) return toPage(answer);
      answer = await send(new URL(form.action, answer.url).href, { form: form.fields, headers });
    }
    throw new Error(`too many redirects at ${answer.url.href}`);
  };

  const submit = async (page: Page, fields: Record<string, string>): Promise<Page> => {
    const form = /<form[^>]*>/.exec(page.body)?.[0] ?? '';
    const action = new URL(attribute(form, 'action') ?? '', page.url);
    if (attribute(form, 'method') === 'get') {
      const inputs = page.body.match(/<input type="hidden"[^>]*>/g) ?? [];
      for (const input of inputs) {
        action.searchParams.set(attribute(input, 'name') ?? '', attribute(input, 'value') ?? '');
      }
      for (const [name, value] of Object.entries(fields)) action.searchParams.set(name, value);
      return settle(await send(action.href));
    }
    return settle(await send(action.href, { form: fields }));
  };

  return {
    jar,
    send,
    open: async (url, headers = {}) => settle(await send(url, { headers }), headers),
    submit,
    signIn: async (page, name, password) => {
      const asked = page.body.includes('name="loginfmt"')
        ? await submit(page, { loginfmt: name })
        : page;
      const answered = await submit(asked, { login: name, passwd: password, KMSI: '1' });
      const number = answered.text('mfa-number');
      return number === null ? answered : submit(answered, { step: 'mfa', number });
    },
  };
}
