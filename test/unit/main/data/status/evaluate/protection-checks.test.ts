import { describe, expect, it } from 'vitest';
import type { TenantFacts } from '../../../../../../main/data/status/facts.ts';
import type { CheckId } from '../../../../../../preload/contract/status.ts';
import { check, verdict } from './a-check.ts';
import { aPolicy, guests, STRENGTHS } from './a-policy.ts';
import { gap, known } from './some-facts.ts';

describe('MFA method', () => {
  const reporting = aPolicy({ state: 'enabledForReportingButNotEnforced' });
  it.each<[string, Partial<TenantFacts>, string]>([
    ['a policy for all', { caPolicies: known([aPolicy()]) }, 'pass: Conditional Access'],
    [
      'a strength',
      { caPolicies: known([aPolicy({ grant: { authenticationStrength: STRENGTHS.mfa } })]) },
      'pass: Conditional Access',
    ],
    [
      'security defaults',
      { securityDefaults: known({ isEnabled: true }) },
      'pass: Security defaults',
    ],
    [
      'security defaults without a licence for policies',
      { securityDefaults: known({ isEnabled: true }), caPolicies: gap('not-licensed') },
      'pass: Security defaults',
    ],
    ['nothing', {}, 'fail: None detected'],
    ['report-only', { caPolicies: known([reporting]) }, 'report-only: Report-only'],
    [
      'for members only',
      {
        caPolicies: known([
          aPolicy({
            users: { includeUsers: ['All'], excludeUsers: ['GuestsOrExternalUsers'] },
          }),
        ]),
      },
      'attention: Not for you',
    ],
    [
      'not from trusted networks',
      {
        caPolicies: known([
          aPolicy({ locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }),
        ]),
      },
      'attention: MFA in part',
    ],
    [
      'a group of which nothing is known',
      { caPolicies: known([aPolicy({ users: { includeGroups: ['g'] } })]), groups: gap('failed') },
      'unknown: Perhaps by policy',
    ],
    [
      'MFA or a compliant device is no demand for MFA',
      { caPolicies: known([aPolicy({ grant: { builtInControls: ['mfa', 'compliantDevice'] } })]) },
      'fail: None detected',
    ],
    [
      'MFA at risk only',
      { caPolicies: known([aPolicy({ signInRisk: ['high'] })]) },
      'fail: None detected',
    ],
    [
      'a strength of single factors',
      {
        caPolicies: known([
          aPolicy({
            grant: {
              authenticationStrength: {
                ...STRENGTHS.mfa,
                id: '1f0a0000-0000-4000-8000-000000000001',
                requirementsSatisfied: 'none',
                allowedCombinations: ['password'],
              },
            },
          }),
        ]),
      },
      'fail: None detected',
    ],
    [
      'policies not permitted',
      { caPolicies: gap('not-permitted') },
      'not-permitted: Not permitted',
    ],
    ['defaults not told', { securityDefaults: gap('failed') }, 'unknown: Could not ask'],
  ])('%s', (_name, more, expected) => {
    expect(verdict(check('mfa-method', more))).toBe(expected);
  });

  it('tells who is left out', () => {
    const caPolicies = known([
      aPolicy({ users: { includeUsers: ['All'], excludeUsers: ['a', 'b'], excludeGroups: ['g'] } }),
    ]);
    expect(check('mfa-method', { caPolicies }).evidence).toEqual([
      { label: 'CA001', value: 'leaves out 2 accounts and 1 group' },
    ]);
  });
});

describe('MFA registration', () => {
  it.each([
    [2, 2, [], 'pass: All registered'],
    [10, 8, ['x@y'], 'fail: 2 missing'],
    [0, 0, [], 'fact: No administrators told'],
    [2, 3, [], 'unknown: Not certain'],
    [-1, -1, [], 'unknown: Not certain'],
    [Number.NaN, 2, [], 'unknown: Not certain'],
    [2, 2, ['x@y'], 'fail: 1 missing'],
  ])('%d administrators, %d registered', (admins, adminsRegistered, notRegistered, expected) => {
    const registration = known({ admins, adminsRegistered, notRegistered });
    expect(verdict(check('mfa-registration', { registration }))).toBe(expected);
  });
});

describe('protection', () => {
  const block = { builtInControls: ['block'] };
  const legacy = aPolicy({ clients: ['exchangeActiveSync', 'other'], grant: block });
  const codes = aPolicy({ flows: ['deviceCodeFlow'], grant: block });
  const admins = [
    '62e90394-69f5-4237-9190-012177145e10',
    'e8611ab8-c189-46e8-94e1-60213ab1f814',
    'fe930be7-5e62-47db-91af-98c3a49a38b1',
    'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
    '29232cdf-9323-42fd-ade2-1d097af3e4de',
    '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
    '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    '158c047a-c907-4556-b7ef-446551a6b5f7',
  ];
  const strong = (includeRoles: readonly string[], state?: 'enabledForReportingButNotEnforced') =>
    aPolicy({
      users: { includeRoles },
      grant: { authenticationStrength: STRENGTHS.phishingResistant },
      ...(state === undefined ? {} : { state }),
    });
  const compliant = aPolicy({
    users: { includeRoles: admins },
    grant: { builtInControls: ['compliantDevice'] },
  });
  const onlyPaw = aPolicy({
    users: { includeRoles: admins },
    filter: { mode: 'exclude', rule: 'device.extensionAttribute1 -eq "PAW"' },
    grant: block,
  });
  const office = {
    kind: 'ip' as const,
    id: 'office',
    displayName: 'SOC London',
    isTrusted: true,
    ranges: ['203.0.113.0/28'],
  };

  it.each<[string, CheckId, Partial<TenantFacts>, string]>([
    ['both kinds blocked', 'legacy-auth', { caPolicies: known([legacy]) }, 'pass: Blocked'],
    [
      'MFA for all clients blocks as well',
      'legacy-auth',
      { caPolicies: known([aPolicy()]) },
      'pass: Blocked',
    ],
    [
      'one kind',
      'legacy-auth',
      { caPolicies: known([aPolicy({ clients: ['other'], grant: block })]) },
      'attention: Blocked in part',
    ],
    [
      'one group',
      'legacy-auth',
      {
        caPolicies: known([
          aPolicy({
            clients: ['exchangeActiveSync', 'other'],
            users: { includeGroups: ['g'] },
            grant: block,
          }),
        ]),
      },
      'attention: Blocked in part',
    ],
    [
      'report-only',
      'legacy-auth',
      { caPolicies: known([{ ...legacy, state: 'enabledForReportingButNotEnforced' }]) },
      'report-only: Report-only',
    ],
    ['defaults', 'legacy-auth', { securityDefaults: known({ isEnabled: true }) }, 'pass: Blocked'],
    ['nothing', 'legacy-auth', {}, 'fail: Not blocked'],
    [
      'switched off',
      'legacy-auth',
      { caPolicies: known([{ ...legacy, state: 'disabled' }]) },
      'fail: Not blocked',
    ],
    [
      'not known',
      'legacy-auth',
      { securityDefaults: gap('not-permitted') },
      'not-permitted: Not permitted',
    ],

    ['codes blocked', 'device-code', { caPolicies: known([codes]) }, 'pass: Blocked'],
    [
      'codes in part',
      'device-code',
      {
        caPolicies: known([
          aPolicy({
            flows: ['deviceCodeFlow'],
            grant: block,
            platforms: { includePlatforms: ['android'], excludePlatforms: [] },
          }),
        ]),
      },
      'attention: Blocked in part',
    ],
    [
      'codes report-only',
      'device-code',
      { caPolicies: known([{ ...codes, state: 'enabledForReportingButNotEnforced' }]) },
      'report-only: Report-only',
    ],
    [
      'defaults do not block codes',
      'device-code',
      { securityDefaults: known({ isEnabled: true }) },
      'fail: Not blocked',
    ],

    [
      'strong for all',
      'admin-phishing-resistant',
      { caPolicies: known([strong(admins)]) },
      'pass: Demanded',
    ],
    [
      'strong for one role',
      'admin-phishing-resistant',
      { caPolicies: known([strong(admins.slice(0, 1))]) },
      'attention: In part',
    ],
    [
      'strong, report-only',
      'admin-phishing-resistant',
      { caPolicies: known([strong(admins, 'enabledForReportingButNotEnforced')]) },
      'report-only: Report-only',
    ],
    [
      'MFA is not strong',
      'admin-phishing-resistant',
      { caPolicies: known([aPolicy()]) },
      'fail: Not demanded',
    ],

    ['both policies', 'paw-only', { caPolicies: known([compliant, onlyPaw]) }, 'pass: PAW only'],
    [
      'device alone',
      'paw-only',
      { caPolicies: known([compliant]) },
      'attention: Compliant device only',
    ],
    [
      'device for one app',
      'paw-only',
      {
        caPolicies: known([
          onlyPaw,
          aPolicy({
            users: { includeRoles: admins },
            apps: { includeApplications: ['Office365'] },
            grant: { builtInControls: ['compliantDevice'] },
          }),
        ]),
      },
      'attention: In part',
    ],
    [
      'filter that is not for every place',
      'paw-only',
      {
        caPolicies: known([
          compliant,
          {
            ...onlyPaw,
            conditions: {
              ...onlyPaw.conditions,
              locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
            },
          },
        ]),
      },
      'attention: In part',
    ],
    [
      'device and filter for different roles',
      'paw-only',
      {
        caPolicies: known([
          onlyPaw,
          aPolicy({
            users: { includeRoles: admins.slice(0, 1) },
            grant: { builtInControls: ['compliantDevice'] },
          }),
        ]),
      },
      'attention: In part',
    ],
    ['filter alone', 'paw-only', { caPolicies: known([onlyPaw]) }, 'attention: Filter only'],
    [
      'PAW report-only',
      'paw-only',
      { caPolicies: known([{ ...onlyPaw, state: 'enabledForReportingButNotEnforced' }]) },
      'report-only: Report-only',
    ],
    [
      'a device or MFA is no demand',
      'paw-only',
      { caPolicies: known([aPolicy({ grant: { builtInControls: ['compliantDevice', 'mfa'] } })]) },
      'fail: No PAW rule',
    ],

    [
      'one account out of all',
      'break-glass',
      {
        caPolicies: known([
          aPolicy({ users: { includeUsers: ['All'], excludeUsers: ['EMERGENCY'] } }),
          aPolicy({ users: { includeRoles: admins, excludeUsers: ['emergency'] } }),
        ]),
      },
      'pass: Left out',
    ],
    [
      'different accounts',
      'break-glass',
      {
        caPolicies: known([
          aPolicy({ users: { includeUsers: ['All'], excludeUsers: ['a'] } }),
          aPolicy({ users: { includeUsers: ['All'], excludeUsers: ['b'] } }),
        ]),
      },
      'attention: Different ones',
    ],
    ['nobody', 'break-glass', { caPolicies: known([aPolicy()]) }, 'fail: None left out'],
    [
      'guests left out are no emergency account',
      'break-glass',
      {
        caPolicies: known([
          aPolicy({ users: { includeUsers: ['All'], excludeUsers: ['GuestsOrExternalUsers'] } }),
        ]),
      },
      'fail: None left out',
    ],
    [
      'policies for guests lock nobody out',
      'break-glass',
      {
        caPolicies: known([
          aPolicy({ users: { includeGuestsOrExternalUsers: guests(['b2bCollaborationGuest']) } }),
          legacy,
          codes,
        ]),
      },
      'fact: Nothing to escape',
    ],

    ['none', 'report-only-policies', {}, 'pass: None'],
    [
      'two',
      'report-only-policies',
      {
        caPolicies: known([
          strong(admins, 'enabledForReportingButNotEnforced'),
          { ...legacy, state: 'enabledForReportingButNotEnforced' },
        ]),
      },
      'report-only: 2 report-only',
    ],

    [
      'a trusted network takes MFA away',
      'named-locations',
      {
        namedLocations: known([office]),
        caPolicies: known([
          aPolicy({ locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }),
        ]),
      },
      'attention: MFA skipped',
    ],
    [
      'it may take a block away',
      'named-locations',
      {
        namedLocations: known([office]),
        caPolicies: known([
          aPolicy({
            grant: block,
            locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
          }),
        ]),
      },
      'fact: 1 location',
    ],
    [
      'policies not known',
      'named-locations',
      { namedLocations: known([office]), caPolicies: gap('not-permitted') },
      'not-permitted: Not permitted',
    ],
  ])('%s (%s)', (_name, id, more, expected) => {
    expect(verdict(check(id, more))).toBe(expected);
  });

  it('names the network that takes MFA away', () => {
    const found = check('named-locations', {
      namedLocations: known([office]),
      caPolicies: known([
        aPolicy({ locations: { includeLocations: ['All'], excludeLocations: ['OFFICE'] } }),
      ]),
    });
    expect(found.reason).toBe('MFA is skipped from “SOC London”: “CA001” leaves it out.');
  });
});
