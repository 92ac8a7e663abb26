/**
 * How to make a value that no JSON can carry. It is made where it is used: in the page that sends
 * it, and once more here, to say what the contract thinks of it.
 */
export type Recipe =
  | { readonly is: 'plain'; readonly value: string | number | boolean | null }
  | { readonly is: 'special'; readonly name: Special }
  | { readonly is: 'text'; readonly unit: string; readonly times: number }
  | { readonly is: 'list'; readonly items: readonly Recipe[] }
  | { readonly is: 'zeros'; readonly length: number }
  | { readonly is: 'keys'; readonly count: number }
  | { readonly is: 'deep'; readonly levels: number }
  | { readonly is: 'object'; readonly members: readonly (readonly [string, Recipe])[] };

const SPECIALS = [
  'undefined',
  'not a number',
  'infinity',
  'minus zero',
  'big integer',
  'date',
  'no date',
  'pattern',
  'map',
  'set',
  'bytes',
  'view of bytes',
  'error',
  'boxed text',
  'boxed number',
  'cycle',
  'holes',
  'half a character',
  'odd length',
] as const;
type Special = (typeof SPECIALS)[number];

/** Makes the value. Its source is sent to pages: it may use nothing from outside itself. */
export function make(recipe: Recipe): unknown {
  switch (recipe.is) {
    case 'plain':
      return recipe.value;
    case 'text':
      return recipe.unit.repeat(recipe.times);
    case 'list':
      return recipe.items.map((item) => make(item));
    case 'zeros':
      return Array.from({ length: recipe.length }, () => 0);
    case 'keys':
      return Object.fromEntries(Array.from({ length: recipe.count }, (_, at) => [`k${at}`, at]));
    case 'deep': {
      let value: unknown = {};
      for (let level = 0; level < recipe.levels; level += 1) value = { tenantId: value };
      return value;
    }
    case 'object': {
      const value = {};
      // Defined, not set: a member may be called __proto__.
      for (const [name, member] of recipe.members)
        Object.defineProperty(value, name, {
          value: make(member),
          configurable: true,
          enumerable: true,
          writable: true,
        });
      return value;
    }
    case 'special': {
      const cycle: { self?: unknown } = {};
      cycle.self = cycle;
      const makers = {
        undefined: () => undefined,
        'not a number': () => Number.NaN,
        infinity: () => Number.POSITIVE_INFINITY,
        'minus zero': () => -0,
        'big integer': () => 2n ** 80n,
        date: () => new Date(0),
        'no date': () => new Date(Number.NaN),
        pattern: () => /(a+)+$/,
        map: () => new Map<unknown, unknown>([['tenantId', new Map()]]),
        set: () => new Set([1, new Set([2])]),
        bytes: () => new ArrayBuffer(64),
        'view of bytes': () => new Float64Array([Number.NaN, 1]),
        error: () => new Error('hostile', { cause: cycle }),
        'boxed text': () => Object('text') as unknown,
        'boxed number': () => Object(1) as unknown,
        cycle: () => cycle,
        holes: () => Array(40),
        'half a character': () => '\ud800',
        // What compares it with a number throws.
        'odd length': () => ({ length: { toString: 1 } }),
      };
      return makers[recipe.name]();
    }
  }
}

const HOSTILE_TEXTS = [
  '',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'length',
  '../../escaped',
  '\0',
  '\u202e\ufeff',
  "'; DROP TABLE tenants; --",
  '<img src=x onerror=alert(1)>',
  'file:///etc/passwd',
];

/** Words that the generator below puts in; handed to it, because it may use nothing else. */
export const VOCABULARY = { texts: HOSTILE_TEXTS, specials: SPECIALS } as const;

/**
 * A hostile message: a value from nowhere, or a good input with one thing about it changed at any
 * depth. The same seed and number make the same message everywhere.
 *
 * Its source is sent to pages, as that of `make`: a recipe that came from outside would cost more
 * than the message.
 * @param good a good input, as a recipe
 * @param seed whole numbers; so is the message's number
 */
export function hostileRecipe(
  { texts, specials }: typeof VOCABULARY,
  good: Recipe,
  seed: number,
  number: number,
): Recipe {
  // Mulberry32.
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca77)) >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(random() * bound);
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const characters = () =>
    String.fromCharCode(...Array.from({ length: below(24) }, () => below(0x1_0000)));
  const text = () => (random() < 0.5 ? oneOf(texts) : characters());
  const scalar = () =>
    oneOf<() => Recipe>([
      () => ({ is: 'plain', value: text() }),
      () => ({ is: 'plain', value: text() }),
      () => ({ is: 'plain', value: below(2 ** 32) - 2 ** 31 }),
      () => ({ is: 'plain', value: (random() - 0.5) * 10 ** below(300) }),
      () => ({ is: 'plain', value: random() < 0.5 }),
      () => ({ is: 'plain', value: null }),
      () => ({ is: 'special', name: oneOf(specials) }),
      () => ({ is: 'special', name: oneOf(specials) }),
    ])();
  // Now and then only: these take thousands of times as long as the others.
  const large = () =>
    oneOf<() => Recipe>([
      () => ({ is: 'text', unit: text(), times: below(5_000) }),
      () => ({ is: 'zeros', length: below(9_000) }),
      () => ({ is: 'keys', count: 1 + below(5_000) }),
      () => ({ is: 'deep', levels: 1 + below(200) }),
    ])();
  const anything = (depth: number): Recipe => {
    const kind = random();
    if (depth === 0 || kind < 0.5) return random() < 0.01 ? large() : scalar();
    const length = below(5);
    if (kind < 0.7) {
      return { is: 'list', items: Array.from({ length }, () => anything(depth - 1)) };
    }
    const members = Array.from({ length }, () => [text(), anything(depth - 1)] as const);
    return { is: 'object', members };
  };
  const changed = (recipe: Recipe): Recipe => {
    const change = random();
    if (recipe.is === 'list') {
      const { items } = recipe;
      if (items.length === 0 || change < 0.2) return { is: 'list', items: [...items, anything(2)] };
      const at = below(items.length);
      return { is: 'list', items: items.map((item, i) => (i === at ? changed(item) : item)) };
    }
    if (recipe.is !== 'object' || change < 0.1) return anything(2);
    const { members } = recipe;
    if (members.length === 0 || change < 0.25) {
      return { is: 'object', members: [...members, [text(), anything(2)]] };
    }
    const at = below(members.length);
    if (change < 0.4) return { is: 'object', members: members.filter((_, i) => i !== at) };
    const other = ([name, own]: readonly [string, Recipe]): readonly [string, Recipe] =>
      change < 0.5 ? [text(), own] : [name, changed(own)];
    return {
      is: 'object',
      members: members.map((member, i) => (i === at ? other(member) : member)),
    };
  };
  return random() < 0.25 ? anything(3) : changed(good);
}

/** The recipe for plain data, as `JSON.parse` makes it. */
export function recipeFor(value: unknown): Recipe {
  if (Array.isArray(value)) return { is: 'list', items: value.map(recipeFor) };
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([name, member]) => [name, recipeFor(member)] as const,
    );
    return { is: 'object', members };
  }
  return { is: 'plain', value: value as string | number | boolean | null };
}

/** One of each kind of value that no JSON can carry. */
export const SPECIAL_VALUES: readonly Recipe[] = SPECIALS.map((name) => ({ is: 'special', name }));

/** Values that are too much in one way or another. */
export const TOO_MUCH: Readonly<Record<string, Recipe>> = {
  'fifty million characters': { is: 'text', unit: 'x', times: 50_000_000 },
  'a name of ten million': {
    is: 'object',
    members: [['name', { is: 'text', unit: 'ﬀ', times: 10_000_000 }]],
  },
  'a million numbers': { is: 'zeros', length: 1_000_000 },
  'two hundred thousand keys': { is: 'keys', count: 200_000 },
  'ten thousand levels': { is: 'deep', levels: 10_000 },
};
