import { demoEstate } from './demo-estate.ts';
import { devicesEstate } from './devices-estate.ts';
import type { Estate } from './estate.ts';
import { largeEstate } from './large-estate.ts';
import { onboardingEstate } from './onboarding-estate.ts';
import { statusEstate } from './status-estate.ts';

export const ESTATE_KINDS = ['demo', 'large', 'status', 'devices', 'onboarding'] as const;
export type EstateKind = (typeof ESTATE_KINDS)[number];

const MAKERS = {
  demo: demoEstate,
  large: largeEstate,
  status: statusEstate,
  devices: devicesEstate,
  onboarding: onboardingEstate,
} as const;

/** The same kind and seed always make the same estate. */
export function makeEstate(kind: EstateKind, seed: number): Estate {
  return MAKERS[kind](seed);
}
