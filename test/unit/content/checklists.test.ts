import { describe, expect, it } from 'vitest';
import { Checklist, PORTAL_PAGES, type Step } from '../../../preload/contract/checklist.ts';
import { ONBOARDING_CHECK_IDS } from '../../../preload/contract/onboarding-checks.ts';
import { checklistFiles, checklists, queries, readPage, stepsOf, textsOf } from './content.ts';

const NAMES = [
  'centralized-security-operations.json',
  'defender-multitenant-management.json',
  'entra-multitenant-organization.json',
  'managed-security-provider-access.json',
  'shared-responsibilities.json',
];
const SIDES = ['source', 'target'].flatMap((side) =>
  ['Id', 'Name', 'Domain'].map((what) => `${side}${what}`),
);

const placeholdersIn = (text: string) =>
  [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');

it('brings the five checklists along', () => {
  expect([...checklistFiles.keys()].toSorted()).toEqual(NAMES);
});

const filledIn = (step: Step): readonly string[] => [
  ...step.copy.map(({ value }) => value),
  ...step.checks.flatMap((check) => Object.values(check.with).map(String)),
];

describe.each([...checklistFiles])('%s', (file, content) => {
  const checklist = Checklist.parse(content);
  const steps = stepsOf(checklist);
  const stepIds = steps.map(({ id }) => id);
  const parameterIds = checklist.parameters.map(({ id }) => id);

  it('has the id of its file, two sides and English texts', () => {
    expect(`${checklist.id}.json`).toBe(file);
    expect(checklist.sides.source).not.toBeNull();
    expect(checklist.language).toBe('en');
  });

  it('has ids once', () => {
    for (const ids of [stepIds, parameterIds, checklist.phases.map(({ id }) => id)]) {
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('has steps that wait for steps before them, so never for each other', () => {
    const wrong = steps.flatMap(({ id, dependsOn }, index) =>
      dependsOn
        .filter((one) => !stepIds.slice(0, index).includes(one))
        .map((one) => `${id} waits for ${one}`),
    );
    expect(wrong).toEqual([]);
  });

  it('counts a step of one side once per that side', () => {
    const wrong = steps.filter(
      ({ side, scope }) => (scope === 'source' || scope === 'target') && scope !== side,
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('has placeholders that are tenants or parameters, and only where they are filled in', () => {
    const known = new Set<string>([...SIDES, ...parameterIds]);
    const unknown = steps.flatMap((step) =>
      filledIn(step)
        .flatMap(placeholdersIn)
        .filter((name) => !known.has(name)),
    );
    expect(unknown).toEqual([]);
    const unfilled = steps.flatMap((step) => {
      const values = new Set(filledIn(step));
      return textsOf(step)
        .filter((text) => !values.has(text))
        .flatMap(placeholdersIn);
    });
    expect(unfilled).toEqual([]);
  });

  it('enters each parameter at one step, before it is used', () => {
    const entered = steps.flatMap(({ enters }) => enters);
    expect(entered.toSorted()).toEqual(parameterIds.toSorted());
    const soFar = new Set<string>(SIDES);
    const tooEarly = steps.flatMap((step) => {
      for (const id of step.enters) soFar.add(id);
      return filledIn(step)
        .flatMap(placeholdersIn)
        .filter((name) => !soFar.has(name))
        .map((name) => `${step.id} uses ${name}`);
    });
    expect(tooEarly).toEqual([]);
  });

  it('lets values differ only from what there is', () => {
    const wrong = checklist.parameters.flatMap(({ id, differsFrom }) => {
      const known = new Set<string>(['sourceId', 'targetId', ...parameterIds]);
      known.delete(id);
      return differsFrom.filter((name) => !known.has(name));
    });
    expect(wrong).toEqual([]);
  });

  it('has queries, and steps that end a renewal, that there are', () => {
    const unknown = steps.flatMap((step) => step.queries.filter((name) => !queries.has(name)));
    expect(unknown).toEqual([]);
    const renewals = steps.flatMap(({ renewal }) => (renewal === null ? [] : [renewal]));
    const wrong = renewals.filter(
      ({ warnDays, afterDays, endedBy }) =>
        warnDays > afterDays || (endedBy !== null && !stepIds.includes(endedBy)),
    );
    expect(wrong).toEqual([]);
  });

  it('links to pages of portals and to no address', () => {
    const wrong = steps.filter(({ link }) => {
      if (link === null) return false;
      return 'url' in link || (link.page !== null && !PORTAL_PAGES.includes(link.page));
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('says why, and what the screen shows, in every step', () => {
    const short = steps.filter(({ why, expected }) => why.length < 20 || expected === null);
    expect(short.map(({ id }) => id)).toEqual([]);
  });

  it('names a role where something is changed', () => {
    const without = steps.filter(
      ({ actions, role }) =>
        role === null && actions.some((one) => /select "(?:Save|Create|Add|Assign)"/i.test(one)),
    );
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  it('holds no markup, line break or invisible character', () => {
    const texts: string[] = [];
    JSON.stringify(content, (_, value: unknown) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });
    const wrong = texts.filter(
      (text) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|<\/?[a-z!?]/iu.test(text) || text !== text.trim(),
    );
    expect(wrong).toEqual([]);
  });
});

it('gives checks only values that the README names', () => {
  const rows = new Map<string, string>(
    readPage('resources/checklists/README.md')
      .split('\n')
      .flatMap((row) => {
        const [, name = '', values = ''] = row.split('|').map((cell) => cell.trim());
        const id = /^`([a-z0-9-]+)`$/.exec(name)?.[1];
        return id === undefined ? [] : [[id, values] as const];
      }),
  );
  const unknown = checklists
    .flatMap(stepsOf)
    .flatMap(({ checks }) => checks)
    .flatMap(({ id, with: values }) =>
      Object.keys(values)
        .filter((key) => rows.get(id)?.includes(`\`${key}\``) !== true)
        .map((key) => `${id}: ${key}`),
    );
  expect(unknown).toEqual([]);
  expect(ONBOARDING_CHECK_IDS.filter((id) => !rows.has(id))).toEqual([]);
});
