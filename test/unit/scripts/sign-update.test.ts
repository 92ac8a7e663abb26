import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readManifest, UpdateRefusal } from '../../../main/updates/update-manifest.ts';
import { Policy } from '../../../main/policy/policy-schema.ts';
import { aPackage, MANIFEST_URL, PACKAGE } from '../../support/signed-update.ts';

const SCRIPT = join(import.meta.dirname, '../../../scripts/sign-update.mjs');

function run(...args: readonly string[]) {
  return new Promise<{ readonly code: number; readonly said: string }>((done) => {
    const child = execFile(process.execPath, [SCRIPT, ...args], (_error, out, complaints) => {
      done({ code: child.exitCode ?? -1, said: out + complaints });
    });
  });
}

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sign-update-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function someKeys() {
  const path = join(aFolder(), 'update.pem');
  const { said } = await run('keys', path);
  return { path, said, key: /policy: (\S+)\n/.exec(said)?.[1] ?? '' };
}

describe('the command that signs an update', () => {
  it('makes keys that the policy takes, for this account, and never over others', async () => {
    const { path, key } = await someKeys();
    const updates = { allowed: true, url: MANIFEST_URL, keys: [key] };

    expect(Policy.safeParse({ updates }).success).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const before = readFileSync(path);
    expect(await run('keys', path)).toMatchObject({ code: 2 });
    expect(readFileSync(path)).toEqual(before);
  });

  it('signs a manifest that Bulkhead takes, with this key alone', async () => {
    const { path, key } = await someKeys();
    const folder = aFolder();
    writeFileSync(join(folder, 'bulkhead-1.4.0.deb'), PACKAGE);
    const options = `--key ${path} --version 1.4.0 --minimum 1.2.0 --days 7 --folder ${folder}`;
    const { code, said } = await run(
      'manifest',
      ...options.split(' '),
      'linux-x64=bulkhead-1.4.0.deb',
    );
    const bytes = readFileSync(join(folder, 'manifest.json'));
    const signature = readFileSync(join(folder, 'manifest.json.sig'), 'latin1');
    const { size, sha256 } = aPackage('bulkhead-1.4.0.deb');

    expect([code, said]).toEqual([0, expect.stringContaining(key)]);
    const manifest = readManifest(bytes, signature, [key]);
    expect(manifest).toMatchObject({
      version: '1.4.0',
      minimum: '1.2.0',
      packages: [{ platform: 'linux', arch: 'x64', fileName: 'bulkhead-1.4.0.deb', size, sha256 }],
    });
    expect(Date.parse(manifest.expiresAt) - Date.parse(manifest.releasedAt)).toBe(7 * 86_400_000);
    const other = await someKeys();
    expect(() => readManifest(bytes, signature, [other.key])).toThrow(UpdateRefusal);
  });

  it.each([
    '',
    'keys',
    'manifest',
    'manifest --key KEY --version 1.4 --folder FOLDER linux-x64=a.deb',
    'manifest --key KEY --version 1.4.0 --days 0 --folder FOLDER linux-x64=a.deb',
    'manifest --key KEY --version 1.4.0 --folder FOLDER',
    'manifest --key KEY --version 1.4.0 --folder FOLDER linux-x64=../a.deb',
    'manifest --key KEY --version 1.4.0 --folder FOLDER bsd-x64=a.deb',
    'manifest --key KEY --version 1.4.0 --folder FOLDER linux-x64=gone.deb',
  ])('says what is wrong and writes nothing for “%s”', async (line) => {
    const { path } = await someKeys();
    const folder = aFolder();
    writeFileSync(join(folder, 'a.deb'), PACKAGE);
    const args = line.replace('KEY', path).replace('FOLDER', folder).split(' ');

    expect(await run(...args)).toMatchObject({ code: 2, said: expect.stringMatching(/\w/) });
    expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
  });
});
