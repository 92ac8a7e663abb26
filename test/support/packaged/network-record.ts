import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { currentElectron } from '../test-run.ts';
import { ownPlace } from './place.ts';

// What an app sends by ways that no proxy and no name server sees: sockets to addresses that it knows
// without asking. The kernel writes them down, by the account whose sockets they are.

const run = promisify(execFile);

export interface NetworkRecord {
  /** Beyond loopback, such as `tcp 203.0.113.9 443`. All of it was refused as well. */
  readonly reached: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/**
 * Records what the account that Electron runs as sends from now on. Needs the right to do so, which
 * `npm test -- package` has in the network namespace that it runs in.
 */
export async function startNetworkRecord(): Promise<NetworkRecord> {
  const table = `bulkhead_${String(ownPlace())}`;
  await nft(rulesOf(table, currentElectron().user.uid));
  return {
    async reached() {
      const sets = ['reached', 'reached6', 'others'].map(async (set) => {
        const { stdout } = await run('nft', ['--json', 'list', 'set', 'inet', table, set]);
        return elementsOf(JSON.parse(stdout) as Listing);
      });
      return (await Promise.all(sets)).flat();
    },
    close: () => nft(`delete table inet ${table}`),
  };
}

/** A packet that belongs to no socket, such as one of the kernel's own, has no account. */
function rulesOf(table: string, uid: number): string {
  const refuse = (version: 4 | 6, set: string) => {
    const address = version === 4 ? 'ip daddr' : 'ip6 daddr';
    return `meta nfproto ipv${String(version)} meta l4proto { tcp, udp } add @${set} { meta l4proto . ${address} . th dport } reject`;
  };
  return `
    add table inet ${table}
    delete table inet ${table}
    table inet ${table} {
      set reached { type inet_proto . ipv4_addr . inet_service; flags dynamic; size 65535; }
      set reached6 { type inet_proto . ipv6_addr . inet_service; flags dynamic; size 65535; }
      set others { type inet_proto; flags dynamic; size 255; }
      chain own {
        ip daddr 127.0.0.0/8 accept
        ip6 daddr ::1 accept
        ${refuse(4, 'reached')}
        ${refuse(6, 'reached6')}
        add @others { meta l4proto } reject
      }
      chain sent {
        type filter hook output priority filter; policy accept;
        meta skuid ${String(uid)} jump own
      }
    }`;
}

interface Listing {
  readonly nftables: readonly {
    readonly set?: {
      readonly elem?: readonly (
        string | number | { readonly concat: readonly (string | number)[] }
      )[];
    };
  }[];
}

function elementsOf({ nftables }: Listing): readonly string[] {
  return nftables
    .flatMap(({ set }) => set?.elem ?? [])
    .map((element) => (typeof element === 'object' ? element.concat.join(' ') : String(element)));
}

async function nft(rules: string): Promise<void> {
  const child = spawn('nft', ['--file', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (bytes) => (complaint += String(bytes)));
  child.stdin.end(rules);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`nft: ${complaint}`);
}
