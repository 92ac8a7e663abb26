import type { CaPolicy } from '../facts.ts';
import { maybe, no, not, yes, type Judgement } from './certainty.ts';
import { filterMatches, type Device } from './device-filter.ts';
import type { Client, SignInAttempt } from './sign-in-attempt.ts';

type Conditions = CaPolicy['conditions'];

const CLIENT_APP: Readonly<Record<Client, string>> = {
  'embedded-page': 'browser',
  'managed-browser': 'browser',
  'api-by-page': 'mobileAppsAndDesktopClients',
  'api-by-broker': 'mobileAppsAndDesktopClients',
  'exchange-active-sync': 'exchangeActiveSync',
  'other-legacy': 'other',
};

const CLIENT_APPS = new Set([
  'all',
  'browser',
  'mobileAppsAndDesktopClients',
  'exchangeActiveSync',
  'easSupported',
  'other',
]);

/** No choice means all, legacy clients included (Microsoft Learn, "Conditional Access: Conditions"). */
export function clientMatches(types: Conditions['clientAppTypes'], client: Client): Judgement {
  const own = CLIENT_APP[client];
  if (types.length === 0 || types.includes('all') || types.includes(own)) {
    return yes('It covers this kind of client.');
  }
  if (own === 'exchangeActiveSync' && types.includes('easSupported')) {
    return maybe('It covers Exchange ActiveSync on some platforms.');
  }
  return types.every((type) => CLIENT_APPS.has(type))
    ? no('It covers other kinds of clients.')
    : maybe('It names a kind of client that Bulkhead does not know.');
}

/** The platform comes from what the client says of itself and is not verified by Microsoft. */
export function platformMatches(
  platforms: Conditions['platforms'],
  platform: string | null,
): Judgement {
  if (platforms === null) return yes('It covers all platforms.');
  // Graph always names one; a condition without any was not understood, and is no "none".
  const included =
    platforms.includePlatforms.length === 0
      ? 'maybe'
      : platformIn(platforms.includePlatforms, platform);
  if (included === 'no') return no('It covers other platforms.');
  const excluded = platformIn(platforms.excludePlatforms, platform);
  if (excluded === 'yes') return no('It leaves out this platform.');
  return included === 'maybe' || excluded === 'maybe'
    ? maybe('It depends on the platform, which is not known.')
    : yes('It covers this platform.');
}

function platformIn(names: readonly string[], platform: string | null): Judgement['is'] {
  const lower = names.map((name) => name.toLowerCase());
  if (lower.includes('all')) return 'yes';
  if (platform === null) return lower.length === 0 ? 'no' : 'maybe';
  return lower.includes(platform.toLowerCase()) ? 'yes' : 'no';
}

/** Risk is seen by Microsoft alone: a policy that waits for it may hit at any sign-in. */
export function riskMatches(
  levels: readonly string[],
  level: string | null,
  what: string,
): Judgement {
  if (levels.length === 0) return yes('It does not ask about risk.');
  if (level === null) {
    return maybe(`It holds only at a certain ${what}, which Bulkhead cannot see.`);
  }
  return levels.includes(level)
    ? yes(`It holds at this ${what}.`)
    : no(`It holds only at another ${what}.`);
}

/** Microsoft Learn, "Conditional Access: Authentication flows". */
export function flowMatches(flows: readonly string[], flow: SignInAttempt['flow']): Judgement {
  const asked = flows.filter((name) => name !== 'none');
  if (asked.length === 0) return yes('It covers all ways of signing in.');
  if (asked.includes(flow)) return yes('It covers this way of signing in.');
  const known = asked.every(
    (name) => name === 'deviceCodeFlow' || name === 'authenticationTransfer',
  );
  return known
    ? no('It holds only for device code flow or authentication transfer.')
    : maybe('It names a way of signing in that Bulkhead does not know.');
}

/** Microsoft Learn, "Conditional Access: Filter for devices". */
export function deviceMatches(filter: Conditions['deviceFilter'], device: Device): Judgement {
  if (filter === null) return yes('It does not ask about the device.');
  const matches = filterMatches(filter.rule, device);
  const is = filter.mode === 'exclude' ? not(matches) : matches;
  if (is === 'maybe') return maybe('It filters devices. Whether this one is meant is not known.');
  const seen = device.state === 'none' ? 'no device can be shown' : 'this device';
  if (filter.mode === 'exclude') {
    return is === 'yes'
      ? yes(`It leaves out certain devices, and ${seen === 'this device' ? 'this is none' : seen}.`)
      : no('It leaves out this device.');
  }
  return is === 'yes'
    ? yes('It covers this device.')
    : no(`It covers certain devices only; ${seen === 'this device' ? 'this is none' : seen}.`);
}
