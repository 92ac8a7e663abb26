import { describe, expect, it } from 'vitest';
import { SHIPPED } from './packages.ts';
import { importsOf, shippedCode } from './source-tree.ts';

/** Tools of build configurations that lie inside these folders. */
const BUILD_ONLY = /\.config\.ts$/;

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

const used = shippedCode()
  .filter(({ path }) => !BUILD_ONLY.test(path))
  .flatMap(({ path, text }) =>
    importsOf(text)
      .filter(({ from }) => !/^(?:\.|node:|virtual:)/.test(from))
      .map(({ from }) => ({ path, name: packageOf(from) })),
  );

describe('packages', () => {
  it('are all classified and used only where they belong', () => {
    const wrong = used.filter(({ path, name }) => SHIPPED[name]?.folder.test(path) !== true);

    expect(wrong).toEqual([]);
    expect(used.length).toBeGreaterThan(50);
  });
});
