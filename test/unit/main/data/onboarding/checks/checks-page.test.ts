import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ONBOARDING_CHECKS } from '../../../../../../main/data/onboarding/checks/catalogue.ts';
import { ONBOARDING_CHECK_IDS } from '../../../../../../preload/contract/onboarding-checks.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../../../../../docs/${name}`, import.meta.url), 'utf8');
const page = read('onboarding-checks.md');
const registration = read('app-registration.md');
const rows = new Map(
  page
    .split('\n')
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .filter((cells) => cells.length === 8)
    .map((cells) => [cells[1]?.replaceAll('`', '') ?? '', cells] as const),
);

describe('docs/onboarding-checks.md', () => {
  it.each(ONBOARDING_CHECK_IDS)('has %s as it is in the catalogue', (id) => {
    const check = ONBOARDING_CHECKS[id];
    const [, , kind, source, needs, , passes] = rows.get(id) ?? [];
    expect(kind).toBe(check.kind);
    expect(source).toBe(`\`${check.source}\``);
    for (const one of [...check.permissions, check.role, check.licence]) {
      expect(needs).toContain(one ?? '');
    }
    expect(passes?.length).toBeGreaterThan(10);
  });

  it('has no check that there is not', () => {
    const ids = [...rows.keys()].filter((id) => id !== 'check' && !/^-+$/.test(id));
    expect(ids.toSorted()).toEqual([...ONBOARDING_CHECK_IDS].toSorted());
  });
});

describe('docs/app-registration.md', () => {
  const permissions = new Set(Object.values(ONBOARDING_CHECKS).flatMap((one) => one.permissions));
  it.each([...permissions])('has %s, which a check asks for', (permission) => {
    expect(registration).toContain(`\`${permission}\``);
  });
});
