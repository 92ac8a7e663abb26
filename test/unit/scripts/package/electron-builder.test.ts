import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Packager } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../../../integration/setup/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** What electron-builder makes of electron-builder.yml, with its own check of it. */
async function configOf(folder: string) {
  const packager = new Packager({ projectDir: ROOT, config: { directories: { app: folder } } });
  await packager.validateConfig();
  return packager.config;
}

describe('a package for macOS', () => {
  const folder = useTemporaryFolder();

  it('lets through the hardened runtime what V8 needs, and nothing else', async () => {
    await writeFile(join(folder.path, 'package.json'), '{"name":"x","version":"1.0.0","main":"x"}');
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
