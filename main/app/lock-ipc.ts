import { channelOf, type Handlers } from '../../preload/contract/index.ts';
import type { AppLock } from './app-lock.ts';

/** Handlers of the `lock` area: no logic of their own. */
export function lockHandlers<C>(lock: AppLock): Handlers<C>['lock'] {
  return {
    get: () => lock.get(),
    lock: () => {
      lock.lock('operator');
      return {};
    },
    unlock: async ({ passphrase }) => {
      await lock.unlock(passphrase);
      return {};
    },
    unlockBySystem: async () => {
      await lock.unlockBySystem();
      return {};
    },
    setPassphrase: async ({ present, passphrase }) => {
      await lock.setPassphrase(present, passphrase);
      return {};
    },
  };
}

/**
 * What is answered while Bulkhead is locked: unlocking, and what the first paint needs, which is names
 * of tenants and titles of the pages that were open. No device, status, note or token is among it.
 */
export const OPEN_WHILE_LOCKED: ReadonlySet<string> = new Set([
  channelOf('lock', 'get'),
  channelOf('lock', 'unlock'),
  channelOf('lock', 'unlockBySystem'),
  // Refused by the lock itself, but for the first one that the policy asks for.
  channelOf('lock', 'setPassphrase'),
  channelOf('app', 'getStart'),
  channelOf('app', 'reportPainted'),
  channelOf('tenants', 'get'),
  channelOf('compartments', 'get'),
]);
