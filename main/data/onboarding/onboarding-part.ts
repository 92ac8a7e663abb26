import type { TenantId } from '../../../preload/contract/index.ts';
import type { FromData, OnboardingMethod } from '../protocol.ts';
import type { ForgottenTenant } from './forgotten-names.ts';
import { answerOnboarding } from './onboarding-calls.ts';
import { createOnboardingService, type OnboardingServiceDeps } from './onboarding-service.ts';

export interface OnboardingPartDeps extends Omit<OnboardingServiceDeps, 'onChanged'> {
  /** Whether what is kept of tenants that are not in the estate is erased. */
  readonly forgetsOthers: boolean;
  readonly tellMain: (message: FromData) => void;
  readonly tellEveryMs: number | undefined;
}

/** Onboarding in the data process: store, runs and checks, put together. */
export interface OnboardingPart {
  answer(method: OnboardingMethod, input: unknown): Promise<unknown>;
  start(): void;
  estateChanged(): void;
  /** The tenant's status was collected. */
  collected(tenantId: TenantId): void;
  /** Leaves no byte of the tenant in either file. */
  forget(tenantId: TenantId, tenant: ForgottenTenant): Promise<void>;
  /** Keeps what is in memory under a key that came later; nothing to do when it is kept already. */
  keepUnder(key: Uint8Array): void;
  /** Has the next start look through both files. */
  suspect(): void;
  stop(): void;
}

/** Every run, which goes through main: 300 of them are some 200 KB. */
const TELL_EVERY_MS = 500;

export function createOnboardingPart(deps: OnboardingPartDeps): OnboardingPart {
  const { store } = deps;
  let telling: NodeJS.Timeout | null = null;
  let isStopped = false;
  const tell = () => {
    telling = null;
    try {
      deps.tellMain({ type: 'onboarding-changed', onboarding: service.get() });
    } catch (error) {
      deps.onFault(error);
    }
  };
  const changed = () => {
    if (isStopped) return;
    telling ??= setTimeout(tell, deps.tellEveryMs ?? TELL_EVERY_MS);
  };
  const service = createOnboardingService({ ...deps, onChanged: changed });

  /** Evidence that was removed can be brought back until the app is quit, and is gone then. */
  const purge = () => {
    if (store.storage === 'read-only' || store.rows.countRemoved() === 0) return;
    store.change((rows) => rows.purgeRemoved());
  };
  const forgetOthers = () => {
    const known = new Set(deps.tenants().map(({ id }) => id));
    const others = service.tenantIds().filter((id) => !known.has(id));
    for (const id of others) {
      service.forget(id).then(() => store.erase(), deps.onFault);
    }
  };

  return {
    answer: (method, input) => answerOnboarding(service, method, input),
    start() {
      try {
        store.look();
        purge();
        if (deps.forgetsOthers) forgetOthers();
      } catch (error) {
        // What is kept is read all the same.
        deps.onFault(error);
      }
      changed();
    },
    estateChanged: () => service.estateChanged(),
    collected: (tenantId) => service.collected(tenantId),
    async forget(tenantId, tenant) {
      await service.forget(tenantId, tenant);
      store.erase();
    },
    keepUnder: (key) => store.keepUnder?.(key),
    suspect: () => store.suspect(),
    stop() {
      isStopped = true;
      if (telling !== null) clearTimeout(telling);
      service.stop();
      try {
        purge();
      } catch {
        // The next start does it.
      }
      store.close();
    },
  };
}
