/** One event of the fake bridge. */
export interface Emitter<T> {
  readonly emit: (payload: T) => void;
  readonly on: (listener: (payload: T) => void) => () => void;
}

/** Hands copies out, as the real bridge does, so that nobody can share an object by mistake. */
export function emitter<T>(): Emitter<T> {
  const listeners = new Set<(payload: T) => void>();
  return {
    emit: (payload) => {
      for (const listener of listeners) listener(structuredClone(payload));
    },
    on: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
