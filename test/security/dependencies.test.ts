import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, ROOT, shippedCode } from './source-tree.ts';

/**
 * Every package that ends up in the app, where it may be used, and why it is there. A package that
 * is not here is an error: adding one is a decision.
 */
const PACKAGES: Readonly<Record<string, { readonly folder: RegExp; readonly why: string }>> = {
  electron: { folder: /^(?:main|preload)\//, why: 'The platform.' },
  zod: { folder: /^(?:main|preload\/contract)\//, why: 'Checks what comes in; never in the page.' },
  react: { folder: /^renderer\//, why: 'The page.' },
  'react-dom': { folder: /^renderer\//, why: 'The page.' },
  zustand: { folder: /^renderer\//, why: 'State of the page.' },
  '@fluentui/react-components': { folder: /^renderer\//, why: 'What operators know; accessible.' },
  '@fluentui/react-icons': { folder: /^renderer\//, why: 'Icons of the same design.' },
  '@tanstack/react-virtual': { folder: /^renderer\//, why: 'Long lists without long pages.' },
  '@azure/msal-node': { folder: /^main\/identity\//, why: 'Signs in as Microsoft documents it.' },
  '@azure/msal-node-extensions': {
    folder: /^main\/identity\/(?:token-cache|native-broker)\.ts$/,
    why: 'Reaches the keystores and the account broker of the systems.',
  },
  cockatiel: { folder: /^main\/data\//, why: 'Repeats requests that may do better later.' },
  yazl: {
    folder: /^main\/data\/inventory\/export\/xlsx\//,
    why: 'Packs workbooks as they are made.',
  },
  'better-sqlite3': { folder: /^main\/data\//, why: 'The encrypted estate database.' },
};

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
    const wrong = used.filter(({ path, name }) => PACKAGES[name]?.folder.test(path) !== true);

    expect(wrong).toEqual([]);
    expect(used.length).toBeGreaterThan(50);
  });

  it('that are installed with the app are all classified', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    const unknown = Object.keys(manifest.dependencies ?? {}).filter((name) => !(name in PACKAGES));

    expect(unknown).toEqual([]);
  });

  it('are pinned to one version each', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const loose = versions.filter(
      ([, version]) => !/^(?:npm:.+@)?\d+\.\d+\.\d+[\w.-]*$/.test(version),
    );

    expect(loose).toEqual([]);
  });
});
