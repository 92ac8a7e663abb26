/**
 * What a table says of a key, and nothing of what every object has: a device may well be called
 * "constructor".
 */
export function ownValue<T>(
  table: Readonly<Record<string, T>> | undefined,
  key: string,
): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
