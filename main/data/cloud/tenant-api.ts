import { DelegateBackoff, handleWhen, retry } from 'cockatiel';
import { z } from 'zod';
import type { Cloud } from '../../../preload/contract/index.ts';
import type { Api } from '../../security/api-hosts.ts';
import { parseGuarded } from '../../security/parse-guarded.ts';
import { addressWithin, originOfApi } from './api-address.ts';
import { CloudError } from './cloud-error.ts';
import type { Pacer } from './pacing.ts';
import { waitBefore } from './retry-after.ts';
import { type Fetch, send, type SendLimits } from './send.ts';
import type { Slot } from './slots.ts';

/** What a token is asked for. `claims` and `isRenewal` come from a refusal of the one before. */
export interface TokenWish {
  readonly api: Api;
  /** Names of delegated permissions, such as `Policy.Read.All`. */
  readonly permissions: readonly string[];
  readonly claims: string | null;
  readonly isRenewal: boolean;
}

export interface TenantApiDeps {
  readonly fetch: Fetch;
  readonly tenantId: string;
  readonly cloud: Cloud;
  /** Throws a CloudError `no-token` or `not-permitted`. */
  readonly getToken: (wish: TokenWish) => Promise<string>;
  readonly pacer: Pacer;
  readonly slot: Slot;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  readonly newRequestId: () => string;
  /** Told when the service asked to be left alone until then, and null when that is over. */
  readonly onWaiting: (untilMs: number | null) => void;
  readonly limits?: Partial<ApiLimits>;
}

export interface ApiLimits extends SendLimits {
  readonly maxPages: number;
  readonly maxItems: number;
  /** Repetitions of a request that may do better next time. */
  readonly maxRetries: number;
}

/** Answers of a thousand and more devices; a few megabytes, and several times that at the worst. */
const BULK_LIMITS: SendLimits = { deadlineMs: 90_000, maxBytes: 32 * 1024 * 1024 };

const LIMITS: ApiLimits = {
  deadlineMs: 30_000,
  maxBytes: 8 * 1024 * 1024,
  maxPages: 50,
  maxItems: 50_000,
  maxRetries: 4,
};
/** Without a network there is no use in trying long. */
const MAX_OFFLINE_RETRIES = 1;

export interface Asked {
  readonly permissions: readonly string[];
  readonly api?: Api;
}

export type PageStart = { readonly path: string } | { readonly link: string };

/** One page of a list that is too long to be held as a whole. */
export interface ListPage {
  readonly value: readonly unknown[];
  /** Link of the next page as the service wrote it; it is looked at when it is asked for. */
  readonly next: string | null;
  /** Where the next delta begins; on the last page of one. */
  readonly deltaLink: string | null;
}

/** The services of one tenant, read with tokens of that tenant. All methods throw CloudErrors. */
export interface TenantApi {
  readonly tenantId: string;
  readonly cloud: Cloud;
  /** @param path from the root of the service, `/v1.0/…` */
  get(path: string, asked: Asked): Promise<unknown>;
  post(path: string, body: unknown, asked: Asked): Promise<unknown>;
  /** The items of all pages of a list. Too many pages are an error: half a list is no answer. */
  list(path: string, asked: Asked): Promise<readonly unknown[]>;
  /**
   * One page of a long list, with more room and time than other answers have.
   * @param from a path of ours, or a link that the service handed out now or long ago
   */
  page(from: PageStart, asked: Asked): Promise<ListPage>;
  /** The items of the first page. */
  first(path: string, asked: Asked): Promise<readonly unknown[]>;
}

const Page = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().nullish(),
  '@odata.deltaLink': z.string().nullish(),
  nextLink: z.string().nullish(),
});

/** One tenant, one token at a time. */
export function createTenantApi(deps: TenantApiDeps): TenantApi {
  const limits = { ...LIMITS, ...deps.limits };
  const { signal, slot } = deps;
  let held: { readonly key: string; readonly token: string } | null = null;

  const tokenFor = async (wish: TokenWish): Promise<string> => {
    const key = `${wish.api} ${wish.permissions.join(' ')}`;
    if (held?.key === key && !wish.isRenewal) return held.token;
    held = null;
    const token = await deps.getToken(wish);
    held = { key, token };
    return token;
  };

  const call = async (
    link: string,
    method: 'GET' | 'POST',
    body: unknown,
    { permissions, api = 'graph' }: Asked,
    room: SendLimits = limits,
  ): Promise<unknown> => {
    const url = addressWithin(originOfApi(deps.cloud, api), link);
    let hasRenewed = false;

    const attempt = async (wish: TokenWish): Promise<unknown> => {
      await paced(url);
      stopWhenCancelled(signal);
      const token = await tokenFor(wish);
      stopWhenCancelled(signal);
      const outgoing = {
        url,
        method,
        body,
        token,
        requestId: deps.newRequestId(),
        cloud: deps.cloud,
      };
      try {
        return await send(deps.fetch, outgoing, room, signal, deps.now);
      } catch (error) {
        if (!(error instanceof CloudError) || error.kind !== 'unauthorized') throw error;
        held = null;
        // One round for a request and no more: a service that is never content must not loop.
        if (hasRenewed) throw error;
        hasRenewed = true;
        return await attempt({
          api,
          permissions,
          claims: error.facts.claims ?? null,
          isRenewal: true,
        });
      }
    };

    let retries = 0;
    const policy = retry(
      handleWhen((error) => {
        if (!(error instanceof CloudError) || error.facts.isTransient !== true) return false;
        retries += 1;
        return error.kind !== 'offline' || retries <= MAX_OFFLINE_RETRIES;
      }),
      {
        maxAttempts: limits.maxRetries,
        backoff: new DelegateBackoff(({ attempt: number, result }) => {
          const error = 'error' in result ? result.error : null;
          const asks = error instanceof CloudError ? error.facts.retryAfterMs : null;
          return waitBefore(number, asks ?? null, deps.random);
        }),
      },
    );
    policy.onRetry(({ delay }) => {
      // Another tenant may work while this one is to be left alone.
      slot.leave();
      deps.onWaiting(deps.now() + delay);
    });
    return untilCancelled(
      signal,
      policy.execute(async ({ attempt: number }) => {
        stopWhenCancelled(signal);
        if (number > 0) deps.onWaiting(null);
        await slot.take();
        return attempt({ api, permissions, claims: null, isRenewal: false });
      }, signal),
    );
  };

  const paced = async (url: URL): Promise<void> => {
    const waitMs = deps.pacer.reserve(deps.tenantId, url);
    if (waitMs <= 0) return;
    // Waiting loads nobody, so another tenant has the place meanwhile; no token lies around.
    held = null;
    slot.leave();
    await sleep(waitMs, signal);
    await slot.take();
  };

  const pageOf = async (link: string, asked: Asked, room?: SendLimits): Promise<ListPage> => {
    const parsed = parseGuarded(Page, await call(link, 'GET', undefined, asked, room));
    if (!parsed.success) throw new CloudError('malformed', 'The answer is not a list.');
    const { value, nextLink } = parsed.data;
    return {
      value,
      next: parsed.data['@odata.nextLink'] ?? nextLink ?? null,
      deltaLink: parsed.data['@odata.deltaLink'] ?? null,
    };
  };

  const absolute = (path: string, { api = 'graph' }: Asked) =>
    `${originOfApi(deps.cloud, api)}${path}`;

  return {
    tenantId: deps.tenantId,
    cloud: deps.cloud,
    get: (path, asked) => call(absolute(path, asked), 'GET', undefined, asked),
    post: (path, body, asked) => call(absolute(path, asked), 'POST', body, asked),
    page: (from, asked) =>
      pageOf('path' in from ? absolute(from.path, asked) : from.link, asked, {
        ...BULK_LIMITS,
        ...deps.limits,
      }),
    first: async (path, asked) => (await pageOf(absolute(path, asked), asked)).value,
    async list(path, asked) {
      const items: unknown[] = [];
      const seen = new Set<string>();
      // SECURITY(bounded-pages): no list goes on for ever or in a circle.
      for (let next: string | null = absolute(path, asked); next !== null;) {
        if (seen.has(next)) throw new CloudError('malformed', 'The list of pages is a circle.');
        if (seen.size === limits.maxPages || items.length > limits.maxItems) {
          throw new CloudError('malformed', 'The list has more pages than Bulkhead reads.');
        }
        seen.add(next);
        const page: ListPage = await pageOf(next, asked);
        items.push(...page.value);
        next = page.next;
      }
      return items;
    },
  };
}

function stopWhenCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new CloudError('cancelled', 'It was cancelled.');
}

/** Cancelling does not wait for a wait to end; what was waited for finds the signal and stops. */
async function untilCancelled<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop: () => void = () => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    stop = () => reject(new CloudError('cancelled', 'It was cancelled.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
