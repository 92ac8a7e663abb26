import type { DeviceSource } from '../../../../preload/contract/device-columns.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';
import type { TenantApi } from '../../cloud/tenant-api.ts';
import type { ReadRecords } from '../sources/read-records.ts';
import type { VulnerabilityMemory } from './vulnerability-counts.ts';

/** Sources that are asked, in contrast to files that are imported. */
export type ServiceSource = Extract<DeviceSource, 'defender' | 'intune' | 'entra'>;

/** One page, read as far as it is valid. */
export interface CollectedPage extends ReadRecords {
  readonly removedIds: readonly string[];
  /** Where the next page is; null when this was the last. */
  readonly next: string | null;
  readonly deltaLink: string | null;
  /** Something beside the records that could not be had, and what it needs; of the first page. */
  readonly lack?: { readonly problem: string; readonly needs: string | null } | null;
}

/** What a reader knows besides the service. */
export interface ReadContext {
  readonly tenantId: TenantId;
  readonly now: () => Date;
  /** Null counts no vulnerabilities. */
  readonly vulnerabilities: VulnerabilityMemory | null;
}

/**
 * Reads the pages of one run one after the other. Throws a CloudError.
 * @param from null for the first page, else what a page before, or a run before, gave as `next`
 */
export type ReadPage = (api: TenantApi, from: string | null) => Promise<CollectedPage>;

/** Lists the devices of one source of a tenant. */
export interface DeviceCollector {
  readonly source: ServiceSource;
  /** As in messages: "Defender: …". */
  readonly label: string;
  readonly permission: string;
  /** Roles that may read it, for when it is refused. */
  readonly roles: string;
  readonly licence: string | null;
  /** How long the place where a run was cut off is good for, in seconds. */
  readonly resumableForS: number;
  /** A reader for one run; it may remember what it saw. */
  readonly open: (context: ReadContext) => ReadPage;
}
