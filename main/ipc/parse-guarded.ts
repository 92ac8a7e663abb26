import { z } from 'zod';

/**
 * Threat: a value for which a schema throws instead of refusing. Zod 4 compares `length` with a bound
 * before it knows that it has a text or list before it, and an object whose `length` cannot be turned
 * into a number throws there. What is thrown outside of an answer's own handling is no typed error,
 * and in the data process it ends the process.
 * Tested in test/unit/main/ipc/parse-guarded.test.ts and by the hostile-message tests.
 * @returns as `safeParse`; a schema that throws has refused
 */
export function parseGuarded<S extends z.ZodType>(
  schema: S,
  value: unknown,
): z.ZodSafeParseResult<z.output<S>> {
  try {
    return schema.safeParse(value);
  } catch {
    const issue = { code: 'custom' as const, path: [], message: 'cannot be looked at' };
    return { success: false, error: new z.ZodError([issue]) as z.ZodError<z.output<S>> };
  }
}
