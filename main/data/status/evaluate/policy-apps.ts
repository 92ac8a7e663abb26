import type { CaPolicy } from '../facts.ts';
import { anyOf, maybe, no, yes, type Judgement } from './certainty.ts';
import type { Resource, SignInAttempt } from './sign-in-attempt.ts';

type Applications = CaPolicy['conditions']['applications'];

const SUITES = new Set(['All', 'None', 'Office365', 'MicrosoftAdminPortals']);

/**
 * Whether a policy's target resources hold something that is signed in to. An excluded app is out
 * even when all are in (Microsoft Learn, "Conditional Access: Target resources").
 */
export function appsMatch(apps: Applications, attempt: SignInAttempt): Judgement {
  if (apps.includeUserActions.length > 0) {
    return no('It is about registering security information or devices, not about signing in.');
  }
  if (apps.includeAuthenticationContextClassReferences.length > 0) {
    return no('It holds only where an app asks for an authentication context.');
  }
  return anyOf(
    attempt.resources.map((resource) => resourceMatches(apps, resource, attempt)),
    'It covers other apps.',
  );
}

function resourceMatches(
  apps: Applications,
  resource: Resource,
  attempt: SignInAttempt,
): Judgement {
  const excluded = holds(apps.excludeApplications, resource);
  if (excluded === 'yes') return no(`It leaves out ${resource.name}.`);
  const included = holds(apps.includeApplications, resource);
  if (included === 'no') return otherwiseIncluded(apps, attempt);
  if (included === 'maybe' || excluded === 'maybe') {
    return maybe(`It names a suite that holds parts of ${resource.name}.`);
  }
  if (apps.applicationFilter?.mode === 'exclude') {
    return maybe('It leaves out apps by attributes that Bulkhead does not read.');
  }
  return yes(
    apps.includeApplications.includes('All')
      ? 'It covers all apps.'
      : `It covers ${resource.name}.`,
  );
}

/** What is not named may still be meant: by a filter, or by an id of another cloud. */
function otherwiseIncluded(apps: Applications, attempt: SignInAttempt): Judgement {
  if (apps.applicationFilter !== null && apps.applicationFilter.mode !== 'exclude') {
    return maybe('It picks apps by attributes that Bulkhead does not read.');
  }
  const namesSingleApps = apps.includeApplications.some((app) => !SUITES.has(app));
  return namesSingleApps && !attempt.areResourcesAll
    ? maybe('It names apps of this cloud that Bulkhead does not know.')
    : no('It covers other apps.');
}

function holds(apps: readonly string[], resource: Resource): Judgement['is'] {
  const named = apps.map((app) => (SUITES.has(app) ? app : app.toLowerCase()));
  const isHeld = named.some(
    (app) => app === 'All' || app === resource.appId || resource.suites.includes(app),
  );
  if (isHeld) return 'yes';
  return named.some((app) => resource.partOf.includes(app)) ? 'maybe' : 'no';
}
