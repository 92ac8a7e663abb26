/**
 * Values of the policy that mean something with another one only, and that one is not set so: a
 * download folder where downloads are refused, a checkpoint folder beside journald.
 *
 * Administrators leave them behind when they switch a rule off, in tools that keep each value by
 * itself (group policy). They loosen nothing, so they are left out; what is missing where a rule is
 * switched on, and every name that is not known, still refuses the whole policy.
 * Tested in test/unit/main/policy/moot-values.test.ts.
 */

type Fields = Readonly<Record<string, unknown>>;

/** Of a rule that is not allowed, or does not say so, `keys` say nothing. */
export const mootUnlessAllowed =
  (...keys: readonly string[]) =>
  (value: unknown): unknown =>
    isFields(value) && (value['allowed'] ?? false) === false
      ? { ...without(value, keys), allowed: false }
      : value;

/** A folder belongs to checkpoints of that kind; without a kind there are none. */
export function mootCheckpoints(value: unknown): unknown {
  if (!isFields(value) || value['kind'] === 'folder') return value;
  const rest = without(value, ['folder']);
  return Object.keys(rest).length === 0 ? null : rest;
}

/** A name without a path names no browser. A path without a name is called as its file is. */
export function mootBrowser(value: unknown): unknown {
  if (!isFields(value)) return value;
  const { path } = value;
  if (path === undefined) {
    const rest = without(value, ['name']);
    return Object.keys(rest).length === 0 ? null : rest;
  }
  return typeof path === 'string' ? { name: fileNameOf(path), ...value } : value;
}

function fileNameOf(path: string): string {
  const [last = ''] = path.split(/[/\\]/).slice(-1);
  return last.replace(/\.exe$/i, '').slice(0, 60);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(value: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
