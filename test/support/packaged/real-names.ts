import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  environmentOf,
  helperEnvironment,
  setprivArguments,
} from '../../../scripts/launch/electron-user.mjs';
import { quoted, writeLauncher } from '../../../scripts/launch/launcher.mjs';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { makeProfileDir, removeProfileDir } from '../electron.ts';
import { currentElectron } from '../test-run.ts';
import { startNameServer } from './name-server.ts';

// Where a packaged app finds the simulated cloud without being told of it: behind the real names,
// on port 443, with a certificate that the account trusts. The app runs in a mount namespace in
// which the system's name server is one of the test, and under a home whose certificate store has the
// cloud's authority, as an enterprise's own is put there.

const run = promisify(execFile);

export interface RealNames {
  /** Starts the driven copy in these surroundings; arguments as Playwright gives them. */
  readonly launcher: string;
  /** Variables for it: where its debugger is to wait. */
  readonly envFor: (inspectorPort: number) => Readonly<Record<string, string>>;
  /** Every name that was asked for. */
  readonly names: () => readonly string[];
  readonly close: () => Promise<void>;
}

interface RealNamesOptions {
  /** The driven copy. */
  readonly program: string;
  /** Whether the account trusts the cloud's authority; true when left out. */
  readonly isTrusted?: boolean;
}

/**
 * One at a time for each place that tests run in. Needs the right to listen on port 443, which
 * `npm test -- package` has in the network namespace that it runs in.
 */
export async function openRealNames(
  cloud: Cloud,
  { program, isTrusted = true }: RealNamesOptions,
): Promise<RealNames> {
  const { user } = currentElectron();
  // Of loopback, and another for whatever runs beside it.
  const address = `127.0.1.${String(1 + Number(process.env['TEST_PARALLEL_INDEX'] ?? 0))}`;
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.toReversed()) await closer();
  };
  try {
    const nameServer = await startNameServer(address);
    closers.push(nameServer.close);
    closers.push(await relay(address, cloud.port));
    const home = await makeProfileDir();
    closers.push(() => removeProfileDir(home));
    if (isTrusted) await trust(home, cloud.caFile);
    const dir = await mkdtemp('/tmp/bulkhead-names-');
    closers.push(() => rm(dir, { recursive: true, force: true }));
    await chmod(dir, 0o755);
    await writeFile(join(dir, 'resolv.conf'), `nameserver ${address}\n`);
    await writeFile(join(dir, 'hosts'), '127.0.0.1 localhost\n');
    const inner = join(dir, 'program');
    await writeFile(inner, programScript(home, program), { mode: 0o755 });
    const account = await writeLauncher({ dir, name: 'account', program: inner, user });
    const launcher = join(dir, 'launcher');
    await writeFile(launcher, namespaceScript(dir, account, user.drop), { mode: 0o755 });
    return {
      launcher,
      envFor: (port) => ({ BULKHEAD_TEST_INSPECTOR: `127.0.0.1:${String(port)}` }),
      names: nameServer.names,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Takes Playwright's two switches away, of which the app sees none, and the variable. */
function programScript(home: string, program: string): string {
  return `#!/bin/sh
set -eu
inspector="$BULKHEAD_TEST_INSPECTOR"
unset BULKHEAD_TEST_INSPECTOR
count=$#
while [ "$count" -gt 0 ]; do
  case "$1" in
    --inspect=0 | --remote-debugging-port=0) ;;
    *) set -- "$@" "$1" ;;
  esac
  shift
  count=$((count - 1))
done
HOME=${quoted(home)} exec ${quoted(program)} "--inspect-brk=$inspector" "$@"
`;
}

function namespaceScript(dir: string, account: string, isRoot: boolean): string {
  // Without root, in a namespace of its own in which it may mount; the app gets no right of that.
  const own = isRoot ? '' : '--user --map-current-user --keep-caps ';
  const drop = isRoot ? '' : 'setpriv --ambient-caps=-all --inh-caps=-all -- ';
  const mounts = ['resolv.conf', 'hosts'].map(
    (name) => `mount --bind ${quoted(join(dir, name))} "$(readlink -f /etc/${name})"`,
  );
  return `#!/bin/sh
exec unshare ${own}--mount --propagation private sh -c '${mounts.join(' && ').replaceAll("'", `'\\''`)} && exec ${drop}"$@"' sh ${quoted(account)} "$@"
`;
}

/** Hands connections to port 443 of an address on to the cloud. */
async function relay(address: string, port: number): Promise<() => Promise<void>> {
  const server = createServer((client) => {
    const cloud = connect(port, '127.0.0.1');
    // Either end may go at any time, as on a real network.
    client.on('error', () => cloud.destroy());
    cloud.on('error', () => client.destroy());
    client.pipe(cloud).pipe(client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(443, address, resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
    });
}

/** Puts an authority into the certificate store of a home, which is the account's. */
async function trust(home: string, caFile: string): Promise<void> {
  const { user } = currentElectron();
  const store = join(home, '.pki', 'nssdb');
  const copy = join(home, 'authority.pem');
  const as = (command: readonly string[]) =>
    run('setpriv', [...setprivArguments(user), ...command], {
      env: { ...helperEnvironment(user), ...environmentOf(user) },
    });
  await as(['mkdir', '--parents', store]);
  await run('install', ['--mode=644', caFile, copy]);
  const database = `sql:${store}`;
  await as(['certutil', '-N', '--empty-password', '-d', database]);
  await as(['certutil', '-A', '-d', database, '-n', 'simulated cloud', '-t', 'C,,', '-i', copy]);
}
