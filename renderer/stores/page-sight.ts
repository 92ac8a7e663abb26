import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';

type Listener = () => void;
/** Has a listener called at every change; answers with what ends that. */
type Subscribe = (listener: Listener) => Listener;

/**
 * Whether a page that is kept is in sight. While it is not, what stores would tell its parts is only
 * noted, and told once when the page comes back, so that a page that nobody sees draws nothing.
 */
export class PageSight {
  #isShown = true;
  readonly #missed = new Set<Listener>();
  readonly #watchers = new Set<Listener>();

  get isShown(): boolean {
    return this.#isShown;
  }

  show(isShown: boolean): void {
    if (isShown === this.#isShown) return;
    this.#isShown = isShown;
    for (const watcher of this.#watchers) watcher();
    if (!isShown) return;
    const missed = [...this.#missed];
    this.#missed.clear();
    for (const listener of missed) listener();
  }

  /** Is told when the page comes into sight or leaves it. */
  readonly watch: Subscribe = (watcher) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** Listens to a store for a part of the page. */
  readonly listen = (subscribe: Subscribe, listener: Listener): Listener => {
    const stop = subscribe(() => {
      if (this.#isShown) listener();
      else this.#missed.add(listener);
    });
    return () => {
      stop();
      this.#missed.delete(listener);
    };
  };
}

const ALWAYS_SHOWN = new PageSight();

/** The sight of the page around; what is on no page that is kept is always in sight. */
export const PageSightContext = createContext(ALWAYS_SHOWN);

/** How a part of a page listens to a store: not while its page is out of sight. */
export function useListening(subscribe: Subscribe): Subscribe {
  const sight = useContext(PageSightContext);
  return useMemo(
    () => (listener: Listener) => sight.listen(subscribe, listener),
    [sight, subscribe],
  );
}

/** Runs an effect that takes nothing while the page around is in sight, and ends it otherwise. */
export function useWhileShown(effect: () => () => void): void {
  const sight = useContext(PageSightContext);
  const isShown = useSyncExternalStore(sight.watch, () => sight.isShown);
  useEffect(() => (isShown ? effect() : undefined), [isShown, effect]);
}
