import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  filterMatches,
  type Device,
} from '../../../../../../main/data/status/evaluate/device-filter.ts';
import { measureCpu } from '../../../../../support/cpu-time.ts';

const PAW: Device = {
  state: 'registered',
  isManaged: true,
  properties: new Map<string, string | readonly string[] | null>([
    ['displayname', 'PAW-017'],
    ['operatingsystem', 'Windows'],
    ['operatingsystemversion', '10.0.26100.1'],
    ['trusttype', 'AzureAD'],
    ['iscompliant', 'True'],
    ['extensionattribute1', 'PAW'],
    ['extensionattribute2', null],
    ['systemlabels', ['M365Managed', 'MultiUser']],
  ]),
};
const NONE: Device = { state: 'none' };
const UNKNOWN: Device = { state: 'unknown' };

/** Microsoft Learn, "Conditional Access: Filter for devices", operators and examples. */
describe('a rule', () => {
  it.each([
    ['device.displayName -eq "PAW-017"', 'yes'],
    ['device.displayName -eq "paw-017"', 'yes'],
    ['device.displayName -ne "PAW-017"', 'no'],
    ['(device.displayName -contains "PAW")', 'yes'],
    ['device.displayName -notContains "PAW"', 'no'],
    ['device.displayName -startsWith "PAW"', 'yes'],
    ['device.displayName -notStartsWith "PAW"', 'no'],
    ['device.displayName -endsWith "017"', 'yes'],
    ['device.displayName -notEndsWith "018"', 'yes'],
    ['device.operatingSystemVersion -in ["10.0.26100.1", "10.0.22000"]', 'yes'],
    ['device.operatingSystemVersion -notIn ["10.0.22000"]', 'yes'],
    ['device.isCompliant -eq True', 'yes'],
    ['device.isCompliant -ne "True"', 'no'],
    ['device.trustType -eq "ServerAD"', 'no'],
    ['device.extensionAttribute1 -eq "PAW" -and device.isCompliant -eq "True"', 'yes'],
    ['device.extensionAttribute1 -eq "X" -or device.isCompliant -eq "True"', 'yes'],
    ['-not (device.trustType -eq "ServerAD")', 'yes'],
    ['not device.trustType -eq "ServerAD"', 'maybe'],
    ['device.extensionAttribute2 -eq "PAW"', 'no'],
    ['device.extensionAttribute2 -ne "PAW"', 'yes'],
    ['device.extensionAttribute2 -eq null', 'yes'],
    ['device.extensionAttribute1 -ne $null', 'yes'],
    ["device.extensionAttribute1 -eq 'PAW'", 'yes'],
    ['device.displayName -eq "a`"b"', 'no'],
    // A list is matched by whole entries, a text by a part.
    ['device.systemLabels -contains "MultiUser"', 'yes'],
    ['device.systemLabels -contains "Multi"', 'no'],
  ])('%s → %s', (rule, expected) => {
    expect(filterMatches(rule, PAW)).toBe(expected);
  });

  it('binds “and” tighter than “or”, and parentheses tighter than both', () => {
    const t = 'device.trustType -eq "AzureAD"';
    const f = 'device.trustType -eq "x"';
    expect(filterMatches(`${t} -or ${f} -and ${f}`, PAW)).toBe('yes');
    expect(filterMatches(`(${t} -or ${f}) -and ${f}`, PAW)).toBe('no');
    expect(filterMatches(`-not ${f} -and ${t}`, PAW)).toBe('yes');
  });
});

describe('a device that cannot be seen', () => {
  it.each([
    ['device.extensionAttribute1 -eq "PAW"', 'no'],
    ['device.extensionAttribute1 -in ["PAW"]', 'no'],
    ['device.displayName -startsWith "PAW"', 'no'],
    ['device.extensionAttribute1 -ne "PAW"', 'yes'],
    ['device.extensionAttribute1 -notIn ["PAW"]', 'yes'],
    ['device.displayName -notContains "PAW"', 'yes'],
  ])('has no value for anything: %s → %s', (rule, expected) => {
    expect(filterMatches(rule, NONE)).toBe(expected);
  });

  it('that is registered and not managed has no extension attributes', () => {
    const unmanaged = { ...PAW, isManaged: false };
    expect(filterMatches('device.extensionAttribute1 -eq "PAW"', unmanaged)).toBe('no');
    expect(filterMatches('device.displayName -eq "PAW-017"', unmanaged)).toBe('yes');
  });
});

describe('what is not known', () => {
  it.each([
    ['device.extensionAttribute1 -eq "PAW"', UNKNOWN, 'maybe'],
    ['device.enrollmentProfileName -eq "x"', PAW, 'maybe'],
    ['device.enrollmentProfileName -eq "x" -or device.isCompliant -eq "True"', PAW, 'yes'],
    ['device.enrollmentProfileName -eq "x" -and device.isCompliant -eq "False"', PAW, 'no'],
  ] as const)('is “maybe” unless the rest decides: %s', (rule, device, expected) => {
    expect(filterMatches(rule, device)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['words', 'all PAWs please'],
    ['another operator', 'device.displayName -like "P*"'],
    ['no value', 'device.displayName -eq'],
    ['a property of users', 'user.displayName -eq "x"'],
    ['an open parenthesis', '(device.displayName -eq "PAW-017"'],
    ['a closed one too many', 'device.displayName -eq "PAW-017")'],
    ['an open text', 'device.displayName -eq "PAW-017'],
    ['an open list', 'device.displayName -in ["PAW-017"'],
    ['an empty list', 'device.displayName -in []'],
    ['two rules side by side', 'device.displayName -eq "a" device.displayName -eq "b"'],
    ['more than Microsoft takes', `device.displayName -eq "${'x'.repeat(3072)}"`],
    ['deeper than anybody writes', `${'('.repeat(200)}device.x -eq "y"${')'.repeat(200)}`],
    ['negations without an end', '-not '.repeat(700)],
  ])('%s', (_name, rule) => {
    expect(filterMatches(rule, PAW)).toBe('maybe');
    expect(filterMatches(rule, NONE)).toBe('maybe');
  });

  it('is answered for every text, and quickly', () => {
    const pieces =
      'device.displayName device.x -eq -ne -in -and -or -not ( ) [ ] , "PAW-017" " ` null';
    const piece = fc.constantFrom(' ', '\u202e', ...pieces.split(' '));
    const rule = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 200 }).map((all) => all.join(' ')),
    );
    const { cpuMs } = measureCpu(() =>
      fc.assert(
        fc.property(rule, (text) => {
          expect(['yes', 'no', 'maybe']).toContain(filterMatches(text, PAW));
        }),
        { numRuns: 1000 },
      ),
    );
    expect(cpuMs).toBeLessThan(10_000);
  });

  it('never turns into the opposite when the device is seen', () => {
    const comparison = fc.constantFrom(
      'device.displayName -eq "PAW-017"',
      'device.extensionAttribute1 -ne "PAW"',
      'device.systemLabels -contains "MultiUser"',
    );
    const rule = fc
      .array(fc.tuple(fc.boolean(), comparison), { minLength: 1, maxLength: 4 })
      .map((all) => all.map(([isNot, one]) => (isNot ? `-not (${one})` : one)).join(' -and '));
    fc.assert(
      fc.property(rule, (text) => {
        expect(filterMatches(text, UNKNOWN)).toBe('maybe');
        expect(filterMatches(text, PAW)).not.toBe('maybe');
        expect(filterMatches(text, NONE)).not.toBe('maybe');
      }),
    );
  });
});
