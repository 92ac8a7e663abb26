import type { Cloud } from '../../preload/contract/index.ts';
import { hostsOfCloud } from '../security/host-data.ts';
import { createHostList, type HostList } from '../security/host-list.ts';
import type { Policy } from './policy-schema.ts';

/** The host list that holds in a cloud: what is shipped, and what the policy adds. */
export function hostListIn(
  cloud: Cloud,
  { additionalHosts }: Pick<Policy, 'additionalHosts'>,
): HostList {
  const additional = additionalHosts[cloud];
  return createHostList(hostsOfCloud(cloud), {
    additionalNavigationHosts: additional?.navigation ?? [],
    additionalRequestHosts: additional?.requests ?? [],
  });
}
