import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startCloud } from '../../../scripts/launch/simulated-cloud.mjs';
import { useTemporaryFolder } from '../setup/temporary-folder.ts';

const ANNOUNCES = `
  console.log('a line that is no announcement');
  console.log(JSON.stringify({ ready: true, port: 8443, spki: 'abc=', arguments: process.argv.slice(2) }));
`;

describe('starting the simulated cloud', () => {
  const folder = useTemporaryFolder();

  async function start(script: string) {
    await mkdir(join(folder.path, 'test', 'cloud'), { recursive: true });
    await writeFile(join(folder.path, 'test', 'cloud', 'main.ts'), script);
    return startCloud({
      rootDir: folder.path,
      node: process.execPath,
      estate: 'demo',
      stateDir: join(folder.path, 'state'),
    });
  }

  it('waits for its announcement and hands over what that says', async () => {
    const cloud = await start(`${ANNOUNCES} setInterval(() => {}, 1000);`);

    expect(cloud).toMatchObject({
      port: 8443,
      spki: 'abc=',
      arguments: ['--estate', 'demo', '--port', '0', '--state', join(folder.path, 'state')],
    });
    expect((await stat(join(folder.path, 'state'))).isDirectory()).toBe(true);
    await cloud.stop();
  });

  it('ends it when its input is closed', async () => {
    const cloud = await start(
      `process.on('SIGTERM', () => {});
       process.stdin.resume().on('end', () => process.exit(5));
       ${ANNOUNCES}`,
    );

    await cloud.stop();

    expect(await cloud.ended).toBe(5);
  });

  it('says what it wrote when it does not come up', async () => {
    const starting = start(`console.error('the port is taken'); process.exit(1);`);

    await expect(starting).rejects.toThrow(/did not start: the port is taken/);
  });
});
