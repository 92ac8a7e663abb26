import { z } from 'zod';

/**
 * The one way in which a schema looks at a value.
 *
 * Threat: a value for which a schema throws instead of refusing. Zod 4 compares `length` with a bound
 * before it knows that it has a text or list before it, and an object whose `length` cannot be turned
 * into a number throws there; JSON can hold such an object, so that a policy, a file, an answer of a
 * service and a message can. What is thrown outside of a reader's own handling is no refusal: it
 * ended the start, a collection or the data process.
 * So nothing else in the code base calls a schema; test/security/forbidden-code.test.ts sees to that.
 * Tested in test/unit/main/security/parse-guarded.test.ts, with the readers of what comes from outside.
 */

/** @returns as `safeParse`; a schema that throws has refused */
export function parseGuarded<S extends z.ZodType>(
  schema: S,
  value: unknown,
): z.ZodSafeParseResult<z.output<S>> {
  try {
    return schema.safeParse(value);
  } catch {
    // SECURITY(input-throws): a refusal like any other.
    const issue = { code: 'custom' as const, path: [], message: 'cannot be looked at' };
    return { success: false, error: new z.ZodRealError([issue]) as z.ZodError<z.output<S>> };
  }
}

/** For where a refusal ends the work. @throws {z.ZodError} for what does not fit, and nothing else */
export function parseOrThrow<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = parseGuarded(schema, value);
  if (!parsed.success) throw parsed.error;
  return parsed.data;
}
