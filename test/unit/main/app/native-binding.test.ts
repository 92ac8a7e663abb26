import { describe, expect, it } from 'vitest';
import { nativeBindingOf } from '../../../../main/app/native-binding.ts';

const PATH = '/var/cache/addon/better_sqlite3.node';

describe('nativeBindingOf', () => {
  it.each([
    [false, PATH, PATH],
    [true, PATH, null],
    [false, undefined, null],
    [false, '', null],
    [false, 'addon.node', null],
  ])('release: %s, variable: %s → %s', (isRelease, value, path) => {
    const env = value === undefined ? {} : { BULKHEAD_SQLITE_ADDON: value };

    expect(nativeBindingOf(isRelease, env)).toBe(path);
  });
});
