/**
 * Threat: a page sends a value so large or deep that validating it stalls the process that every
 * tenant depends on. Schemas bound each field but walk everything first.
 * This counts what is there before any schema looks, and stops at the bound.
 * Tested in test/unit/main/ipc/message-budget.test.ts and by the hostile-message tests.
 */

export interface MessageBudget {
  /** Values of any kind, containers included. */
  readonly values: number;
  /** UTF-16 units of all strings and keys together. */
  readonly characters: number;
  readonly depth: number;
}

/** More than any method of the contract can legitimately take. */
const MESSAGE_BUDGET: MessageBudget = { values: 4_000, characters: 200_000, depth: 8 };

/**
 * Whether a structured-cloned value stays within the budget and consists of plain data only:
 * objects without exotic prototypes, arrays, strings, finite numbers, booleans, null, undefined.
 */
export function isWithinBudget(value: unknown, budget: MessageBudget = MESSAGE_BUDGET): boolean {
  let values = 0;
  let characters = 0;
  const stack: { value: unknown; depth: number }[] = [{ value, depth: 0 }];

  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    values += 1;
    if (values > budget.values || next.depth > budget.depth) return false;
    const current = next.value;
    const depth = next.depth + 1;

    if (typeof current === 'string') {
      characters += current.length;
    } else if (Array.isArray(current)) {
      if (current.length > budget.values - values) return false;
      for (const item of current) stack.push({ value: item, depth });
    } else if (typeof current === 'object' && current !== null) {
      const prototype: unknown = Object.getPrototypeOf(current);
      if (prototype !== Object.prototype && prototype !== null) return false;
      const keys = Object.keys(current);
      if (keys.length > budget.values - values) return false;
      for (const key of keys) {
        characters += key.length;
        stack.push({ value: (current as Record<string, unknown>)[key], depth });
      }
    } else if (typeof current === 'number' ? !Number.isFinite(current) : !isPlainScalar(current)) {
      return false;
    }
    if (characters > budget.characters) return false;
  }
  return true;
}

function isPlainScalar(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'boolean';
}
