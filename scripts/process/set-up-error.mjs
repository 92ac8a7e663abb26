/**
 * Something the person at the terminal can act on. Shown as its message alone, without a stack.
 */
export class SetUpError extends Error {
  /** @override */
  name = 'SetUpError';
}
