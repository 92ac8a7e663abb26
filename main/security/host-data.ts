import { z } from 'zod';
import { isHostPattern } from '../../preload/contract/host-name.ts';
import { Cloud } from '../../preload/contract/index.ts';
import china from '../../resources/hosts/china.json' with { type: 'json' };
import dod from '../../resources/hosts/dod.json' with { type: 'json' };
import gccHigh from '../../resources/hosts/gcc-high.json' with { type: 'json' };
import global from '../../resources/hosts/global.json' with { type: 'json' };
import { parseOrThrow } from './parse-guarded.ts';

const HostGroup = z.strictObject({
  /** What the hosts are for, in words an administrator can act on. */
  purpose: z.string().min(1).max(120),
  /** The public list or document that names them. */
  source: z.string().min(1).max(120),
  /** False where anyone can have a name below the wildcard: requests go there without secrets. */
  credentials: z.literal(false).optional(),
  hosts: z.array(z.string().refine(isHostPattern, 'not a host or *.host')).min(1).readonly(),
});

const HostGroups = z.array(HostGroup).readonly();

/** The hosts of one cloud, as `resources/hosts/<cloud>.json` has them. Also the egress list. */
export const CloudHosts = z.strictObject({
  cloud: Cloud,
  name: z.string().min(1).max(60),
  /** Pages on which an operator signs in; top-level. */
  signIn: HostGroups,
  /** Pages of the portals; top-level. */
  navigation: HostGroups,
  /** What those pages load and frame. */
  requests: HostGroups,
  /** Services that pages and Bulkhead itself call with a token. */
  api: HostGroups,
  /** Asked for by the pages, not needed by them: refused without a notice. */
  telemetry: HostGroups,
});
export type CloudHosts = z.infer<typeof CloudHosts>;

const FILES: Readonly<Record<Cloud, unknown>> = { global, 'gcc-high': gccHigh, dod, china };
const parsed = new Map<Cloud, CloudHosts>();

/** The shipped hosts of a cloud. Throws when the shipped file is damaged. */
export function hostsOfCloud(cloud: Cloud): CloudHosts {
  const known = parsed.get(cloud);
  if (known !== undefined) return known;
  const hosts = parseOrThrow(CloudHosts, FILES[cloud]);
  parsed.set(cloud, hosts);
  return hosts;
}
