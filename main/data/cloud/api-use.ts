import type { TenantApi, TenantApiDeps } from './tenant-api.ts';
import type { EstateTenant } from '../status/estate-tenant.ts';

/** What a collection gives to those it asks with: its place, its end, and an ear for waits. */
export type ApiUse = Pick<TenantApiDeps, 'slot' | 'signal' | 'onWaiting'>;

/** Makes the way to a tenant's services for one collection of it. */
export type ApiOf = (tenant: EstateTenant, use: ApiUse) => TenantApi;
