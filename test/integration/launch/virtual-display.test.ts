import { chmod, lstat, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronUser } from '../../../scripts/launch/electron-user.mjs';
import { makeSocketFolder, startVirtualDisplay } from '../../../scripts/launch/virtual-display.mjs';
import { processesNaming } from '../../support/processes.ts';

const modeOf = async (path: string) => (await lstat(path)).mode & 0o7777;

describe('the folder of the display’s sockets', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'bulkhead-sockets-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is made as X servers ask for it', async () => {
    const path = join(dir, 'sockets');

    await makeSocketFolder(path);

    expect(await modeOf(path)).toBe(0o1777);
  });

  it('is refused when it is a link, and what the link leads to stays as it was', async () => {
    const target = join(dir, 'target');
    await mkdir(target);
    await chmod(target, 0o700);
    const path = join(dir, 'sockets');
    await symlink(target, path);

    await expect(makeSocketFolder(path)).rejects.toThrow('not a folder of root’s');

    expect(await modeOf(target)).toBe(0o700);
  });

  it('is refused when it is no folder', async () => {
    const path = join(dir, 'sockets');
    await writeFile(path, '');

    await expect(makeSocketFolder(path)).rejects.toThrow('not a folder of root’s');
  });
});

/** What a client of X11 says first: little-endian, version 11.0, no authorisation. */
const HELLO = Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/** A client of a display; `answered` settles with whether the server took it. */
async function client(display: string) {
  const socket: Socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
  const answered = new Promise<boolean>((resolve) => {
    socket.once('data', () => resolve(true));
    socket.once('close', () => resolve(false));
  });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  await new Promise((resolve) => socket.write(HELLO, resolve));
  const leave = async () => {
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.destroy();
    await closed;
  };
  return { answered, leave };
}

/** The letter for what a process does; `T` when it is stopped. */
const stateOf = async (pid: number) =>
  /\) (\w)/.exec(await readFile(`/proc/${String(pid)}/stat`, 'utf8'))?.[1];

describe('a virtual display', () => {
  it('takes the next program while it has not noticed that the last one has gone', async () => {
    const user = await electronUser({ uid: process.getuid?.(), env: process.env });
    const { display, screenFile, stop } = await startVirtualDisplay({ user });
    try {
      const [server] = await processesNaming(dirname(screenFile));
      if (server === undefined) throw new Error('The server is not there.');
      // What it looks at first is the system's choice, so it is tried more than once.
      for (let round = 0; round < 10; round += 1) {
        const first = await client(display);
        expect(await first.answered).toBe(true);

        // As a busy machine does it to a server that has to wait for its turn.
        process.kill(server, 'SIGSTOP');
        await expect.poll(() => stateOf(server)).toBe('T');
        await first.leave();
        const second = await client(display);
        process.kill(server, 'SIGCONT');

        expect(await second.answered).toBe(true);
        await second.leave();
      }
    } finally {
      await stop();
    }
  });
});
