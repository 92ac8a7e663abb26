import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../../scripts/setup/packages.mjs';

const WANTED = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/react': { version: '19.0.0', integrity: 'sha512-a' },
    'node_modules/oxlint-win32': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  },
};

const react = { version: '19.0.0', integrity: 'sha512-a' };

describe('installed packages', () => {
  it('are current when all that must be there is, as the lock file says', () => {
    expect(isInstalled(WANTED, { packages: { 'node_modules/react': react } })).toBe(true);
  });

  it.each([
    ['a package is missing', {}],
    ['a package has another version', { 'node_modules/react': { ...react, version: '18.0.0' } }],
    ['a package has other bytes', { 'node_modules/react': { ...react, integrity: 'sha512-z' } }],
    [
      'an optional package has another version',
      { 'node_modules/react': react, 'node_modules/oxlint-win32': { version: '2.0.0' } },
    ],
    [
      'a package is there that the lock file does not have',
      { 'node_modules/react': react, 'node_modules/added': { version: '1.0.0' } },
    ],
  ])('are not current when %s', (_what, packages) => {
    expect(isInstalled(WANTED, { packages })).toBe(false);
  });
});
