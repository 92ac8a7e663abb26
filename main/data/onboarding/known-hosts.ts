import { CLOUDS } from '../../../preload/contract/index.ts';
import { hostsOfCloud } from '../../security/host-data.ts';
import { createHostList, type HostList } from '../../security/host-list.ts';

let lists: readonly HostList[] | null = null;

/**
 * Whether some cloud has a portal on a host; a sign-in page is no place for a step. A checklist may be for any of them; whether the cloud
 * of a run's tenant lists it is decided when the page is opened.
 */
export function isHostOfAnyCloud(host: string): boolean {
  lists ??= CLOUDS.map((cloud) => createHostList(hostsOfCloud(cloud)));
  return lists.some((list) => list.isPortalHost(host));
}
