import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPartitionFolder,
  partitionFolderOf,
  partitionOf,
} from '../../../../main/tenants/partition.ts';

const ID = '0f5c2a1e-9b7d-4c3e-8a6f-1234567890ab';

describe('partitionOf', () => {
  it('is the tenant id behind a fixed prefix', () => {
    expect(partitionOf({ id: ID, generation: 0 })).toBe(`persist:tenant-${ID}`);
  });

  it('is another one for each generation', () => {
    expect(partitionOf({ id: ID, generation: 1 })).toBe(`persist:tenant-${ID}.1`);
    expect(partitionOf({ id: ID, generation: 12 })).toBe(`persist:tenant-${ID}.12`);
  });

  it.each([
    ['upper case', ID.toUpperCase()],
    ['one letter in upper case', ID.replace('f', 'F')],
    ['full-width letters', ID.replace('f', '\uff46')],
    ['a Cyrillic letter', ID.replace('a', '\u0430')],
    ['a combining mark', `${ID.slice(0, -1)}a\u0301`],
    ['a parent folder', '../../../../etc/passwd'],
    ['a parent folder behind an id', `${ID}/../other`],
    ['a parent folder in Windows’ way', `${ID}\\..\\other`],
    ['an encoded separator', `${ID}%2f..%2fother`],
    ['an encoded dot', '%2e%2e'],
    ['300 characters', 'a'.repeat(300)],
    ['nothing', ''],
    ['white space before', ` ${ID}`],
    ['a line break after', `${ID}\n`],
    ['a NUL after', `${ID}\0`],
    ['braces', `{${ID}}`],
    ['no hyphens', ID.replaceAll('-', '')],
    ['another generation', `${ID}.1`],
    ['a prefix', `persist:${ID}`],
  ])('is refused for an id with %s', (_name, id) => {
    expect(() => partitionOf({ id, generation: 0 })).toThrow(TypeError);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1_000_000])(
    'is refused for the generation %s',
    (generation) => {
      expect(() => partitionOf({ id: ID, generation })).toThrow(TypeError);
    },
  );

  it('is never the same for two owners, whatever the case of a file system', () => {
    const owner = fc.record({
      id: fc.uuid(),
      generation: fc.nat({ max: 999_999 }),
    });

    fc.assert(
      fc.property(owner, owner, (one, other) => {
        const isSame = one.id === other.id && one.generation === other.generation;

        expect(
          partitionFolderOf(one).toLowerCase() === partitionFolderOf(other).toLowerCase(),
        ).toBe(isSame);
      }),
    );
  });

  it('is a single plain folder name for any text, or refused', () => {
    const folderOrRefusal = (id: string, generation: number) => {
      try {
        return partitionFolderOf({ id, generation });
      } catch (error) {
        return error;
      }
    };
    const anyId = fc.oneof(fc.string({ unit: 'binary' }), fc.uuid());

    fc.assert(
      fc.property(anyId, fc.nat(), (id, generation) => {
        const answer = folderOrRefusal(id, generation);

        const isPlain = typeof answer === 'string' && /^tenant-[0-9a-f-]{36}(\.\d+)?$/.test(answer);
        expect(isPlain || answer instanceof TypeError).toBe(true);
      }),
    );
  });
});

it.each(['..', 'tenant-', `tenant-${ID}.0`, `tenant-${ID}.01`, `tenant-${ID}/x`, 'shell', ''])(
  'does not take %j for a folder of a tenant',
  (name) => {
    expect(isPartitionFolder(name)).toBe(false);
  },
);
