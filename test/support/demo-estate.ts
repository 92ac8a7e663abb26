import type { TenantId } from '../../preload/contract/index.ts';
import type { SimulatedTenant } from '../cloud/estates/estate.ts';
import type { Cloud } from '../cloud/start-cloud.ts';

/** The operator's account: at home in Contoso, a guest in Fabrikam and others. */
export const OPERATOR = 'dana.okafor@contoso.com';
/** The operator's second account, which only Fabrikam and Litware know. */
export const FABRIKAM_ADMIN = 'adm-dana@fabrikam.com';

/** A tenant of the simulated cloud by its name. */
export function demoTenant(
  { estate }: Pick<Cloud, 'estate'>,
  name: string,
): SimulatedTenant & { readonly id: TenantId } {
  const found = estate.tenants.find((tenant) => tenant.name === name);
  if (found === undefined) throw new Error(`no tenant ${name}`);
  return found as SimulatedTenant & { readonly id: TenantId };
}
