import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aShelf } from './a-store.ts';
import { Life, step } from './inventory-life.ts';

// Random lives of a store, beside a model that keeps plain lists: after every step both must know
// the same devices made of the same records.

it('knows the same devices as a plain model, whatever is done to it', () => {
  const shelf = aShelf({ isInMemory: true });
  let lives = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 50, size: 'max' }), (steps) => {
      lives += 1;
      const life = new Life(join(shelf.dir, String(lives)));
      try {
        for (const each of steps) {
          life.take(each);
          life.check();
        }
      } finally {
        life.end();
      }
    }),
    { numRuns: 40 },
  );
  expect(lives).toBeGreaterThanOrEqual(40);
}, 120_000);
