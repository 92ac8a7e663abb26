import type { AccessPath, Cloud, TenantId } from '../../../preload/contract/index.ts';

/** What the data process is told of a tenant. */
export interface EstateTenant {
  readonly id: TenantId;
  readonly name: string;
  readonly domain: string;
  readonly cloud: Cloud;
  readonly accessPath: AccessPath;
}
