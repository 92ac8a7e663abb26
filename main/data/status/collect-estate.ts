import {
  type CollectOneOptions,
  createEstateCollection as createCollection,
  type EstateCollection,
  type EstateCollectionDeps as CollectionDeps,
} from '../collection/collect-estate.ts';
import type { CollectedTenant } from './collect/collect-tenant.ts';
import type { StatusStore } from './status-store.ts';

export type { CollectOneOptions, EstateCollection };

export interface EstateCollectionDeps extends Omit<
  CollectionDeps<CollectedTenant>,
  'memory' | 'finish'
> {
  readonly store: StatusStore;
  readonly now: () => Date;
}

const BROKEN: CollectedTenant = {
  answers: {},
  problem: 'Collecting failed inside Bulkhead. The log says more.',
};

/** Collects the status of many tenants side by side, each for itself. */
export function createEstateCollection(deps: EstateCollectionDeps): EstateCollection {
  const { store, now } = deps;
  return createCollection({
    ...deps,
    memory: store,
    finish(id, collected) {
      const { answers, problem } = collected ?? BROKEN;
      const isComplete = problem === null;
      store.saveAnswers(id, answers);
      store.finish(id, { collectedAt: isComplete ? now().toISOString() : null, problem });
      return isComplete ? 'complete' : 'failed';
    },
  });
}
