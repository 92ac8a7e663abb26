import { describe, expect, it } from 'vitest';
import { ownNetwork } from '../../../scripts/launch/network-namespace.mjs';

describe('a network of its own', () => {
  it('is made as the same user when that is not root', () => {
    expect(ownNetwork(1000)).toEqual(expect.arrayContaining(['--map-current-user', '--net']));
    expect(ownNetwork(0)).not.toContain('--user');
  });
});
