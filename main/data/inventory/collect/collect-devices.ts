import { defenderCollector } from './defender-collector.ts';
import { type CollectedSource, collectSource, type CollectSourceDeps } from './collect-source.ts';
import type { DeviceCollector } from './device-collector.ts';
import { entraCollector, intuneCollector } from './graph-collectors.ts';

/** The source that most is known from comes first. */
const COLLECTORS: readonly DeviceCollector[] = [defenderCollector, intuneCollector, entraCollector];

export interface CollectDevicesDeps extends CollectSourceDeps {
  readonly collectors?: readonly DeviceCollector[];
}

export interface CollectedDevices {
  readonly sources: readonly CollectedSource[];
}

/**
 * Collects all sources of one tenant, one after the other. What one refuses never stops the others.
 * Throws only when it was cancelled, and what the store throws.
 */
export async function collectDevices(deps: CollectDevicesDeps): Promise<CollectedDevices> {
  const beganAt = deps.now();
  const sources: CollectedSource[] = [];
  for (const collector of deps.collectors ?? COLLECTORS) {
    sources.push(await collectSource({ ...deps, beganAt }, collector));
  }
  return { sources };
}
