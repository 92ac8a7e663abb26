import type { Handlers } from '../../preload/contract/index.ts';
import type { Policy } from '../policy/policy-schema.ts';
import { egressManifest } from './manifest.ts';

/** Handlers of the `egress` area: no logic of their own. */
export function egressHandlers<C>(
  policy: Pick<Policy, 'additionalHosts' | 'updates'>,
): Handlers<C>['egress'] {
  return { get: () => ({ clouds: egressManifest(policy) }) };
}
