import { describe, expect, it } from 'vitest';
import { packageFolderOf } from '../../../../scripts/package/bundled-packages.mjs';

describe('the package of a module', () => {
  it.each([
    ['/checkout/node_modules/zod/v4/index.js', 'node_modules/zod'],
    ['/checkout/node_modules/@fluentui/tokens/lib/a.js?used', 'node_modules/@fluentui/tokens'],
    ['\0/checkout/node_modules/react/index.js?commonjs-module', 'node_modules/react'],
    ['C:\\checkout\\node_modules\\zod\\index.js', 'node_modules/zod'],
    [
      '/checkout/node_modules/@azure/a/node_modules/@azure/b/x.mjs',
      'node_modules/@azure/a/node_modules/@azure/b',
    ],
    ['/checkout/main/index.ts', undefined],
    ['\0virtual:bridge-surface', undefined],
  ])('of %j is %j', (id, folder) => {
    expect(packageFolderOf(id)).toBe(folder);
  });
});
