import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Arch, Packager, Platform } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import { packagedManifest } from '../../../../scripts/package/app-folder.mjs';
import { RUNTIME_LIBRARIES } from '../../../../scripts/setup/debian.mjs';
import { useTemporaryFolder } from '../../../integration/setup/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** What electron-builder makes of electron-builder.yml, with its own check of it. */
async function configOf(folder: string) {
  await writeFile(join(folder, 'package.json'), '{"name":"x","version":"1.0.0","main":"x"}');
  const packager = new Packager({ projectDir: ROOT, config: { directories: { app: folder } } });
  await packager.validateConfig();
  return packager.config;
}

describe('a package for macOS', () => {
  const folder = useTemporaryFolder();

  it('lets through the hardened runtime what V8 needs, and nothing else', async () => {
    const { mac } = await configOf(folder.path);
    expect(mac?.hardenedRuntime).toBe(true);
    for (const path of [mac?.entitlements, mac?.entitlementsInherit]) {
      const text = await readFile(join(ROOT, path ?? 'none'), 'utf8');
      const rights = [...text.matchAll(/<key>(.*?)<\/key>\s*<(.*?)\/>/g)].map(([, key, value]) => [
        key,
        value,
      ]);

      expect(rights).toEqual([['com.apple.security.cs.allow-jit', 'true']]);
      expect(text.match(/<key>/g)).toHaveLength(1);
    }
  });
});

describe('a package for Debian or Fedora', () => {
  const folder = useTemporaryFolder();

  it('brings along what Electron loads when it starts, and the keystore', async () => {
    const { deb } = await configOf(folder.path);
    const wanted = [...RUNTIME_LIBRARIES.map(([name]) => name), 'libsecret-1-0'];

    expect(deb?.depends).toEqual(expect.arrayContaining(wanted));
  });

  it.each(['deb', 'rpm'])(
    'is one that electron-builder makes, from no checkout of GitHub: %s',
    async (kind) => {
      const app = join(folder.path, 'app');
      const made = join(folder.path, 'made');
      await mkdir(app);
      await mkdir(join(made, 'resources'), { recursive: true });
      const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
      await writeFile(join(app, 'package.json'), JSON.stringify(packagedManifest(manifest)));
      let asked: readonly string[] = [];
      await new Packager({
        projectDir: ROOT,
        prepackaged: made,
        targets: Platform.LINUX.createTarget(kind, Arch.x64),
        config: {
          directories: { app, output: join(folder.path, 'out') },
          electronVersion: '45.0.0',
        },
        // Called in the place of fpm, with what it would be given.
        effectiveOptionComputed: async ([args]) => {
          asked = args;
          return true;
        },
      }).build();

      const valueOf = (option: string) => asked[asked.indexOf(option) + 1];
      expect(valueOf('--url')).toBe(manifest.homepage);
      expect(valueOf('--maintainer')).toMatch(/^Bulkhead contributors <.*@.*>$/);
    },
  );
});
