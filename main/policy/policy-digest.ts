import { createHash } from 'node:crypto';

/**
 * SHA-256 (64 hex digits) of what a policy says, whatever the order it says it in and wherever it is
 * kept: of its JSON without white space, the keys of each object sorted. So that a record tells which
 * policy held, and an administrator can compare it with their own; `jq -cSj . FILE | sha256sum` gives
 * the same for a file. Null for what is nested too deeply to be written as JSON.
 */
export function policyDigest(value: unknown): string | null {
  try {
    return createHash('sha256').update(JSON.stringify(value, withSortedKeys)).digest('hex');
  } catch {
    return null;
  }
}

function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
