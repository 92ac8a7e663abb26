import fc from 'fast-check';

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

const text = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const leaf: fc.Arbitrary<Recipe> = fc.oneof(
  fc
    .oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())
    .map((value) => ({ is: 'plain', value }) as const),
  fc.constant({ is: 'plain', value: null } as const),
  fc.constantFrom(...SPECIALS).map((name) => ({ is: 'special', name }) as const),
  fc
    .record({ unit: text, times: fc.integer({ min: 0, max: 5_000 }) })
    .map(({ unit, times }) => ({ is: 'text', unit, times }) as const),
  fc.integer({ min: 0, max: 9_000 }).map((length) => ({ is: 'zeros', length }) as const),
  fc.integer({ min: 1, max: 5_000 }).map((count) => ({ is: 'keys', count }) as const),
  fc.integer({ min: 1, max: 200 }).map((levels) => ({ is: 'deep', levels }) as const),
);

const { anything } = fc.letrec<{ anything: Recipe }>((tie) => ({
  anything: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('anything'), { maxLength: 5 }).map((items) => ({ is: 'list', items }) as const),
    fc
      .array(fc.tuple(text, tie('anything')), { maxLength: 5 })
      .map((members) => ({ is: 'object', members }) as const),
  ),
}));

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

/** Values from nowhere, and a good input with one thing about it changed. */
export function hostileTo(input: object): fc.Arbitrary<Recipe> {
  const members = Object.entries(input).map(([name, value]) => [name, recipeFor(value)] as const);
  const added = fc
    .tuple(text, anything)
    .map((member): Recipe => ({ is: 'object', members: [...members, member] }));
  if (members.length === 0) return fc.oneof(anything, added);
  const at = fc.nat({ max: members.length - 1 });
  const changed = fc.tuple(at, anything).map(([index, value]): Recipe => ({
    is: 'object',
    members: members.map(([name, own], i) => [name, i === index ? value : own]),
  }));
  const lacking = at.map((index): Recipe => ({
    is: 'object',
    members: members.filter((_, i) => i !== index),
  }));
  return fc.oneof(anything, added, changed, changed, lacking);
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
