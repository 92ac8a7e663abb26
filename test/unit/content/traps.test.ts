import { describe, expect, it } from 'vitest';
import type { Step } from '../../../preload/contract/checklist.ts';
import {
  checklistNamed,
  checklists,
  placeOf,
  queries,
  readPage,
  stepNamed,
  stepsOf,
  textsOf,
  waitsFor,
} from './content.ts';

const DEFENDER = 'defender-multitenant-management';
const CENTRAL = 'centralized-security-operations';
const SHARED = 'shared-responsibilities';
const PROVIDER = 'managed-security-provider-access';
const ORGANIZATION = 'entra-multitenant-organization';

const allSteps = checklists.flatMap(stepsOf);
const said = (step: Step) => textsOf(step).join('\n');
const checkIds = (name: string) => stepNamed(name).checks.map(({ id }) => id);
const parameter = (checklistId: string, id: string) => {
  const found = checklistNamed(checklistId).parameters.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no parameter ${id}.`);
  return found;
};
const renewalsOf = (checklistId: string) =>
  stepsOf(checklistNamed(checklistId)).flatMap(({ renewal }) =>
    renewal === null ? [] : [renewal],
  );

/** By number, as the page has them. */
const TRAPS: Readonly<Record<number, () => void>> = {
  // Defender's roles and Security Reader.
  1() {
    const turnOn = `${PROVIDER}/turn-on-roles`;
    for (const first of ['protect-readers', 'tier-1-role', 'tier-2-role']) {
      expect(waitsFor(turnOn, `${PROVIDER}/${first}`)).toBe(true);
    }
    for (const name of [
      turnOn,
      `${PROVIDER}/protect-readers`,
      `${CENTRAL}/primary-defender-roles`,
      `${CENTRAL}/secondary-defender-roles`,
      `${SHARED}/servers-secondary`,
    ]) {
      expect(stepNamed(name).conflicts).toContain('defender-roles-end-security-reader');
    }
    expect(stepNamed(`${DEFENDER}/assign-security-reader`).conflicts).toContain(
      'security-reader-without-defender-role',
    );
  },
  // Guests kept out of the admin center, and PIM.
  2() {
    expect(stepNamed(`${PROVIDER}/restrict-admin-center`).conflicts).toContain(
      'guest-restriction-blocks-pim',
    );
    for (const name of [
      `${CENTRAL}/secondary-role-eligible`,
      `${CENTRAL}/run-switch-directory`,
      `${SHARED}/guest-5-eligible`,
      `${DEFENDER}/activate-reader`,
    ]) {
      expect(stepNamed(name).conflicts).toContain('pim-needs-guest-portal-access');
    }
  },
  // What cannot be taken back.
  3() {
    const irreversible = allSteps.filter((step) => step.irreversible !== null);
    expect(irreversible.map(({ id }) => id)).toEqual(['turn-on-roles']);
    expect(irreversible[0]?.irreversible).toMatch(/cannot go back/);
  },
  // Inbound trust.
  4() {
    const trust = `${DEFENDER}/target-trust-mfa`;
    expect(checkIds(trust)).toContain('inbound-mfa-trust');
    expect(stepNamed(trust).side).toBe('target');
    expect(waitsFor(`${DEFENDER}/mfa-in-target`, trust)).toBe(true);
    expect(waitsFor(`${DEFENDER}/add-tenant`, trust)).toBe(true);
    expect(checkIds(`${CENTRAL}/secondary-trust`)).toEqual([
      'inbound-mfa-trust',
      'inbound-device-trust',
    ]);
  },
  // The wrong tenant.
  5() {
    for (const id of ['source-add-target', 'source-auto-redeem', 'source-recheck']) {
      expect(stepNamed(`${DEFENDER}/${id}`).side).toBe('source');
    }
    const adds = stepNamed(`${DEFENDER}/source-add-target`);
    expect(adds.copy.map(({ value }) => value)).toEqual(['{targetId}']);
    expect(adds.checks).toMatchObject([{ id: 'partner-entry', on: 'source' }]);
    const [target] = stepNamed(`${DEFENDER}/target-add-source`).copy;
    expect(target?.value).toBe('{sourceId}');
  },
  // Added twice.
  6() {
    const again = stepNamed(`${DEFENDER}/source-recheck`);
    expect(again.actions.join(' ')).toContain('Do not add it again');
    expect(again.checks.map(({ id }) => id)).toEqual(['partner-entry', 'outbound-redemption']);
    for (const step of allSteps.filter(({ actions }) => /Add organization/.test(actions.join()))) {
      const accepts = /already (?:added|there)|there already/i;
      expect(said(step)).toMatch(accepts);
    }
  },
  // Queries as printed.
  7() {
    for (const text of queries.values()) {
      expect(text).not.toMatch(/[“”‘’]/);
      expect(text).toMatch(/\n\| where /);
    }
    expect(queries.get('alerts-by-mitre-technique')).toContain('\n| where Timestamp > ago(30d)\n');
    expect(queries.get('devices-without-recent-scan')).toContain('\n| where DaysAgo > 0\n');
  },
  // Scope of results.
  8() {
    expect(stepNamed(`${DEFENDER}/hunt`).warnings.join(' ')).toMatch(/count per tenant/);
    for (const text of queries.values()) expect(text).toContain('in each tenant by itself');
  },
  // Printed addresses.
  9() {
    for (const { link } of allSteps) expect(link === null || 'portalId' in link).toBe(true);
    const content = JSON.stringify(checklists);
    expect(content).not.toContain('https;');
    expect(content).not.toContain('security.microsoft.com/tenantid');
    expect(checkIds(`${DEFENDER}/open-target-defender`)).toContain('portal-link-names-tenant');
    expect(checkIds(`${CENTRAL}/secondary-link`)).toContain('portal-link-names-tenant');
  },
  // Government clouds.
  10() {
    const portals: unknown = JSON.parse(readPage('resources/portals.json'));
    expect(portals).toContainEqual(
      expect.objectContaining({
        id: 'defender',
        addresses: expect.objectContaining({
          'gcc-high': { url: expect.stringContaining('security.microsoft.us') },
          dod: { url: expect.stringContaining('security.apps.mil') },
        }),
      }),
    );
    expect(said(stepNamed(`${CENTRAL}/secondary-link`))).toContain('security.microsoft.us');
  },
  // Four clocks.
  11() {
    expect(stepNamed(`${DEFENDER}/pim-assignment`).renewal).toMatchObject({
      kind: 'pim-eligibility',
      afterDays: 180,
    });
    expect(stepNamed(`${SHARED}/app-5-assigned`).renewal).toMatchObject({
      kind: 'access-package',
      afterDays: 180,
    });
    expect(stepNamed(`${PROVIDER}/tier-1-package`).renewal).toMatchObject({
      kind: 'access-package',
      afterDays: 365,
    });
    expect(stepNamed(`${PROVIDER}/yearly-review`).renewal).toMatchObject({
      kind: 'access-review',
      afterDays: 365,
    });
    expect(stepNamed(`${PROVIDER}/temporary-administrator`).renewal?.kind).toBe(
      'temporary-administrator',
    );
    const breakGlass = renewalsOf(ORGANIZATION).filter(({ kind }) => kind === 'break-glass-test');
    expect(breakGlass.map(({ afterDays }) => afterDays)).toEqual([90, 90]);
  },
  // Global Administrator, where, and less.
  12() {
    expect(stepNamed(`${DEFENDER}/get-source-roles`).side).toBe('source');
    expect(stepNamed(`${PROVIDER}/temporary-administrator`).side).toBe('target');
    for (const step of allSteps) {
      expect(step.role?.least ?? '').not.toContain('Global Administrator');
    }
    const documented = allSteps.filter(({ role }) => (role?.documented ?? null) !== null);
    expect(new Set(documented.map(({ side }) => side)).size).toBe(2);
  },
  // Licences.
  13() {
    expect(checklistNamed(PROVIDER).tools).toContain('licence-calculator');
    const text = said(stepNamed(`${PROVIDER}/licences`));
    expect(text).toMatch(/rule of 2020.*x 1\.5.*\/ 5, rounded up.*60 guests and 12 licences/);
    expect(text).toMatch(/monthly active/);
    expect(text).toMatch(/30 January 2026/);
  },
  // Waiting.
  14() {
    const [wait] = stepNamed(`${DEFENDER}/sync-create`).waits;
    expect(wait).toMatchObject({ kind: 'timer', seconds: 60 });
    const kinds = stepNamed(`${DEFENDER}/sync-restart`).waits.map(({ kind }) => kind);
    expect(kinds).toContain('cool-down');
    expect(stepNamed(`${DEFENDER}/sync-connect`).actions.at(-1)).toMatch(/does not go back/);
  },
  // Abbreviations.
  15() {
    for (const { glossary } of checklists) {
      expect(glossary.length).toBeGreaterThan(8);
    }
    for (const id of [DEFENDER, ORGANIZATION]) {
      const terms = checklistNamed(id).glossary.map(({ term }) => term);
      expect(terms).toContain('Defender multitenant management');
      expect(terms).toContain('Entra multitenant organization');
    }
  },
  // Lost pictures.
  16() {
    const values = stepNamed(`${DEFENDER}/sync-connect`).copy.map(({ value }) => value);
    expect(values).toEqual(['Automatic', 'Cross Tenant Synchronization Policy', '{targetId}']);
    expect(said(stepNamed(`${DEFENDER}/sync-scope`))).toContain(
      'Sync only assigned users and groups',
    );
    expect(said(stepNamed(`${DEFENDER}/device-filters`))).toContain('internet facing');
    expect(said(stepNamed(`${DEFENDER}/tenant-group`))).toContain('Partially successful');
  },
  // Not asked.
  17() {
    expect(stepNamed(`${DEFENDER}/mfa-in-target`).warnings.join(' ')).toMatch(
      /"Was not asked" does not mean "is not required"/,
    );
  },
  // Per administrator.
  18() {
    for (const id of [
      'organizations-list',
      'open-target-defender',
      'mfa-in-target',
      'add-tenant',
    ]) {
      expect(stepNamed(`${DEFENDER}/${id}`).scope).toBe('operator');
    }
  },
  // Hub and spoke.
  19() {
    expect(stepNamed(`${DEFENDER}/get-source-roles`).scope).toBe('source');
    expect(stepNamed(`${CENTRAL}/secops-group`).scope).toBe('source');
    for (const id of ['source-add-target', 'sync-create', 'target-add-source']) {
      expect(stepNamed(`${DEFENDER}/${id}`).scope).toBe('pair');
    }
  },
  // Two IDs that are swapped.
  20() {
    expect(parameter(CENTRAL, 'azure-secops-group').differsFrom).toContain('sourceId');
    expect(parameter(CENTRAL, 'managing-tenant').differsFrom).toContain('azure-secops-group');
    for (const one of checklists.flatMap(({ parameters }) => parameters)) {
      if (one.kind === 'guid') expect(one.differsFrom).toContain('targetId');
    }
    for (const id of ['lighthouse-values', 'lighthouse-delegate']) {
      const values = stepNamed(`${CENTRAL}/${id}`).copy.map(({ value }) => value);
      expect(values).toContain('{sourceId}');
      expect(values).toContain('{azure-secops-group}');
    }
    expect(waitsFor(`${CENTRAL}/lighthouse-delegate`, `${CENTRAL}/lighthouse-values`)).toBe(true);
  },
  // Role-assignable.
  21() {
    const makes = allSteps.filter(({ actions }) =>
      /Groups > (?:All groups > )?New group/.test(actions.join(' ')),
    );
    expect(makes.length).toBeGreaterThanOrEqual(6);
    for (const step of makes) {
      expect(step.actions.join(' ')).toMatch(
        /roles can be assigned(?: to the group)?".*asked only now/,
      );
    }
  },
  // Trust of devices.
  22() {
    for (const name of [`${DEFENDER}/target-trust-mfa`, `${CENTRAL}/secondary-trust`]) {
      expect(stepNamed(name).warnings.join(' ')).toMatch(/presents? (?:the device|it).*Edge/);
    }
  },
  // The end of the list.
  23() {
    const remove = `${PROVIDER}/remove-temporary-administrator`;
    expect(waitsFor(remove, `${PROVIDER}/keep-sign-in`)).toBe(true);
    expect(placeOf(remove)).toBeGreaterThan(placeOf(`${PROVIDER}/test-defender`));
    expect(stepNamed(`${PROVIDER}/temporary-administrator`).renewal?.endedBy).toBe(
      'remove-temporary-administrator',
    );
    expect(stepNamed(`${DEFENDER}/get-source-roles`).renewal?.endedBy).toBe('give-back-roles');
    expect(checkIds(`${PROVIDER}/confirm-limits`)).toContain('external-user-lifecycle');
  },
  // Durable links.
  24() {
    const step = stepNamed(`${PROVIDER}/request-links`);
    const labels = step.enters.map((id) => parameter(PROVIDER, id));
    expect(labels.map(({ kind }) => kind)).toEqual(['link', 'link', 'link']);
    const [record] = step.checks;
    expect(record).toMatchObject({
      id: 'tenant-record',
      with: { links: labels.map(({ label }) => label).join(';') },
    });
  },
  // Inherited.
  25() {
    for (const id of [DEFENDER, CENTRAL, ORGANIZATION]) {
      expect(checklistNamed(id).glossary.map(({ term }) => term)).toContain('Inherited');
    }
    expect(said(stepNamed(`${ORGANIZATION}/read-trust`))).toMatch(/not that it is off/);
  },
  // User names.
  26() {
    expect(stepNamed(`${PROVIDER}/analyst-account`).scope).toBe('operator');
    expect(stepNamed(`${PROVIDER}/analyst-account`).checks).toMatchObject([
      { id: 'account-name-pattern', on: 'source', with: { pattern: '{account-name-pattern}' } },
    ]);
  },
  // Versions.
  27() {
    for (const { version } of checklists) expect(version).toBeGreaterThanOrEqual(1);
    expect(readPage('resources/checklists/README.md')).toMatch(/an id is never given to another/);
  },
  // Made-up figures.
  28() {
    const content = JSON.stringify(checklists) + [...queries.values()].join('');
    expect(content).not.toMatch(/\b89\b/);
    expect(content).not.toMatch(/\b12 (?:active )?incidents/i);
  },
  // Six sites.
  29() {
    const used = new Set(
      allSteps.flatMap(({ link }) => (link !== null && 'portalId' in link ? [link.portalId] : [])),
    );
    for (const portal of [
      'defender',
      'entra',
      'azure',
      'my-access',
      'my-account',
      'defender-mto',
    ] as const) {
      expect(used).toContain(portal);
    }
  },
};

describe('traps of the source documents', () => {
  it.each(Object.entries(TRAPS))('trap %s is handled', (_, check) => {
    expect.hasAssertions();
    check();
  });

  it('are the ones on the page', () => {
    const numbers = readPage('docs/onboarding-content.md')
      .split('\n')
      .flatMap((line) => /^\| (\d{1,2}) /.exec(line)?.[1] ?? []);
    expect(numbers).toEqual(Object.keys(TRAPS));
    expect(numbers).toHaveLength(29);
  });

  it('name steps on the page that there are', () => {
    const [, traps = ''] = readPage('docs/onboarding-content.md').split('\n## Traps\n');
    const names = [...traps.matchAll(/`([a-z-]+\/[a-z0-9-]+)`/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !name.startsWith('resources/'));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(stepNamed(name).id).toBeTruthy();
  });
});
