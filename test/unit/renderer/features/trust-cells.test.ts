import { describe, expect, it } from 'vitest';
import type { TrustCell, TrustValue } from '../../../../preload/contract/index.ts';
import { aTenant } from '../../../../renderer/bridge/fake/estates.ts';
import {
  cellText,
  oneSided,
  pairKey,
  trustAxes,
} from '../../../../renderer/features/trust-matrix/trust-cells.ts';

const [alpha, beta, gamma] = [
  aTenant(1, { name: 'Alpha' }),
  aTenant(2, { name: 'Beta' }),
  aTenant(3, { name: 'Gamma' }),
];
const value = (is: boolean | null, isInherited = false): TrustValue => ({
  value: is,
  isInherited,
});

function aCell(
  source: typeof alpha,
  target: typeof alpha,
  said: Partial<TrustCell> = {},
): TrustCell {
  const no = value(false);
  return {
    sourceId: source.id,
    targetId: target.id,
    inboundMfa: no,
    inboundCompliantDevice: no,
    inboundHybridJoin: no,
    inboundRedemption: no,
    outboundRedemption: no,
    inboundCollaboration: no,
    outboundCollaboration: no,
    inboundDirectConnect: no,
    inboundSync: no,
    collectedAt: null,
    ...said,
  };
}

describe('oneSided', () => {
  it('names what only one side allows, and who stops it', () => {
    const cell = aCell(alpha, beta, {
      inboundRedemption: value(true),
      outboundCollaboration: value(true),
    });

    expect(oneSided(cell)).toEqual([
      { name: 'Automatic redemption', stops: 'source' },
      { name: 'B2B collaboration', stops: 'target' },
    ]);
  });

  it('says nothing while a side is not known, or when both agree', () => {
    expect(
      oneSided(
        aCell(alpha, beta, { inboundRedemption: value(true), outboundRedemption: value(null) }),
      ),
    ).toEqual([]);
    expect(
      oneSided(
        aCell(alpha, beta, { inboundRedemption: value(true), outboundRedemption: value(true) }),
      ),
    ).toEqual([]);
  });
});

describe('cellText', () => {
  it('says yes, no, not known and inherited in words', () => {
    const text = cellText(
      'Alpha',
      'Beta',
      aCell(alpha, beta, {
        inboundMfa: value(true, true),
        inboundCompliantDevice: value(null),
        outboundRedemption: value(true),
      }),
    );

    expect(text).toContain('Alpha to Beta. In: MFA yes, inherited; Compliant devices not known;');
    expect(text).toContain('One side only: Automatic redemption');
  });

  it('says that nothing is known of a pair', () => {
    expect(cellText('Alpha', 'Beta', undefined)).toBe('Alpha to Beta: not known');
  });
});

describe('trustAxes', () => {
  const cells = [
    aCell(alpha, beta),
    aCell(alpha, gamma, { inboundRedemption: value(true) }),
    aCell(beta, gamma),
    aCell(alpha, aTenant(9)),
  ];
  const axes = (said: Partial<Parameters<typeof trustAxes>[2]> = {}) =>
    trustAxes([alpha, beta, gamma], cells, {
      source: '',
      target: '',
      isOneSidedOnly: false,
      ...said,
    });
  const names = (tenants: readonly { name: string }[]) => tenants.map(({ name }) => name).join(' ');

  it('lists tenants with a known pair, and none that is not in the estate', () => {
    expect(names(axes().sources)).toBe('Alpha Beta');
    expect(names(axes().targets)).toBe('Beta Gamma');
    expect(axes().cells.size).toBe(3);
    expect(axes().cells.has(pairKey(alpha.id, gamma.id))).toBe(true);
  });

  it('filters each axis by itself, and by pairs that are one-sided', () => {
    expect(names(axes({ source: 'beta' }).sources)).toBe('Beta');
    expect(names(axes({ source: 'beta' }).targets)).toBe('Beta Gamma');
    expect(names(axes({ target: 'gam' }).targets)).toBe('Gamma');
    expect(names(axes({ isOneSidedOnly: true }).sources)).toBe('Alpha');
    expect(names(axes({ isOneSidedOnly: true }).targets)).toBe('Gamma');
  });
});
