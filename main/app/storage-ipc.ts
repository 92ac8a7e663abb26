import type { Handlers } from '../../preload/contract/index.ts';
import type { EstateLock } from './estate-lock.ts';

/** Handlers of the `storage` area: no logic of their own. */
export function storageHandlers<C>(lock: EstateLock): Handlers<C>['storage'] {
  return {
    get: () => lock.get(),
    unlock: async ({ passphrase }) => {
      await lock.unlock(passphrase);
      return {};
    },
    setPassphrase: async ({ passphrase }) => {
      await lock.setPassphrase(passphrase);
      return {};
    },
    changePassphrase: async ({ passphrase, next }) => {
      await lock.changePassphrase(passphrase, next);
      return {};
    },
    startAnew: async () => {
      await lock.startAnew();
      return {};
    },
  };
}
