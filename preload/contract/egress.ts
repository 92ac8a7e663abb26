import { z } from 'zod';
import { query } from './define.ts';
import { isHostPattern } from './host-name.ts';
import { Cloud, CLOUDS } from './tenants.ts';

/**
 * What a host is for: `sign-in` and `page` fill a view, pages load and frame a `request`, newer
 * versions of Bulkhead are looked for at an `update`.
 */
export const EgressUse = z.enum(['sign-in', 'page', 'service', 'request', 'update']);
export type EgressUse = z.infer<typeof EgressUse>;

/** A host that Bulkhead or its pages reach, always by https or wss on port 443. */
export const EgressHost = z.strictObject({
  /** A name, or `*.` before one for every name below it. */
  host: z.string().max(255).refine(isHostPattern, 'not a host or *.host'),
  use: EgressUse,
  purpose: z.string().min(1).max(120),
  /** The public list or document that names it, or the policy. */
  source: z.string().min(1).max(120),
  /** Whether Bulkhead itself asks it, besides the pages. */
  isOwn: z.boolean(),
  /** Whether the policy of this device added it to the shipped list. */
  isAdded: z.boolean(),
});
export type EgressHost = z.infer<typeof EgressHost>;

/** The hosts of one cloud, in the order of their use. */
export const EgressCloud = z.strictObject({
  cloud: Cloud,
  hosts: z.array(EgressHost).max(1_000),
});
export type EgressCloud = z.infer<typeof EgressCloud>;

export const egress = {
  /** The hosts of every cloud, with those that the policy of this device added. */
  get: query({
    input: z.strictObject({}),
    output: z.strictObject({ clouds: z.array(EgressCloud).max(CLOUDS.length) }),
  }),
};
