import type { UpdateFault } from '../../preload/contract/index.ts';

/**
 * Why a check came to nothing, and what to do.
 * @param offered the version that was offered; null where nobody vouches for it
 */
export function updateFaultWords(fault: UpdateFault, host: string, offered: string | null): string {
  const version = offered ?? 'A version';
  switch (fault) {
    case 'redirected':
      return `${host} leads to another place, which is not followed. Tell your administrator.`;
    case 'timed-out':
      return `${host} did not answer in time. Try again later.`;
    case 'unreachable':
      return `${host} cannot be reached. Check the network, then try again.`;
    case 'not-found':
      return `${host} has no manifest or no signature at the address of the policy. Tell your administrator.`;
    case 'too-large':
      return `What ${host} sent is too large to be a manifest. Tell your administrator.`;
    case 'signature':
      return `What ${host} offers is not signed with a key of your organisation’s policy, so nothing of it was read. Tell your administrator.`;
    case 'form':
      return `What ${host} offers is signed, and is not a manifest that this version understands. Tell your administrator.`;
    case 'expired':
      return `${version} is offered by a manifest that has expired. There may be a newer one that is kept from this device. Tell your administrator.`;
    case 'older-than-running':
      return `${version} is offered, which is older than this Bulkhead. Bulkhead takes no step back. Tell your administrator.`;
    case 'older-than-seen':
      return `${version} is offered, and a newer release was offered on this device before. Bulkhead takes no step back. Tell your administrator.`;
  }
}
