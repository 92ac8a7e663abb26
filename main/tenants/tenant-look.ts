import { colourDistance, type OkLab, okLabOf } from './colour-distance.ts';
import { latinised } from './lookalike.ts';
import { initialsFor } from './tenant-initials.ts';

/**
 * Colours for tenants, each at least 9 from every other and at least 5 for an eye without red or
 * green receptors; an early one is farther from those before it than a late one.
 */
export const PALETTE: readonly string[] = [
  '#0f6cbd #f98924 #800515 #ce88f7 #647520 #5bc19d #5a0b91 #de4670',
  '#214856 #848eae #7e4d8a #846cf0 #7c4d3c #343eb9 #2e8f83 #b8833b',
  '#b4ae69 #ba9fcb #ad3e68 #8d1769 #6c709d #3c8bd0 #5a3739 #a5220b',
].flatMap((row) => row.split(' '));

/** Colours nearer than this are one colour when the initials are the same. */
const SAME_COLOUR = 5;
/** How many of the tenants added last count as neighbours. */
const RECENT_NEIGHBOURS = 8;

/** How a tenant is told apart on the screen. */
export interface Look {
  readonly colour: string;
  readonly initials: string;
}

/** A tenant as far as its look matters. */
export interface Looking extends Look {
  readonly id: string;
  readonly groupId: string | null;
}

export interface LookWish {
  readonly name: string;
  readonly domain: string;
  readonly groupId: string | null;
  readonly colour?: string | undefined;
  readonly initials?: string | undefined;
}

/** The looks that are taken. Built once for many additions. */
export interface Lookbook {
  /** The tenant that looks the same, or null. */
  sameAs(look: Look): Looking | null;
  /** A look that no tenant has, or the tenant that has the one wished for. */
  choose(wish: LookWish): Look | { readonly takenBy: Looking };
  add(tenant: Looking): void;
}

const labs = new Map<string, OkLab>(PALETTE.map((hex) => [hex, okLabOf(hex)]));
const labOf = (hex: string): OkLab => labs.get(hex) ?? okLabOf(hex);

/** Initials that read the same are the same: Latin A and Cyrillic А, O and 0, I and 1. */
const keyOf = (initials: string): string =>
  latinised(initials).toUpperCase().replaceAll('0', 'O').replaceAll('1', 'I');

export function createLookbook(tenants: readonly Looking[]): Lookbook {
  const byInitials = new Map<string, Looking[]>();
  const all: Looking[] = [];
  const uses: number[] = PALETTE.map(() => 0);

  /** Initials for which the palette has no colour left; nothing is ever taken out. */
  const used = new Set<string>();

  const add = (tenant: Looking) => {
    const key = keyOf(tenant.initials);
    byInitials.set(key, [...(byInitials.get(key) ?? []), tenant]);
    all.push(tenant);
    const nearest = nearestOfPalette(tenant.colour);
    uses[nearest] = (uses[nearest] ?? 0) + 1;
  };

  const sameIn = (others: readonly Looking[], colour: string): Looking | null => {
    const lab = labOf(colour);
    return others.find((other) => colourDistance(labOf(other.colour), lab) < SAME_COLOUR) ?? null;
  };

  /** Least used first; among those, the farthest from what is seen next to it. */
  const coloursFor = ({ groupId }: LookWish): readonly string[] => {
    const neighbours = [
      ...all.slice(-RECENT_NEIGHBOURS),
      ...(groupId === null ? [] : all.filter((tenant) => tenant.groupId === groupId)),
    ].map((tenant) => labOf(tenant.colour));
    const ranked = PALETTE.map((colour, index) => ({
      colour,
      uses: uses[index] ?? 0,
      space: Math.min(100, ...neighbours.map((lab) => colourDistance(lab, labOf(colour)))),
    }));
    return ranked
      .toSorted((one, other) => one.uses - other.uses || other.space - one.space)
      .map(({ colour }) => colour);
  };

  const choose = (wish: LookWish) => {
    const { name, domain, colour, initials } = wish;
    const colours = colour === undefined ? coloursFor(wish) : [colour];
    const texts = initials === undefined ? initialsFor(name, domain) : [initials];
    let takenBy: Looking | null = null;
    for (const text of texts) {
      const key = keyOf(text);
      const others = byInitials.get(key) ?? [];
      if (used.has(key) && colour === undefined) {
        takenBy ??= others[0] ?? null;
        continue;
      }
      for (const shade of colours) {
        const other = sameIn(others, shade);
        if (other === null) return { colour: shade, initials: text };
        takenBy ??= other;
      }
      if (colour === undefined) used.add(key);
    }
    if (takenBy === null) throw new RangeError('No initials to choose from');
    return { takenBy };
  };

  for (const tenant of tenants) add(tenant);
  return {
    sameAs: ({ colour, initials }) => sameIn(byInitials.get(keyOf(initials)) ?? [], colour),
    choose,
    add,
  };
}

function nearestOfPalette(colour: string): number {
  const exact = PALETTE.indexOf(colour);
  if (exact !== -1) return exact;
  const distances = PALETTE.map((shade) => colourDistance(labOf(shade), labOf(colour)));
  return distances.indexOf(Math.min(...distances));
}
