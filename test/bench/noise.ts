import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks a second in /proc; 100 on every Linux that Chromium runs on. */
const TICKS_PER_SECOND = 100;

interface CpuTimes {
  /** Of the whole machine, in ticks. */
  readonly busy: number;
  /** Of this run: everything that its launcher has started, ended processes included, in ticks. */
  readonly own: number;
  readonly atMs: number;
}

/**
 * Watches how many processor cores work for somebody else: (busy time of the machine - time of this
 * run) / time passed. Above 0.1 the figures of that stretch are noisy.
 */
export async function watchNoise(): Promise<{ stop(): Promise<number> }> {
  const before = await cpuTimes();
  return {
    async stop() {
      const after = await cpuTimes();
      const seconds = (after.atMs - before.atMs) / 1000;
      const others = after.busy - before.busy - (after.own - before.own);
      return Math.max(0, others / TICKS_PER_SECOND / seconds);
    },
  };
}

async function cpuTimes(): Promise<CpuTimes> {
  const [machine, own] = await Promise.all([readFile('/proc/stat', 'utf8'), ownTicks()]);
  const ticks = (machine.split('\n')[0] ?? '').trim().split(/\s+/).slice(1, 9).map(Number);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = ticks;
  return { busy: user + nice + system + irq + softIrq, own, atMs: performance.now() };
}

/** Ticks of the launcher of this run and all that came from it, the virtual display included. */
async function ownTicks(): Promise<number> {
  const children = new Map<number, number[]>();
  const ticksOf = new Map<number, number>();
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  for (const pid of pids) {
    // It may end while we look.
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
    if (stat === null) continue;
    // The name in brackets may itself hold spaces and brackets; state and parent follow.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const parent = Number(fields[1]);
    // Times in user and system mode, of itself and of the children it has waited for.
    ticksOf.set(
      pid,
      fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0),
    );
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  let total = 0;
  const open = [process.ppid];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    total += ticksOf.get(pid) ?? 0;
    open.push(...(children.get(pid) ?? []));
  }
  return total;
}
