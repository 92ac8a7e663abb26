import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { licenceNotices } from '../../../../scripts/package/licence-notices.mjs';

let rootDir: string;
beforeEach(async () => {
  rootDir = await mkdtemp(join(tmpdir(), 'bulkhead-notices-'));
  const files = {
    'renderer/ui/fonts/OFL.txt': 'The font’s licence.',
    'node_modules/one/package.json': '{"license":"MIT"}',
    'node_modules/one/LICENSE.md': 'Permission is granted.\r\nAs is.',
    'node_modules/one/NOTICE': 'This has parts of another.',
    'node_modules/two/package.json': '{"license":"ISC","author":{"name":"Ada"}}',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(rootDir, name)), { recursive: true });
    await writeFile(join(rootDir, name), text);
  }
});
afterEach(() => rm(rootDir, { recursive: true, force: true }));

const shipped = ['one', 'two'].map((name) => ({
  path: `node_modules/${name}`,
  name,
  version: '1.2.3',
  isBundled: false,
}));

describe('the notices of what is shipped', () => {
  it('have the text of each licence and notice, and of the font', async () => {
    const text = await licenceNotices({ rootDir, shipped });

    expect(text).toContain('\none 1.2.3 (MIT)\n');
    expect(text).toContain('Permission is granted.\nAs is.\n\nThis has parts of another.');
    expect(text).toMatch(/\nOpen Sans \(OFL-1\.1\)\n=+\n\nThe font’s licence\.\n$/);
  });

  it('say so where a package has no text, and whose it is', async () => {
    const text = await licenceNotices({ rootDir, shipped });

    expect(text).toMatch(/\ntwo 1\.2\.3 \(ISC\)\n=+\n\nThe package has no text .* Author: Ada\./);
  });
});
