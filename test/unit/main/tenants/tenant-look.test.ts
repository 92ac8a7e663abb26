import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourDistance, linearOf, okLabOf } from '../../../../main/tenants/colour-distance.ts';
import { initialsFor, readInitials } from '../../../../main/tenants/tenant-initials.ts';
import {
  createLookbook,
  type Look,
  type Looking,
  PALETTE,
} from '../../../../main/tenants/tenant-look.ts';
import { Colour, Tenant } from '../../../../preload/contract/index.ts';

const distance = (one: string, other: string) => colourDistance(okLabOf(one), okLabOf(other));

const pairsOf = (colours: readonly string[]) =>
  colours.flatMap((one, index) => colours.slice(0, index).map((other) => [one, other] as const));

/** WCAG 2.2 contrast of two amounts of light. */
function contrast(one: string, other: string): number {
  const light = (hex: string) => {
    const [r, g, b] = linearOf(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark = 0, bright = 0] = [light(one), light(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1: what is seen without green or red receptors. */
const COLOUR_BLIND = {
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
} as const;

function seenWith(matrix: (typeof COLOUR_BLIND)['deuteranopia' | 'protanopia'], hex: string) {
  const light = linearOf(hex);
  const parts = matrix.map((row) => {
    const value = row.reduce((sum, weight, index) => sum + weight * (light[index] ?? 0), 0);
    const bounded = Math.min(1, Math.max(0, value));
    const encoded = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055;
    return Math.round(255 * encoded)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}

describe('colourDistance', () => {
  it('is 0 for a colour and itself, 100 from black to white', () => {
    expect(distance('#0f6cbd', '#0f6cbd')).toBe(0);
    expect(distance('#000000', '#ffffff')).toBeCloseTo(100, 3);
  });
});

describe('PALETTE', () => {
  it('holds colours the contract takes', () => {
    expect(PALETTE).toHaveLength(24);
    for (const colour of PALETTE) expect(Colour.safeParse(colour).success).toBe(true);
  });

  it('holds no two colours that are hard to tell apart', () => {
    for (const [one, other] of pairsOf(PALETTE)) {
      expect(distance(one, other)).toBeGreaterThanOrEqual(9);
    }
  });

  it.each(Object.entries(COLOUR_BLIND))('stays apart with %s', (_name, matrix) => {
    for (const [one, other] of pairsOf(PALETTE)) {
      const seen = distance(seenWith(matrix, one), seenWith(matrix, other));
      expect(seen).toBeGreaterThanOrEqual(5);
    }
  });

  it('carries black or white text with a contrast of at least 4.5', () => {
    for (const colour of PALETTE) {
      const best = Math.max(contrast(colour, '#ffffff'), contrast(colour, '#000000'));
      expect(best).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('gives the first eight tenants colours that are far apart', () => {
    for (const [one, other] of pairsOf(PALETTE.slice(0, 8))) {
      expect(distance(one, other)).toBeGreaterThanOrEqual(14);
    }
  });
});

const firstOf = (name: string, domain = 'example.com') =>
  initialsFor(name, domain).next().value as string;

describe('initialsFor', () => {
  it.each([
    ['Contoso Health', 'CH'],
    ['Contoso', 'CO'],
    ['contoso', 'CO'],
    ['Woodgrove Bank of Ohio', 'WB'],
    ['X', 'X'],
    ['A. Datum', 'AD'],
    ['3M Europe', '3E'],
    ['  (Fabrikam)  ', 'FA'],
    ['Éclair Öst', 'ÉÖ'],
    ['日本マイクロ', '日本'],
    ['שלום עולם', 'שע'],
    ['🏢 Contoso', 'CO'],
    ['👨‍👩‍👧 Zoo', 'ZO'],
    ['Con\u200btoso', 'CO'],
    ['\u202eContoso', 'CO'],
    ['𝐂𝐨𝐧𝐭𝐨𝐬𝐨', 'CO'],
    ['e\u0301cole', 'ÉC'],
    ['ß', 'SS'],
    ['ŉ', 'ʼN'],
  ])('of %s begin with %s', (name, initials) => {
    expect(firstOf(name)).toBe(initials);
  });

  it('come from the domain when the name has no letters', () => {
    expect(firstOf('🏢🏭', 'fabrikam.com')).toBe('FC');
    expect(firstOf('---', '')).toBe('T');
  });

  it('go on for as many as an estate may need', () => {
    expect(new Set(initialsFor('Contoso', 'contoso.com')).size).toBeGreaterThan(1300);
  });

  it('are always one to three letters or digits that the contract takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const some = [...initialsFor(name, 'a.example')].slice(0, 40);
        for (const initials of some) {
          expect(Tenant.shape.initials.safeParse(initials).success).toBe(true);
          expect(initials).toMatch(/^[\p{L}\p{N}\p{M}]{1,3}$/u);
        }
        expect(some.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('readInitials', () => {
  it.each(['C', 'CO', 'c2', 'Éa', '日本', '123'])('takes %s', (typed) => {
    expect(readInitials(` ${typed} `)).toBe(typed);
  });

  it.each(['', ' ', 'ABCD', 'A B', '👍', 'A\u202e', '<b>', '-', '\u0301A'])(
    'refuses %j',
    (typed) => {
      expect(readInitials(typed)).toBeNull();
    },
  );
});

const looking = (id: string, colour: string, initials: string, groupId: string | null = null) =>
  ({ id, colour, initials, groupId }) satisfies Looking;

const wish = (name: string, changes: object = {}) => ({
  name,
  domain: 'example.com',
  groupId: null,
  ...changes,
});

function colourOf(look: Look | { readonly takenBy: Looking }): string {
  if ('takenBy' in look) throw new Error(`taken by ${look.takenBy.id}`);
  return look.colour;
}

describe('createLookbook', () => {
  it('gives the same name another colour', () => {
    const book = createLookbook([looking('a', '#0f6cbd', 'CO')]);

    const look = book.choose(wish('Contoso'));

    expect(look).toMatchObject({ initials: 'CO' });
    expect(look).not.toMatchObject({ colour: '#0f6cbd' });
  });

  it('uses every colour once before any twice', () => {
    const book = createLookbook([]);
    const colours = PALETTE.map((_, index) => {
      const look = book.choose(wish(`Tenant ${index}`));
      if ('takenBy' in look) throw new Error('taken');
      book.add({ id: String(index), groupId: null, ...look });
      return look.colour;
    });

    expect(new Set(colours).size).toBe(PALETTE.length);
  });

  it('keeps tenants of one group apart', () => {
    const used = PALETTE.map((colour, index) => looking(String(index), colour, `X${index % 10}`));
    const book = createLookbook(
      used.map((tenant, index) =>
        looking(tenant.id, tenant.colour, tenant.initials, index === 0 ? 'g1' : null),
      ),
    );

    const look = book.choose(wish('Contoso', { groupId: 'g1' }));

    expect(distance(colourOf(look), '#0f6cbd')).toBeGreaterThan(14);
  });

  it.each([
    ['the same', '#0f6cbd', 'CO'],
    ['a colour that looks the same', '#0f6cbf', 'CO'],
    ['initials in another case', '#0f6cbd', 'co'],
    ['Cyrillic letters', '#0f6cbd', 'СО'],
    ['a zero for an O', '#0f6cbd', 'C0'],
    ['full-width letters', '#0f6cbd', 'ＣＯ'],
  ])('says who has a look already: %s', (_name, colour, initials) => {
    const book = createLookbook([looking('a', '#0f6cbd', 'CO')]);

    expect(book.sameAs({ colour, initials })?.id).toBe('a');
    expect(book.choose(wish('Contoso', { colour, initials }))).toMatchObject({
      takenBy: { id: 'a' },
    });
  });

  it('finds initials for a wished colour and a colour for wished initials', () => {
    const book = createLookbook([looking('a', '#0f6cbd', 'CO')]);

    expect(book.choose(wish('Contoso', { colour: '#0f6cbd' }))).toEqual({
      colour: '#0f6cbd',
      initials: 'CN',
    });
    expect(book.choose(wish('Fabrikam', { initials: 'CO' }))).toMatchObject({ initials: 'CO' });
    expect(book.choose(wish('Fabrikam', { initials: 'CO' }))).not.toMatchObject({
      colour: '#0f6cbd',
    });
  });

  it('never makes two tenants look the same', () => {
    const reads = ({ initials }: Look) => initials.toUpperCase().replaceAll('0', 'O');
    const aWish = fc.record({
      name: fc.oneof(fc.constantFrom('Contoso', 'CONTOSO', 'Сontoso', 'C 0', '🏢'), fc.string()),
      domain: fc.constant('contoso.com'),
      groupId: fc.constantFrom(null, 'g1'),
      colour: fc.option(fc.constantFrom('#0f6cbd', '#0f6cbe', '#ffffff'), { nil: undefined }),
      initials: fc.option(fc.constantFrom('CO', 'C0', 'co', 'X'), { nil: undefined }),
    });

    fc.assert(
      fc.property(fc.array(aWish, { maxLength: 60 }), (wishes) => {
        const book = createLookbook([]);
        const looks: Looking[] = [];
        for (const [index, one] of wishes.entries()) {
          const look = book.choose(one);
          if ('takenBy' in look) continue;
          const tenant = { id: String(index), groupId: one.groupId, ...look };
          const twins = looks.filter(
            (other) => reads(other) === reads(tenant) && distance(other.colour, tenant.colour) < 5,
          );
          expect(twins).toEqual([]);
          book.add(tenant);
          looks.push(tenant);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has a look for 2,000 tenants of one name', () => {
    const book = createLookbook([]);
    for (let index = 0; index < 2000; index += 1) {
      const look = book.choose(wish('Contoso'));
      if ('takenBy' in look) throw new Error(`none left after ${index}`);
      book.add({ id: String(index), groupId: null, ...look });
    }
    expect(book.sameAs({ colour: '#0f6cbd', initials: 'CO' })).not.toBeNull();
  });
});
