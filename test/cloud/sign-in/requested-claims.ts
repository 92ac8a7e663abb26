/** What the `claims` parameter of a request asks of its access token. */
export type RequestedClaims = {
  /** Client capabilities, `CP1` for claims challenges. */
  capabilities: readonly string[];
  /** Authentication contexts that an API asked for. */
  authenticationContexts: readonly string[];
  /** Second since 1970 that the token must be newer than, from a claims challenge. */
  newerThan: number | null;
  /** Only a sign-in with a second factor answers it. */
  isStepUp: boolean;
};

type ClaimRequest = { value?: unknown; values?: unknown };

const NOTHING: RequestedClaims = {
  capabilities: [],
  authenticationContexts: [],
  newerThan: null,
  isStepUp: false,
};

function textsOf(request: ClaimRequest | null | undefined): string[] {
  const values: unknown[] = Array.isArray(request?.values) ? request.values : [request?.value];
  return values.filter((value) => typeof value === 'string');
}

/** Reads the JSON of a `claims` parameter; malformed JSON asks for nothing. */
export function readRequestedClaims(raw: string | undefined): RequestedClaims {
  if (!raw) return NOTHING;
  let accessToken: Record<string, ClaimRequest | null> | undefined;
  try {
    accessToken = (JSON.parse(raw) as { access_token?: typeof accessToken }).access_token;
  } catch {
    return NOTHING;
  }
  const authenticationContexts = textsOf(accessToken?.acrs);
  return {
    capabilities: textsOf(accessToken?.xms_cc),
    authenticationContexts,
    newerThan: accessToken?.nbf ? Number(textsOf(accessToken.nbf)[0] ?? 0) : null,
    isStepUp: authenticationContexts.length > 0 || accessToken?.capolids !== undefined,
  };
}
