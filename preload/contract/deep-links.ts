import { z } from 'zod';
import { EngagementId } from './onboarding.ts';
import { TenantId } from './ids.ts';

/** Pages of the estate that a link may name. */
const LINKED_PAGES = [
  'overview',
  'devices',
  'status-matrix',
  'trust-matrix',
  'onboarding',
  'journal',
  'egress',
  'settings',
  'about',
] as const;
export const LinkedPage = z.enum(LINKED_PAGES);

/** What of a tenant a link may name. Never a portal: that would open a page of somebody else's choice. */
export const LinkedSurface = z.enum(['devices', 'status', 'onboarding', 'notes']);

/** Where a `bulkhead://` link of another program leads: to a place in Bulkhead, and nowhere else. */
export const DeepLink = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('page'), page: LinkedPage }),
  z.strictObject({
    kind: z.literal('tenant'),
    tenantId: TenantId,
    /** Null shows the tenant as it was left. */
    surface: LinkedSurface.nullable(),
  }),
  z.strictObject({ kind: z.literal('run'), engagementId: EngagementId }),
  /** A list of devices as “Copy as text” makes it; the page reads it as one that was pasted. */
  z.strictObject({ kind: z.literal('device-view'), text: z.string().min(1).max(8_000) }),
]);
export type DeepLink = z.infer<typeof DeepLink>;
