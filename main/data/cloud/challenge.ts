import { z } from 'zod';
import { parseOrThrow } from '../../security/parse-guarded.ts';

/** One challenge of a `WWW-Authenticate` header. Names are in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Longer headers are cut; a challenge of Microsoft's is below 2,000 characters. */
const MAX_HEADER = 16_384;
const MAX_CLAIMS = 8_192;

const TOKEN = /[!#$%&'*+.^_`|~0-9a-z-]+/iy;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const BARE = /[^\s,"]+/y;
const GAP = /[\s,]*/y;
const BLANK = /[ \t]*/y;

/**
 * Takes the header apart by its grammar (RFC 9110, 11.6.1): several challenges, parameters in any
 * order, quoted values with commas and `=` inside. What does not fit ends the reading.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const text = header.slice(0, MAX_HEADER);
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };

  for (;;) {
    take(GAP);
    const word = take(TOKEN)?.[0];
    if (word === undefined) return challenges;
    take(BLANK);
    const current = challenges.at(-1);
    if (text[at] !== '=' || current === undefined) {
      challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
      continue;
    }
    at += 1;
    take(BLANK);
    const quoted = take(QUOTED);
    const value = quoted?.[1]?.replaceAll(/\\(.)/g, '$1') ?? take(BARE)?.[0] ?? '';
    const name = word.toLowerCase();
    // The first one counts, so that nothing after it can change what it says.
    if (!current.parameters.has(name)) current.parameters.set(name, value);
  }
}

const Claims = z.looseObject({});

/**
 * The claims that a refused token lacks, as JSON text for the next token request; null when the
 * header asks for none. Comes from continuous access evaluation and authentication contexts.
 * Source: learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function claimsOf(header: string | null): string | null {
  const challenge = parseChallenges(header ?? '').find(
    ({ scheme, parameters }) =>
      scheme === 'bearer' && parameters.get('error') === 'insufficient_claims',
  );
  const encoded = challenge?.parameters.get('claims');
  if (encoded === undefined || encoded.length > MAX_CLAIMS) return null;
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded)) return null;
  try {
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    return JSON.stringify(parseOrThrow(Claims, JSON.parse(text)));
  } catch {
    // Not the base64 of a JSON object: nothing that could be asked for.
    return null;
  }
}
