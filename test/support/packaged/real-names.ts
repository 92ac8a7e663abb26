import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
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
import { ownAddress } from './place.ts';

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

export interface RealNamesOptions {
  /** The driven copy. */
  readonly program: string;
  /** Whether the account trusts the cloud's authority; true when left out. */
  readonly isTrusted?: boolean;
  /** Name of a certificate of the workstation with its key, which the account has. */
  readonly clientCertificate?: string;
  /** Names that are elsewhere than the cloud, with their addresses. */
  readonly others?: Readonly<Record<string, string>>;
  /** Variables of the account's session: how a system without a desktop says what its proxy is. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * One at a time for each place that tests run in. Needs the right to listen on port 443, which
 * `npm test -- package` has in the network namespace that it runs in.
 */
export async function openRealNames(cloud: Cloud, options: RealNamesOptions): Promise<RealNames> {
  const { program, isTrusted = true, clientCertificate, others = {}, variables = {} } = options;
  const { user } = currentElectron();
  const address = ownAddress('cloud');
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.toReversed()) await closer();
  };
  try {
    const nameServer = await startNameServer(address, others);
    closers.push(nameServer.close);
    closers.push(await relay(address, cloud.port));
    const home = await makeProfileDir();
    closers.push(() => removeProfileDir(home));
    const store = await openStore(home);
    if (isTrusted) await store.trust(cloud.caFile);
    if (clientCertificate !== undefined) await store.addOwn(clientCertificate);
    const dir = await mkdtemp('/tmp/bulkhead-names-');
    closers.push(() => rm(dir, { recursive: true, force: true }));
    await chmod(dir, 0o755);
    await writeFile(join(dir, 'resolv.conf'), `nameserver ${address}\n`);
    await writeFile(join(dir, 'hosts'), '127.0.0.1 localhost\n');
    const inner = join(dir, 'program');
    await writeFile(inner, programScript(program, { ...variables, HOME: home }), { mode: 0o755 });
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
function programScript(program: string, variables: Readonly<Record<string, string>>): string {
  const set = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
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
${set.join('\n')}
exec ${quoted(program)} "--inspect-brk=$inspector" "$@"
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
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
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
      for (const client of clients) client.destroy();
    });
}

/** The certificate store of a home, which is the account's. */
async function openStore(home: string) {
  const { user } = currentElectron();
  const store = join(home, '.pki', 'nssdb');
  const database = `sql:${store}`;
  const as = (command: readonly string[]) =>
    run('setpriv', [...setprivArguments(user), ...command], {
      env: { ...helperEnvironment(user), ...environmentOf(user) },
    });
  await as(['mkdir', '--parents', store]);
  await as(['certutil', '-N', '--empty-password', '-d', database]);
  return {
    async trust(caFile: string) {
      const copy = join(home, 'authority.pem');
      await run('install', ['--mode=644', caFile, copy]);
      await as([
        'certutil',
        '-A',
        '-d',
        database,
        '-n',
        'simulated cloud',
        '-t',
        'C,,',
        '-i',
        copy,
      ]);
    },
    async addOwn(name: string) {
      // prettier-ignore
      await as([
        'certutil', '-S', '-x', '-d', database, '-n', name, '-s', `CN=${name}`, '-t', 'u,u,u',
        '-k', 'ec', '-q', 'nistp256', '-z', '/etc/hostname',
      ]);
    },
  };
}
