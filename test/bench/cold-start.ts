import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeProfileDir, removeProfileDir } from '../support/electron.ts';
import { makeEstate } from '../cloud/estates/make-estate.ts';
import { writeEstateFiles } from '../cloud/estates/estate-files.ts';
import type { BenchRun } from './bench-run.ts';
import { watchNoise } from './noise.ts';
import { startApp } from './started-app.ts';
import { rotated, sampleOf } from './statistics.ts';
import { type Comparison, describeSample } from './table.ts';

const WARM_UPS = 3;
const AIM = { atMost: 1.25 };
/** Time after the paint in which Chromium writes its caches, as in every real use. */
const LINGER_MS = { warmUp: 2_000, measured: 600 };

interface Side {
  readonly name: string;
  readonly appDir: string;
  readonly profileDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly times: number[];
}

/**
 * Time from just before the process is spawned to two frames after the first content, when the
 * window is shown: the shell with 8 and with 200 tenants against an empty window of the same
 * Electron. Sides take turns; nothing is attached to either.
 */
export async function measureColdStart({
  electron,
  progress,
  rounds,
}: BenchRun): Promise<Comparison[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-bench-'));
  const sides: Side[] = [];
  try {
    await chmod(folder, 0o755);
    const emptyDir = join(folder, 'empty-window');
    await cp(join(import.meta.dirname, 'empty-window'), emptyDir, { recursive: true });
    const addSide = async (name: string, appDir: string, env: Side['env']) =>
      void sides.push({ name, appDir, env, profileDir: await makeProfileDir(), times: [] });
    await addSide('empty window', emptyDir, {});
    for (const kind of ['demo', 'large'] as const) {
      const { estateFile } = await writeEstateFiles(makeEstate(kind, 1), folder);
      await chmod(estateFile, 0o644);
      const env = { BULKHEAD_ESTATE_FILE: estateFile };
      await addSide(kind === 'demo' ? '8 tenants' : '200 tenants', electron.appDir, env);
    }

    const startOnce = async (side: Side, lingerMs: number) => {
      const app = await startApp({ electron, ...side });
      try {
        const took = (await app.paintedAt()) - app.spawnedAt;
        await wait(lingerMs);
        return took;
      } finally {
        await app.close();
      }
    };
    await progress.step('Cold start: warming up', async () => {
      for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) {
        for (const side of sides) await startOnce(side, LINGER_MS.warmUp);
      }
    });
    const noise = await progress.step(`Cold start: ${String(rounds.start)} rounds`, async () => {
      const watch = await watchNoise();
      for (let round = 0; round < rounds.start; round += 1) {
        for (const side of rotated(sides, round)) {
          side.times.push(await startOnce(side, LINGER_MS.measured));
        }
      }
      return watch.stop();
    });

    const [empty, ...shells] = sides.map(({ name, times }) => ({ name, sample: sampleOf(times) }));
    if (empty === undefined) throw new Error('unreachable');
    return shells.map(({ name, sample }) => ({
      what: `start to first paint, ${name}`,
      side: describeSample(sample, 'ms'),
      against: `empty window ${describeSample(empty.sample, 'ms')}`,
      ratio: sample.median / empty.sample.median,
      aim: AIM,
      noise,
    }));
  } finally {
    for (const { profileDir } of sides) await removeProfileDir(profileDir);
    await rm(folder, { recursive: true, force: true });
  }
}
