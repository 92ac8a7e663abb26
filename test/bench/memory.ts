import { setTimeout as wait } from 'node:timers/promises';
import type { TenantId } from '../../preload/contract/index.ts';
import { makeProfileDir, removeProfileDir } from '../support/electron.ts';
import { type BenchEstate, openBenchEstate } from './bench-estate.ts';
import type { BenchRun } from './bench-run.ts';
import { type DrivenShell, driveShell } from './driven-shell.ts';
import { LIGHT_PORTAL } from './heavy-portal.ts';
import { watchNoise } from './noise.ts';
import { memoryOf } from './process-memory.ts';
import { startApp } from './started-app.ts';
import { sampleOf } from './statistics.ts';
import { type Comparison, describeSample } from './table.ts';

const TENANTS = 50;
const LIVE_VIEWS = 5;
/** Until what a page leaves to idle moments is done. */
const SETTLE_MS = 4_000;
/** After which the memory of pages that were closed is to be back. */
const BACK_WITHIN_MS = 4_000;

/** Megabytes at the stages of one run, in their order. */
interface Stages {
  readonly empty: number;
  readonly fewLive: number;
  readonly allLive: number;
  readonly closed: number;
}

/**
 * Memory of the whole app with 50 tenants open of which 5 are alive, on pages that weigh next to
 * nothing themselves, against the same app with none
 * open, and with all 50 alive; then what is left when all of them are closed. Each run goes through
 * all stages in one process.
 */
export async function measureMemory(run: BenchRun): Promise<Comparison[]> {
  const { progress, rounds } = run;
  const estate = await openBenchEstate();
  const profileDir = await makeProfileDir();
  try {
    const tenantIds = estate.tenantIds.slice(0, TENANTS);
    await progress.step(`Memory: signing in to ${String(TENANTS)} tenants`, () =>
      withShell(run, estate, profileDir, async (shell) => {
        await shell.call('app', 'changeSettings', {
          liveViewLimit: LIVE_VIEWS,
          // Every run starts with nothing open.
          restoresWorkspace: false,
        });
        await openAll(shell, estate, tenantIds);
      }),
    );
    const label = `Memory: ${String(rounds.memory)} rounds`;
    return await progress.step(label, async (detail) => {
      const watch = await watchNoise();
      const stages: Stages[] = [];
      for (let round = 0; round < rounds.memory; round += 1) {
        detail(`round ${String(round + 1)}`);
        stages.push(await throughAllStages(run, estate, profileDir, tenantIds));
      }
      return compare(stages, await watch.stop());
    });
  } finally {
    await removeProfileDir(profileDir);
    await estate.close();
  }
}

async function withShell<T>(
  { electron }: BenchRun,
  estate: BenchEstate,
  profileDir: string,
  work: (shell: DrivenShell, memory: () => Promise<number>) => Promise<T>,
): Promise<T> {
  const { appDir } = electron;
  const { switches, env } = estate;
  const app = await startApp({ electron, appDir, profileDir, inspectable: true, switches, env });
  try {
    await app.paintedAt();
    const inspector = await app.inspect();
    const result = await work(driveShell(inspector), () => memoryOf(app));
    inspector.close();
    return result;
  } finally {
    await app.close();
  }
}

function throughAllStages(
  run: BenchRun,
  estate: BenchEstate,
  profileDir: string,
  tenantIds: readonly TenantId[],
): Promise<Stages> {
  return withShell(run, estate, profileDir, async (shell, memory) => {
    const limitTo = (liveViewLimit: number) =>
      shell.call('app', 'changeSettings', { liveViewLimit });
    const measured = async (live: number) => {
      await wait(SETTLE_MS);
      const { liveViews } = await shell.workspace();
      if (liveViews !== live) {
        throw new Error(`${String(liveViews)} pages are alive instead of ${String(live)}.`);
      }
      return memory();
    };
    await limitTo(LIVE_VIEWS);
    const empty = await measured(0);
    await openAll(shell, estate, tenantIds);
    const fewLive = await measured(LIVE_VIEWS);
    await limitTo(TENANTS);
    await openAll(shell, estate, tenantIds);
    const allLive = await measured(TENANTS);
    for (const { tenantId, views } of (await shell.workspace()).compartments) {
      for (const { id: viewId } of views) {
        await shell.call('compartments', 'closeView', { tenantId, viewId });
      }
    }
    await wait(BACK_WITHIN_MS);
    return { empty, fewLive, allLive, closed: await memory() };
  });
}

async function openAll(
  shell: DrivenShell,
  { operator }: BenchEstate,
  tenantIds: readonly TenantId[],
): Promise<void> {
  for (const tenantId of tenantIds) await shell.openSignedIn(tenantId, LIGHT_PORTAL, operator);
}

function compare(stages: readonly Stages[], noise: number): Comparison[] {
  const of = (stage: keyof Stages) => sampleOf(stages.map((each) => each[stage]));
  const [empty, fewLive, allLive, closed] = [
    of('empty'),
    of('fewLive'),
    of('allLive'),
    of('closed'),
  ];
  const few = `${String(TENANTS)} tenants, ${String(LIVE_VIEWS)} alive`;
  return [
    {
      what: `memory of ${few}`,
      side: describeSample(fewLive, 'MB'),
      against: `nothing open ${describeSample(empty, 'MB')}`,
      ratio: fewLive.median / empty.median,
      aim: { atMost: 1.6 },
      noise,
    },
    {
      what: `memory of ${String(TENANTS)} tenants, all alive`,
      side: describeSample(allLive, 'MB'),
      against: `${String(LIVE_VIEWS)} alive ${describeSample(fewLive, 'MB')}`,
      ratio: allLive.median / fewLive.median,
      aim: { atLeast: 3 },
      noise,
    },
    {
      what: `given back ${String(BACK_WITHIN_MS / 1000)} s after closing all`,
      side: describeSample(closed, 'MB'),
      against: `growth of ${(allLive.median - empty.median).toFixed(0)} MB`,
      ratio: (allLive.median - closed.median) / (allLive.median - empty.median),
      aim: { atLeast: 0.9 },
      noise,
    },
  ];
}
