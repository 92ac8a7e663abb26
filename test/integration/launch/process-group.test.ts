import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { endProcessGroup } from '../../../scripts/launch/process-group.mjs';
import { processesOfGroup } from '../../support/processes.ts';

async function aGroup(script: string): Promise<number> {
  const leader = spawn('sh', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(leader.stdout, 'data');
  if (leader.pid === undefined) throw new Error('no process');
  return leader.pid;
}

describe('ending a process group', () => {
  it('ends the helpers with their leader', async () => {
    const leader = await aGroup('sleep 60 & sleep 60 & echo ready; wait');
    expect((await processesOfGroup(leader)).length).toBe(3);

    await endProcessGroup(leader);

    expect(await processesOfGroup(leader)).toEqual([]);
  });

  it('ends those that do not listen, once they have had their time', async () => {
    const leader = await aGroup('trap "" TERM; (trap "" TERM; sleep 60) & echo ready; sleep 60');

    await endProcessGroup(leader, { graceMs: 100 });

    expect(await processesOfGroup(leader)).toEqual([]);
  });

  it('is content when there is nothing to end', async () => {
    const leader = await aGroup('echo ready');
    await endProcessGroup(leader);

    await expect(endProcessGroup(leader)).resolves.toBeUndefined();
  });
});
