import type { Tenant } from '../../../preload/contract/index.ts';
import { ATTENTION_WORDS, type Attention } from '../../lib/attention.ts';
import { ACCESS_NAMES, CLOUD_NAMES } from '../../lib/tenant-words.ts';
import { visibleText } from '../../lib/visible-text.ts';

/** A tenant's row in words: everything its marks say, for tooltips and screen readers. */
export function tenantLabel(
  tenant: Tenant,
  attention: Attention,
  favouriteAt: number | null,
): string {
  // What is written comes first and as it is written, so that it can be spoken to.
  const written = [visibleText(tenant.name), tenant.domain];
  if (tenant.cloud !== 'global') written.push(CLOUD_NAMES[tenant.cloud]);
  const parts = [written.join(' ')];
  if (tenant.accessPath !== 'unknown') parts.push(ACCESS_NAMES[tenant.accessPath]);
  parts.push(ATTENTION_WORDS[attention]);
  if (favouriteAt !== null && favouriteAt < 9) parts.push(`Ctrl+${String(favouriteAt + 1)}`);
  return parts.join(', ');
}
