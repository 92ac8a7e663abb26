import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../../../preload/contract/index.ts';
import { parameterProblem } from '../../../../renderer/lib/parameter-check.ts';

const SOURCE = '7c1e0000-0000-4000-8000-000000000f02';
const taken = [{ id: 'sourceId', label: 'the tenant id of the source', value: SOURCE }];
const problem = (kind: Parameter['kind'], value: string, differsFrom: string[] = []) =>
  parameterProblem({ kind, differsFrom }, value, taken);

describe('a value of a run', () => {
  it.each([
    ['guid', 'A1B2C3D4-0000-4000-8000-000000000001'],
    ['domain', 'contoso.onmicrosoft.com'],
    ['link', 'https://myaccess.microsoft.com/@contoso.com#/access-packages/1'],
    ['date', '2028-02-29'],
    ['number', '12'],
    ['text', 'anything <b>at all</b>'],
    ['guid', '   '],
  ] as const)('takes the %s %s', (kind, value) => {
    expect(problem(kind, value)).toBeNull();
  });

  it.each([
    ['guid', 'a1b2c3d4'],
    ['guid', `{${SOURCE}}`],
    ['domain', 'https://contoso.com'],
    ['domain', 'contoso'],
    ['domain', `${'a'.repeat(64)}.com`],
    ['link', 'javascript:alert(1)'],
    ['link', 'http://contoso.com'],
    ['link', 'https;//contoso.com'],
    ['link', 'https://user:secret@contoso.com'],
    ['date', '2027-02-29'],
    ['date', '31.12.2027'],
    ['number', '1e3'],
    ['number', 'twelve'],
  ] as const)('says what is wrong with the %s %s', (kind, value) => {
    expect(problem(kind, value)).toMatch(/\.$/);
  });

  it('says which value it was swapped with, however it is written', () => {
    expect(problem('guid', SOURCE.toUpperCase(), ['sourceId'])).toContain(
      'the tenant id of the source',
    );
    expect(problem('guid', SOURCE, ['targetId'])).toBeNull();
  });
});
