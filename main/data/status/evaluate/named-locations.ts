import type { Finding } from '../../../../preload/contract/status.ts';
import type { CaPolicy, NamedLocation } from '../facts.ts';
import { boundedText, counted, listed } from './bounded-text.ts';
import { finding, gapFinding } from './finding.ts';
import { demandsMfa } from './demands-mfa.ts';
import type { Picture } from './picture.ts';
import { isOn } from './policy-scope.ts';

/** Whether a network takes MFA away. A trusted location that does is a weakening, not a protection. */
export function namedLocations({ facts }: Picture): Finding {
  const { namedLocations: locations, caPolicies } = facts;
  if (locations.kind !== 'known') return gapFinding('named-locations', locations, 'Locations');
  const evidence = locations.value.map((one) => [one.displayName, describe(one)] as const);
  if (caPolicies.kind !== 'known') {
    const more = `There ${locations.value.length === 1 ? 'is' : 'are'} ${counted(locations.value.length, 'named location', 'named locations')}.`;
    return gapFinding('named-locations', caPolicies, 'Policies', more);
  }
  const weakened = caPolicies.value.filter(
    (policy) => isOn(policy) && demandsMfa(policy) && leavesOutLocations(policy),
  );
  const from = [locations, caPolicies];
  if (weakened.length > 0) {
    const names = [...new Set(weakened.flatMap((policy) => leftOut(policy, locations.value)))];
    return finding('named-locations', {
      state: 'attention',
      word: 'MFA skipped',
      reason: `MFA is skipped from ${listed(names, 3)}: ${listed(
        weakened.map((policy) => `“${boundedText(policy.displayName, 60)}”`),
        2,
      )} leaves ${names.length === 1 ? 'it' : 'them'} out.`,
      evidence,
      from,
    });
  }
  return finding('named-locations', {
    state: 'fact',
    word:
      locations.value.length === 0
        ? 'None'
        : counted(locations.value.length, 'location', 'locations'),
    reason: 'No policy that demands MFA leaves out a network.',
    evidence,
    from,
  });
}

const leavesOutLocations = ({ conditions }: CaPolicy) =>
  (conditions.locations?.excludeLocations.length ?? 0) > 0;

function leftOut({ conditions }: CaPolicy, all: readonly NamedLocation[]): readonly string[] {
  return (conditions.locations?.excludeLocations ?? []).map((id) => {
    if (id === 'AllTrusted') return 'all trusted locations';
    const found = all.find((one) => one.id.toLowerCase() === id.toLowerCase());
    return found === undefined
      ? 'a location that is not in the list'
      : `“${boundedText(found.displayName, 60)}”`;
  });
}

function describe(location: NamedLocation): string {
  if (location.kind === 'country') {
    const unknown = location.includesUnknown ? ' and unknown ones' : '';
    return `countries: ${listed(location.countries, 20)}${unknown}`;
  }
  return `${location.isTrusted ? 'trusted, ' : ''}${listed(location.ranges, 5)}`;
}
