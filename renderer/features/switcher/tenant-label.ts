import type { Tenant } from '../../../preload/contract/index.ts';
import { ATTENTION_WORDS, type Attention } from '../../lib/attention.ts';
import { endsText, type TenantEnds } from '../../lib/ends.ts';
import { agoText } from '../../lib/moments.ts';
import { ACCESS_NAMES, CLOUD_NAMES } from '../../lib/tenant-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { type Badge, badgeText } from './tenant-badges.ts';

interface Status {
  /** Empty while no status was read. */
  readonly badges: readonly Badge[];
  readonly collectedAt: string | null;
  /** When the oldest of its devices was collected; null when none was. */
  readonly devicesAt?: string | null;
  /** What of its onboarding ends or has drifted; null when nothing does. */
  readonly ends?: TenantEnds | null;
  readonly nowMs: number;
}

/** A tenant's row in words: everything its marks say, for tooltips and screen readers. */
export function tenantLabel(
  tenant: Tenant,
  attention: Attention,
  favouriteAt: number | null,
  { badges, collectedAt, devicesAt = null, ends = null, nowMs }: Status,
): string {
  // What is written comes first and as it is written, so that it can be spoken to.
  const written = [visibleText(tenant.name)];
  if (tenant.cloud !== 'global') written.push(CLOUD_NAMES[tenant.cloud]);
  written.push(tenant.domain);
  const parts = [written.join(' ')];
  if (tenant.accessPath !== 'unknown') parts.push(ACCESS_NAMES[tenant.accessPath]);
  parts.push(ATTENTION_WORDS[attention]);
  parts.push(...badges.map(badgeText));
  if (collectedAt !== null) parts.push(`status ${agoText(collectedAt, nowMs)}`);
  if (devicesAt !== null) parts.push(`devices ${agoText(devicesAt, nowMs)}`);
  const ending = endsText(ends);
  if (ending !== null) parts.push(ending);
  if (favouriteAt !== null && favouriteAt < 9) parts.push(`Ctrl+${String(favouriteAt + 1)}`);
  return parts.join(', ');
}

/** The older of two moments: what a tenant's data is as fresh as. */
export function olderOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) < Date.parse(other) ? one : other;
}
