import { expect, it } from 'vitest';
import { compareVersions } from '../../../../main/updates/version.ts';

it.each([
  ['1.4.0', '1.4.0', 0],
  ['1.4.0', '1.4.1', -1],
  ['1.10.0', '1.9.9', 1],
  ['2.0.0', '1.99999.99999', 1],
  ['0.1.0', '0.0.9', 1],
  ['1.4.0-beta', '1.4.0', 0],
])('%s against %s is %i', (one, other, sign) => {
  expect(Math.sign(compareVersions(one, other))).toBe(sign);
  expect(Math.sign(compareVersions(other, one))).toBe(sign === 0 ? 0 : -sign);
});
