/** A store that can go back to how it was before anything was loaded. */
interface Resettable {
  readonly setState: (state: never, replace: true) => void;
  readonly getInitialState: () => unknown;
}

const stores: Resettable[] = [];

/** Notes a store, so that `resetStores` forgets nothing of the estate it held. */
export function registered<S extends Resettable>(store: S): S {
  stores.push(store);
  return store;
}

/** Puts every store back to its initial state. */
export function resetStores(): void {
  for (const store of stores) store.setState(store.getInitialState() as never, true);
}
