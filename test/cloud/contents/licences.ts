import type { Licence } from '../estates/estate.ts';
import { createRandom } from '../estates/random.ts';

type Plan = readonly [name: string, id: string];

/** Source: Microsoft's "Product names and service plan identifiers". */
const PLANS = {
  exchange: ['EXCHANGE_S_STANDARD', '9aaf7827-d63c-4b61-89c3-182f06f82e5c'],
  p1: ['AAD_PREMIUM', '41781fb2-bc02-4b7c-bd55-b576c07bb09d'],
  p2: ['AAD_PREMIUM_P2', 'eec0eb4f-6444-4f95-aba0-50c24d67f998'],
  intune: ['INTUNE_A', 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5'],
  defender: ['WINDEFATP', '871d91ec-ec1a-452b-a83f-bd76c7d770ef'],
  xdr: ['MTP', 'bf28f719-7844-4079-9c78-c1307898e192'],
} as const satisfies Record<string, Plan>;

const SKUS: Readonly<Record<Licence, { name: string; plans: readonly Plan[] }>> = {
  none: { name: 'O365_BUSINESS_ESSENTIALS', plans: [PLANS.exchange] },
  p1: { name: 'SPB', plans: [PLANS.exchange, PLANS.p1, PLANS.intune] },
  p2: {
    name: 'SPE_E5',
    plans: [PLANS.exchange, PLANS.p1, PLANS.p2, PLANS.intune, PLANS.defender, PLANS.xdr],
  },
};

/** What `subscribedSkus` lists: one product in use, and one that has run out. */
export function subscribedSkusOf(
  seed: number,
  tenantId: string,
  licence: Licence,
): Record<string, unknown>[] {
  const random = createRandom(seed, `licences/${tenantId}`);
  const { name, plans } = SKUS[licence];
  const total = random.integer(10, 400);
  const sku = (
    skuPartNumber: string,
    capabilityStatus: string,
    provisioningStatus: string,
    of: readonly Plan[],
  ): Record<string, unknown> => {
    const skuId = random.guid();
    return {
      id: `${tenantId}_${skuId}`,
      skuId,
      skuPartNumber,
      appliesTo: 'User',
      capabilityStatus,
      consumedUnits: Math.floor(total * 0.8),
      prepaidUnits: { enabled: total, suspended: 0, warning: 0, lockedOut: 0 },
      servicePlans: of.map(([servicePlanName, servicePlanId]) => ({
        servicePlanId,
        servicePlanName,
        provisioningStatus,
        appliesTo: 'User',
      })),
    };
  };
  return [
    sku(name, 'Enabled', 'Success', plans),
    // A trial that ended: its plans must not be taken for a licence.
    sku('AAD_PREMIUM_P2', 'Suspended', 'Disabled', [PLANS.p2]),
  ];
}
