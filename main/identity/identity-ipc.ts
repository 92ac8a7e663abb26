import type { Handlers } from '../../preload/contract/index.ts';
import type { IdentityService } from './identity-service.ts';

/** Handlers of the `identity` area: no logic of their own. */
export function identityHandlers<C>(service: IdentityService): Handlers<C>['identity'] {
  return {
    get: () => service.get(),
    signIn: (wish) => {
      service.signIn(wish);
      return {};
    },
    signInByCode: (wish) => {
      service.signInByCode(wish);
      return {};
    },
    cancelSignIn: ({ tenantId }) => {
      service.cancelSignIn(tenantId);
      return {};
    },
    dropTokens: async ({ tenantId }) => {
      await service.dropTokens(tenantId);
      return {};
    },
    removeAccount: async ({ accountId }) => {
      await service.removeAccount(accountId);
      return {};
    },
    copyConsentLink: ({ tenantId }) => {
      service.copyConsentLink(tenantId);
      return {};
    },
    copyDeviceCode: () => {
      service.copyDeviceCode();
      return {};
    },
    discover: async ({ accountId }) => {
      const { tenants, notes } = await service.discover(accountId);
      return { tenants: [...tenants], notes: [...notes] };
    },
  };
}
