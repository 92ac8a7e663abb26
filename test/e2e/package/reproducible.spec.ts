import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { sourceDate } from '../../../scripts/package/pack-app.mjs';
import { ROOT_DIR } from '../../../scripts/setup/prepare.mjs';
import { toolEnvironment } from '../../../scripts/setup/tool-environment.mjs';
import { currentPackaged } from '../../support/packaged/release.ts';

const run = promisify(execFile);

// Takes as long as the whole rest, and is left out when no group is named.
const ON_DEMAND = { tag: '@on-demand' };

test(
  'is made again byte for byte from the same sources, wherever they lie',
  ON_DEMAND,
  async () => {
    // It builds and packs once more.
    test.setTimeout(600_000);
    const checkout = await mkdtemp(join(tmpdir(), 'bulkhead-sources-'));
    try {
      const { stdout } = await run('git', ['ls-files', '-z', '-c', '-o', '--exclude-standard'], {
        cwd: ROOT_DIR,
        maxBuffer: 16 * 1024 * 1024,
      });
      for (const path of stdout.split('\0').filter((name) => name !== '')) {
        await mkdir(dirname(join(checkout, path)), { recursive: true });
        // A file that was deleted and not committed is in the list of git.
        await cp(join(ROOT_DIR, path), join(checkout, path)).catch(() => undefined);
      }
      await symlink(join(ROOT_DIR, 'node_modules'), join(checkout, 'node_modules'));
      const date = await sourceDate(ROOT_DIR);

      await run('node', [join('scripts', 'pack.mjs'), '--folder-only'], {
        cwd: checkout,
        env: {
          ...toolEnvironment(ROOT_DIR, process.env),
          SOURCE_DATE_EPOCH: String(Math.floor(date.getTime() / 1_000)),
        },
      });

      const { version } = JSON.parse(await readFile(join(ROOT_DIR, 'package.json'), 'utf8')) as {
        version: string;
      };
      const list = join(
        checkout,
        'dist/package',
        `bulkhead-${version}-linux-${process.arch}.sha256`,
      );
      expect(await readFile(list, 'utf8')).toBe(
        await readFile(currentPackaged().filesPath, 'utf8'),
      );
    } finally {
      await rm(checkout, { recursive: true, force: true });
    }
  },
);
