import { BlockList, isIP } from 'node:net';
import type { CaPolicy, NamedLocation } from '../facts.ts';
import { maybe, no, yes, type Certainty, type Judgement } from './certainty.ts';

/** Where a sign-in comes from, as far as it is known. */
export interface Place {
  readonly ipAddress: string | null;
  readonly country: string | null;
  /** Null when named locations could not be read. */
  readonly locations: readonly NamedLocation[] | null;
}

/**
 * Whether a policy's locations hold the place (Microsoft Learn, "Conditional Access: Network
 * assignment"). Bulkhead asks no service for its own public address, so this is often not known.
 */
export function locationMatches(
  condition: CaPolicy['conditions']['locations'],
  place: Place,
): Judgement {
  if (condition === null) return yes('It covers all locations.');
  // Graph always names one; a condition without any was not understood, and is no "none".
  const included =
    condition.includeLocations.length === 0 ? 'maybe' : within(condition.includeLocations, place);
  if (included === 'no') return no('It covers other locations.');
  const excluded = within(condition.excludeLocations, place);
  if (excluded === 'yes') return no('It leaves out this location.');
  if (included === 'maybe' || excluded === 'maybe') {
    return maybe('It depends on the network, which Bulkhead does not know.');
  }
  return yes('It covers this location.');
}

function within(ids: readonly string[], place: Place): Certainty {
  const each = new Set(ids.map((id) => withinOne(id, place)));
  if (each.has('yes')) return 'yes';
  return each.has('maybe') ? 'maybe' : 'no';
}

function withinOne(id: string, place: Place): Certainty {
  if (id === 'All') return 'yes';
  if (place.locations === null) return 'maybe';
  if (id === 'AllTrusted') {
    const trusted = place.locations.filter((one) => one.kind === 'ip' && one.isTrusted);
    // Addresses that old MFA settings trust belong to it as well and cannot be read.
    return trusted.some((one) => isInside(one, place) === 'yes') ? 'yes' : 'maybe';
  }
  const location = place.locations.find((one) => one.id.toLowerCase() === id.toLowerCase());
  return location === undefined ? 'maybe' : isInside(location, place);
}

function isInside(location: NamedLocation, place: Place): Certainty {
  if (location.kind === 'country') {
    if (place.country === null) return 'maybe';
    return location.countries.includes(place.country) ? 'yes' : 'no';
  }
  if (place.ipAddress === null) return 'maybe';
  return isInRanges(place.ipAddress, location.ranges);
}

/** Whether an address is in one of the CIDR ranges; `maybe` when a range cannot be read. */
export function isInRanges(address: string, ranges: readonly string[]): Certainty {
  const family = isIP(address);
  if (family === 0) return 'maybe';
  const list = new BlockList();
  let isEveryRangeRead = true;
  for (const range of ranges) {
    if (!addRange(list, range)) isEveryRangeRead = false;
  }
  if (list.check(address, family === 6 ? 'ipv6' : 'ipv4')) return 'yes';
  return isEveryRangeRead ? 'no' : 'maybe';
}

function addRange(list: BlockList, range: string): boolean {
  const [net = '', bits = '', ...more] = range.split('/');
  const family = isIP(net);
  const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (more.length > 0 || family === 0 || prefix < 0 || prefix > (family === 6 ? 128 : 32)) {
    return false;
  }
  list.addSubnet(net, prefix, family === 6 ? 'ipv6' : 'ipv4');
  return true;
}
