import { describe, expect, it } from 'vitest';
import { importsOf, shippedCode, withoutComments } from './source-tree.ts';

const valuesOf = (source: string) =>
  importsOf(source).map(({ from, values }) => [from].concat(values));

describe('importsOf', () => {
  it.each([
    ["import { app, type Session, shell as s } from 'electron';", [['electron', 'app', 'shell']]],
    ["import {\n  // why\n  ipcMain,\n} from 'electron';", [['electron', 'ipcMain']]],
    ["import type { App } from 'electron';", [['electron']]],
    ["import { type App } from 'electron';", [['electron']]],
    ["import electron, { app } from 'electron';", [['electron', '*', 'app']]],
    ["import * as electron from 'electron';", [['electron', '*']]],
    ["import './side-effect.ts';", [['./side-effect.ts', '*']]],
    ["export { shell } from 'electron';", [['electron', 'shell']]],
    ["export * from 'electron';", [['electron', '*']]],
    ["const { shell } = await import('electron');", [['electron', '*']]],
    ["const { shell } = require('electron');", [['electron', '*']]],
    ["process.getBuiltinModule('node:child_process');", [['node:child_process', '*']]],
    ['await import(name);', [['(computed)', '*']]],
    ["// import { shell } from 'electron';", []],
    ["import data from './x.json' with { type: 'json' };", [['./x.json', '*']]],
  ])('reads %j', (source, expected) => {
    expect(valuesOf(source)).toEqual(expected);
  });
});

describe('withoutComments', () => {
  it('leaves strings that look like comments', () => {
    expect(withoutComments("const a = 'https://x'; // b\n/* c */ `//d`")).toBe(
      "const a = 'https://x';  \n  `//d`",
    );
  });
});

describe('shippedCode', () => {
  it('finds the code', () => {
    const paths = shippedCode().map(({ path }) => path);

    expect(paths).toContain('main/index.ts');
    expect(paths).toContain('preload/index.ts');
    expect(paths.length).toBeGreaterThan(60);
  });
});
