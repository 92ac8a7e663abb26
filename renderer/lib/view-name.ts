/** Whether two names of views are one to the store that keeps them: upper and lower case are. */
export function isSameViewName(one: string, other: string): boolean {
  return keyOf(one) === keyOf(other);
}

const keyOf = (name: string) => name.normalize('NFC').trim().toLowerCase();
