import type { SignInBlock } from '../../preload/contract/index.ts';
import data from '../../resources/sign-in-blocks.json' with { type: 'json' };

/**
 * Recognises the pages with which Microsoft's sign-in refuses, so that Bulkhead can say which
 * control refused and what helps. Codes explain only; nothing is allowed or denied by them.
 * Microsoft says that codes may change, so a code that is not known is passed on as it is.
 */

const KNOWN = new Map(data.blocks.map((block) => [block.code, block]));

/** Codes that are a step of a normal sign-in and no refusal: MFA wanted, password wrong once. */
const STEPS = new Set(['50074', '50076', '50078', '50079', '50072', '50058', '50126', '50140']);

const CODE = /\bAADSTS([0-9]{4,8})\b|\bError Code:?\s*([0-9]{4,8})\b/i;
const CORRELATION = /\bCorrelation ID:?\s*([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\b/i;

/**
 * What a sign-in page's text says, or null when it refuses nothing.
 * @param text visible text of the page, already cut to a bounded length; not trusted
 */
export function signInBlockIn(text: string): SignInBlock | null {
  const match = CODE.exec(text);
  const code = match?.[1] ?? match?.[2];
  if (code === undefined || STEPS.has(code)) return null;
  const known = KNOWN.get(code);
  return {
    code,
    title: known?.title ?? 'Sign-in was refused',
    explanation:
      known?.explanation ??
      'Bulkhead does not know this code. Read the page below, and give the code and the correlation id to the tenant’s administrator.',
    correlationId: CORRELATION.exec(text)?.[1]?.toLowerCase() ?? null,
    mayHandOff: known?.mayHandOff ?? false,
  };
}
