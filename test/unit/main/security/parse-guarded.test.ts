import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseGuarded, parseOrThrow } from '../../../../main/security/parse-guarded.ts';

const Named = z.strictObject({ name: z.string().max(10) });
const ODD_LENGTH = { length: { toString: 1 } };

describe('a guarded parse', () => {
  it('is that of the schema', () => {
    expect(parseGuarded(Named, { name: 'one' })).toEqual(Named.safeParse({ name: 'one' }));
    expect(parseGuarded(Named, { name: 1 }).success).toBe(false);
  });

  it('refuses what the schema throws at', () => {
    expect(() => Named.safeParse({ name: ODD_LENGTH })).toThrow(TypeError);

    const parsed = parseGuarded(Named, { name: ODD_LENGTH });

    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues).toEqual([
      { code: 'custom', path: [], message: 'cannot be looked at' },
    ]);
  });

  it('throws a refusal and nothing else where one ends the work', () => {
    expect(parseOrThrow(Named, { name: 'one' })).toEqual({ name: 'one' });
    for (const value of [{ name: 1 }, { name: ODD_LENGTH }]) {
      expect(() => parseOrThrow(Named, value)).toThrow(z.ZodError);
      // Logs and callers know an error by this.
      expect(() => parseOrThrow(Named, value)).toThrow(Error);
    }
  });
});
