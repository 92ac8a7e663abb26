/**
 * A list of things to take down, the last one first. One that fails does not keep the others up.
 *
 * @returns {{ own: (close: () => Promise<void>) => void, closeAll: () => Promise<void> }}
 */
export function createClosers() {
  /** @type {(() => Promise<void>)[]} */
  const closers = [];
  return {
    own: (close) => void closers.push(close),
    async closeAll() {
      /** @type {unknown[]} */
      const failures = [];
      for (const close of closers.splice(0).reverse()) {
        await close().catch((error) => failures.push(error));
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be ended.');
    },
  };
}
