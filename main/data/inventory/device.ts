import type { TenantId } from '../../../preload/contract/index.ts';
import type { DeviceSource } from '../../../preload/contract/device-columns.ts';

/**
 * The shapes that the parts of the inventory hand each other. A record is what one source says of
 * one device; a device is all records of a tenant that are about the same thing, put together.
 */

/** Values of which there are few, in the words of `DEVICE_VALUES` where it has them. */
export const FACET_FIELDS = [
  'category',
  'deviceGroup',
  'os',
  'osVersion',
  'manufacturer',
  'model',
  'encryption',
  'risk',
  'exposure',
  'criticality',
  'health',
  'onboarding',
  'antivirus',
  'compliance',
  'managedBy',
  'ownership',
  'joinType',
  'enabled',
  'internetFacing',
  'domain',
] as const;
export type FacetField = (typeof FACET_FIELDS)[number];

export const TEXT_FIELDS = ['name', 'dnsName', 'user', 'userName', 'email', 'serial'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const ID_FIELDS = ['entraDeviceId', 'entraObjectId', 'defenderId', 'intuneId'] as const;
export type IdField = (typeof ID_FIELDS)[number];

export const LIST_FIELDS = ['tags', 'ips', 'macs'] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/** Times that a source tells, in whole seconds since 1970. */
export const TIME_FIELDS = [
  'lastSeen',
  'firstSeen',
  'lastSync',
  'lastSignIn',
  'enrolledAt',
] as const;
export type TimeField = (typeof TIME_FIELDS)[number];

export const COUNT_FIELDS = ['vulnerabilities', 'criticalVulnerabilities'] as const;
export type CountField = (typeof COUNT_FIELDS)[number];

/** Longest values that are taken in; what is longer is cut and counted. Lists: each value. */
export const MAX_TEXT = 256;
export const MAX_FACET_VALUE = 120;
export const MAX_LIST = 50;

type Facts = Readonly<Record<FacetField | TextField | IdField, string | null>> &
  Readonly<Record<ListField, readonly string[]>> &
  Readonly<Record<TimeField | CountField, number | null>>;

/**
 * What one record says, in common words. A field that the source knows nothing of is left out; one
 * that it has and leaves empty is null.
 */
export type RecordFacts = Partial<Facts>;

/** One record as a collector or an import hands it to the store. */
export interface NewRecord {
  readonly source: DeviceSource;
  /** The source's own id of it; bounded, not empty. */
  readonly sourceId: string;
  /** Entra device id in lower case, by which records are joined; null when it is not registered. */
  readonly joinId: string | null;
  /** The record as it came, JSON text. */
  readonly raw: string;
  /** What it says, where the reading already made it: `factsOf(source, raw)`, without parsing again. */
  readonly facts?: RecordFacts;
}

/** A record as the store keeps it. Times are whole seconds since 1970. */
export interface KeptRecord extends Omit<NewRecord, 'facts'> {
  readonly collectedAt: number;
  readonly firstCollectedAt: number;
  /** When the imported file was exported; null for services. */
  readonly exportedAt: number | null;
}

/** A device as the table shows it: every field decided, null or empty where no source says. */
export type Device = Facts & {
  readonly id: number;
  readonly tenantId: TenantId;
  readonly sources: readonly DeviceSource[];
  /** Newest of its records. */
  readonly collectedAt: number;
  /** When Bulkhead first knew of it. */
  readonly firstCollectedAt: number;
  readonly exportedAt: number | null;
  /** When a collection last found it changed or new; null when never since it was first collected. */
  readonly changedAt: number | null;
};
