import type { Handlers } from '../../preload/contract/index.ts';
import type { Updates } from './updates.ts';

/** Handlers of the `updates` area: no logic of their own. */
export function updatesHandlers<C>(updates: Updates): Handlers<C>['updates'] {
  return {
    get: () => updates.get(),
    check: async () => ({ result: await updates.check() }),
    download: ({ fileName }) => updates.download(fileName),
    cancel: () => {
      updates.cancel();
      return {};
    },
  };
}
