import { demoEstate } from './demo-estate.ts';
import type { Estate } from './estate.ts';
import { largeEstate } from './large-estate.ts';

export const ESTATE_KINDS = ['demo', 'large'] as const;
export type EstateKind = (typeof ESTATE_KINDS)[number];

/** The same kind and seed always make the same estate. */
export function makeEstate(kind: EstateKind, seed: number): Estate {
  return kind === 'demo' ? demoEstate(seed) : largeEstate(seed);
}
