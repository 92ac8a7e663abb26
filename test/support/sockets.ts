import { readdir, readFile, readlink } from 'node:fs/promises';

/** An open socket on which a process waits for others. */
export interface OpenPort {
  readonly pid: number;
  readonly protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6';
  /** As the kernel writes it: address and port in hexadecimal. */
  readonly local: string;
}

/** TCP_LISTEN, and for datagrams, which have no such state, TCP_CLOSE: bound but to nobody. */
const WAITING: Readonly<Record<OpenPort['protocol'], string>> = {
  tcp: '0A',
  tcp6: '0A',
  udp: '07',
  udp6: '07',
};

/** Sockets of the processes that anybody could send to, whatever their address. */
export async function openPortsOf(pids: readonly number[]): Promise<readonly OpenPort[]> {
  const found: OpenPort[] = [];
  for (const pid of pids) {
    const inodes = await socketsOf(pid);
    for (const protocol of ['tcp', 'tcp6', 'udp', 'udp6'] as const) {
      // A sandboxed process has a network namespace of its own, in which nobody can reach it; what
      // it may have been given from outside is among its descriptors all the same.
      const table = await readFile(`/proc/${String(pid)}/net/${protocol}`, 'utf8').catch(() => '');
      for (const line of table.split('\n').slice(1)) {
        const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
        if (state === WAITING[protocol] && inodes.has(inode)) found.push({ pid, protocol, local });
      }
    }
  }
  return found;
}

async function socketsOf(pid: number): Promise<ReadonlySet<string>> {
  const folder = `/proc/${String(pid)}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(
    names.map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  );
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
}
