import { type Fetch, parseJsonObject, sendBounded } from './bounded-request.ts';
import { ApiRefusal, type AskApi } from './discover-tenants.ts';

const DEADLINE_MS = 30_000;
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Asks an API for JSON, for the few questions that main itself asks.
 * @param tokenFor a token for these scopes; throws when there is none
 */
export function createApiAsk(
  fetch: Fetch,
  tokenFor: (scopes: readonly string[]) => Promise<string>,
): AskApi {
  return async ({ scopes, url }) => {
    const answer = await sendBounded(fetch, {
      url,
      // The host that the token is for, which every scope begins with.
      host: new URL(scopes[0] ?? '').host,
      method: 'GET',
      headers: { authorization: `Bearer ${await tokenFor(scopes)}`, accept: 'application/json' },
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_BYTES,
    });
    if (answer.status !== 200) throw new ApiRefusal(answer.status);
    return parseJsonObject(answer.text);
  };
}
