import { setTimeout as wait } from 'node:timers/promises';
import type { PortalId, TenantId } from '../../preload/contract/index.ts';
import { makeProfileDir, removeProfileDir } from '../support/electron.ts';
import { type BenchEstate, openBenchEstate } from './bench-estate.ts';
import type { BenchRun } from './bench-run.ts';
import { type DrivenShell, driveShell } from './driven-shell.ts';
import { HEAVY_PORTAL, LIGHT_PORTAL, weighDownPortal } from './heavy-portal.ts';
import { watchNoise } from './noise.ts';
import { startApp } from './started-app.ts';
import { rotated, sampleOf } from './statistics.ts';
import { type Comparison, describeSample } from './table.ts';

const LIVE_VIEWS = 5;
const TENANTS = 8;
const WARM_UPS = 2;
/** Between two switches, so that none pays for what the one before left to do. */
const SETTLE_MS = 700;

/** Switching to a tenant whose page is kept, or was put to sleep, against making the page again. */
export async function measureTenantSwitch(run: BenchRun): Promise<Comparison[]> {
  const { electron } = run;
  const estate = await openBenchEstate();
  const profileDir = await makeProfileDir();
  const bytes = await weighDownPortal(estate.cloud);
  const app = await startApp({
    electron,
    appDir: electron.appDir,
    profileDir,
    inspectable: true,
    switches: estate.switches,
    env: estate.env,
  });
  try {
    await app.paintedAt();
    const inspector = await app.inspect();
    const shell = driveShell(inspector);
    await shell.call('app', 'changeSettings', { liveViewLimit: LIVE_VIEWS });
    const size = `${(bytes / 1e6).toFixed(1)} MB of script`;
    const heavy = await measurePortal(run, shell, estate, HEAVY_PORTAL, size);
    const light = await measurePortal(run, shell, estate, LIGHT_PORTAL, 'a few kB');
    inspector.close();
    return [...heavy, ...light.map((comparison) => Object.assign(comparison, { aim: null }))];
  } finally {
    await app.close();
    await removeProfileDir(profileDir);
    await estate.close();
  }
}

async function measurePortal(
  { progress, rounds }: BenchRun,
  shell: DrivenShell,
  estate: BenchEstate,
  portalId: PortalId,
  size: string,
): Promise<Comparison[]> {
  const label = `Tenant switch, ${size}`;
  await progress.step(`${label}: opening ${String(TENANTS)} tenants`, async () => {
    for (const { tenantId, views } of (await shell.workspace()).compartments) {
      for (const { id } of views) {
        await shell.call('compartments', 'closeView', { tenantId, viewId: id });
      }
    }
    for (const tenantId of estate.tenantIds.slice(0, TENANTS)) {
      await shell.openSignedIn(tenantId, portalId, estate.operator);
    }
  });

  const ways = { kept: switchToKept, evicted: switchToEvicted, recreated: recreate };
  const times = { kept: [] as number[], evicted: [] as number[], recreated: [] as number[] };
  const noise = await progress.step(`${label}: ${String(rounds.switch)} rounds`, async () => {
    let watch = await watchNoise();
    for (let round = -WARM_UPS; round < rounds.switch; round += 1) {
      if (round === 0) watch = await watchNoise();
      for (const way of rotated(Object.keys(ways) as (keyof typeof ways)[], round + WARM_UPS)) {
        await wait(SETTLE_MS);
        const took = await ways[way](shell, portalId);
        if (round >= 0) times[way].push(took);
      }
    }
    return watch.stop();
  });

  const recreated = sampleOf(times.recreated);
  const against = `made again ${describeSample(recreated, 'ms')}`;
  const compare = (what: string, values: readonly number[], aim: Comparison['aim']): Comparison => {
    const sample = sampleOf(values);
    return {
      what: `${what}, ${size}`,
      side: describeSample(sample, 'ms'),
      against,
      ratio: sample.median / recreated.median,
      aim,
      noise,
    };
  };
  return [
    compare('switch to a kept page', times.kept, { atMost: 1 / 10 }),
    compare('switch to a sleeping page', times.evicted, { atMost: 1 / 1.5 }),
  ];
}

interface OpenPage {
  readonly tenantId: TenantId;
  readonly viewId: string;
}

/** How often each kind was asked for, so that every page has its turn. */
const turns = { asleep: 0, live: 0 };

/** A page that is not in front. */
async function nextPage(shell: DrivenShell, kind: keyof typeof turns): Promise<OpenPage> {
  const { compartments, selectedTenantId } = await shell.workspace();
  const pages = compartments
    .filter((compartment) => compartment.tenantId !== selectedTenantId)
    .flatMap(({ tenantId, views }) => views.map((view) => ({ tenantId, view })))
    .filter(({ view }) => (view.state === 'hibernated') === (kind === 'asleep'));
  const page = pages[turns[kind]++ % pages.length];
  if (page === undefined) throw new Error(`No page behind the one in front is ${kind}.`);
  return { tenantId: page.tenantId, viewId: page.view.id };
}

async function switchToKept(shell: DrivenShell): Promise<number> {
  const { tenantId } = await nextPage(shell, 'live');
  const call = { area: 'compartments', method: 'select', input: { tenantId } } as const;
  return shell.timeToPage(tenantId, false, call);
}

async function switchToEvicted(shell: DrivenShell): Promise<number> {
  const { tenantId } = await nextPage(shell, 'asleep');
  const call = { area: 'compartments', method: 'select', input: { tenantId } } as const;
  return shell.timeToPage(tenantId, true, call);
}

/** Closes a page that is behind, waits until it is gone, and opens it anew in the same session. */
async function recreate(shell: DrivenShell, portalId: PortalId): Promise<number> {
  const { tenantId, viewId } = await nextPage(shell, 'live');
  await shell.call('compartments', 'closeView', { tenantId, viewId });
  await wait(SETTLE_MS);
  const input = { tenantId, portalId };
  const call = { area: 'compartments', method: 'openPortal', input } as const;
  return shell.timeToPage(tenantId, true, call);
}
