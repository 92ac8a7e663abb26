import { hostname, userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { whoIsHere } from '../../../../main/app/who-is-here.ts';

const { username } = userInfo();

describe('whoIsHere', () => {
  it('says the domain of an account on Windows', () => {
    expect(whoIsHere('win32', 'CONTOSO')).toEqual({
      device: hostname(),
      account: `CONTOSO\\${username}`,
    });
  });

  it.each([
    ['linux', 'CONTOSO'],
    ['darwin', 'CONTOSO'],
    ['win32', undefined],
    ['win32', ''],
    ['win32', 'a\nb'],
    ['win32', 'x'.repeat(65)],
  ] as const)('says the name alone on %s with the domain %j', (platform, domain) => {
    expect(whoIsHere(platform, domain).account).toBe(username);
  });
});
