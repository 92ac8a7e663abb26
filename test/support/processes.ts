import { readFile, readdir } from 'node:fs/promises';

/** A process as the kernel sees it. */
export type ProcessFacts = {
  readonly pid: number;
  /** Chromium's `--type`, such as `renderer`; `browser` for the main process. */
  readonly type: string;
  readonly uid: number;
  /** 2 is a filter on system calls. */
  readonly seccomp: number;
  /** How many pid namespaces it is in, one inside the other. */
  readonly pidNamespaces: number;
};

function numberAfter(status: string, label: string): number {
  const value = new RegExp(`^${label}:\\s*(\\d+)`, 'm').exec(status)?.[1];
  if (value === undefined) throw new Error(`no ${label} in /proc status`);
  return Number(value);
}

async function factsOf(pid: number): Promise<ProcessFacts> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split(/[\0 ]/);
  const type = command.find((word) => word.startsWith('--type='))?.slice('--type='.length);
  return {
    pid,
    type: type ?? 'browser',
    uid: numberAfter(status, 'Uid'),
    seccomp: numberAfter(status, 'Seccomp'),
    pidNamespaces: (/^NSpid:\s*(.*)$/m.exec(status)?.[1] ?? '').split(/\s+/).length,
  };
}

/** Processes of a group, such as those of one Electron. Processes that end meanwhile are left out. */
export async function processesOfGroup(leader: number): Promise<readonly ProcessFacts[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: ProcessFacts[] = [];
  for (const pid of pids) {
    try {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // Fields after the name: state, parent, group. A zombie has ended.
      if (Number(fields[2]) === leader && fields[0] !== 'Z') found.push(await factsOf(pid));
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

/**
 * Processes that name something on their command line, such as the profile they work on. The crash
 * handler is one that is not in its Electron's group.
 */
export async function processesNaming(text: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const commands = await Promise.all(
    // It may end while we look.
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((pid, at) => pid !== process.pid && commands[at]?.includes(text));
}
