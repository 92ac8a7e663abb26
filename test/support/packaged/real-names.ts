import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { basename, dirname, join } from 'node:path';
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

/** Where a packaged app looks for a policy on Linux. */
const POLICY_DIR = '/etc/bulkhead';

export interface RealNames {
  /** Of the account: its certificate store is there, and nothing else at first. */
  readonly home: string;
  /** Writes an executable that starts a program here; it takes arguments as Playwright gives them. */
  readonly launcherOf: (start: StartInNames) => Promise<string>;
  /** Every name that was asked for. */
  readonly names: () => readonly string[];
  readonly close: () => Promise<void>;
}

interface StartInNames {
  /** The driven copy. */
  readonly program: string;
  /** Where its debugger is to wait. */
  readonly inspectorPort: number;
  /** Variables of the account's session, such as how a system without a desktop says what its proxy is. */
  readonly variables?: Readonly<Record<string, string>>;
  /** A file called `policy.json` which is where a packaged app looks for a policy, with its folder. */
  readonly policyFile?: string;
}

export interface RealNamesOptions {
  /** Of loopback, where the name server and the cloud are. */
  readonly address: string;
  /** Whether the account trusts the cloud's authority; true when left out. */
  readonly isTrusted?: boolean;
  /** Name of a certificate of the workstation with its key, which the account has. */
  readonly clientCertificate?: string;
  /** Names that are elsewhere than the cloud, with their addresses. */
  readonly others?: Readonly<Record<string, string>>;
}

/**
 * One at a time for each address. Needs the right to listen on port 443, which `npm test -- package` has
 * in the network namespace that it runs in.
 */
export async function openRealNames(cloud: Cloud, options: RealNamesOptions): Promise<RealNames> {
  const { address, isTrusted = true, clientCertificate, others = {} } = options;
  const { user } = currentElectron();
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
    // Laid over the system's own, so that there is a folder for a policy.
    await mkdir(join(dir, 'etc', basename(POLICY_DIR)), { recursive: true });
    let started = 0;
    return {
      home,
      async launcherOf({ program, inspectorPort, variables = {}, policyFile }) {
        started += 1;
        const at = (name: string) => join(dir, `${String(started)}-${name}`);
        const inner = at('program');
        const set = { ...variables, HOME: home };
        await writeFile(inner, programScript(program, inspectorPort, set), { mode: 0o755 });
        const name = basename(at('account'));
        const account = await writeLauncher({ dir, name, program: inner, user });
        const mounts = [...(policyFile === undefined ? [] : policyMounts(dir, policyFile))];
        mounts.push(...['resolv.conf', 'hosts'].map((file) => nameMount(dir, file)));
        const script = namespaceScript(mounts, account, user.drop);
        await writeFile(at('launcher'), script, { mode: 0o755 });
        return at('launcher');
      },
      names: nameServer.names,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Takes Playwright's two switches away, of which the app sees none. */
function programScript(
  program: string,
  inspectorPort: number,
  variables: Readonly<Record<string, string>>,
): string {
  const set = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return `#!/bin/sh
set -eu
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
exec ${quoted(program)} "--inspect-brk=127.0.0.1:${String(inspectorPort)}" "$@"
`;
}

const nameMount = (dir: string, name: string) =>
  `mount --bind ${quoted(join(dir, name))} "$(readlink -f /etc/${name})"`;

/** Puts the folder of a policy where a packaged app looks for it; owners and modes stay its own. */
function policyMounts(dir: string, policyFile: string): readonly string[] {
  const overlay = `lowerdir=${join(dir, 'etc')}:/etc`;
  return [
    `mount -t overlay -o ${quoted(overlay)} overlay /etc`,
    `mount --bind ${quoted(dirname(policyFile))} ${POLICY_DIR}`,
  ];
}

function namespaceScript(mounts: readonly string[], account: string, isRoot: boolean): string {
  // Without root, in a namespace of its own in which it may mount; the app gets no right of that.
  const own = isRoot ? '' : '--user --map-current-user --keep-caps ';
  const drop = isRoot ? '' : 'setpriv --ambient-caps=-all --inh-caps=-all -- ';
  const inside = `${mounts.join(' && ')} && exec ${drop}"$@"`;
  return `#!/bin/sh
exec unshare ${own}--mount --propagation private sh -c ${quoted(inside)} sh ${quoted(account)} "$@"
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
