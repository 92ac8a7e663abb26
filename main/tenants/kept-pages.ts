import type { TenantId } from '../../preload/contract/index.ts';
import type { KeptView, KeptWorkspace } from './compartments.ts';

interface KeptCompartment {
  readonly tenantId: TenantId;
  readonly activeIndex: number;
  readonly views: KeptView[];
}

/** What is kept without a tenant: also without the pages of others that name it in their address. */
export function withoutPagesOf(
  compartments: KeptWorkspace['compartments'],
  tenantId: TenantId,
): KeptCompartment[] {
  return compartments
    .filter((compartment) => compartment.tenantId !== tenantId)
    .map(({ tenantId: owner, views, activeIndex }) => ({
      tenantId: owner,
      activeIndex,
      views: views.filter(({ url }) => !url.toLowerCase().includes(tenantId)),
    }))
    .filter(({ views }) => views.length > 0);
}
