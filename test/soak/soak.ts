import type * as Electron from 'electron';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { terminalProgress } from '../../scripts/process/progress.mjs';
import type { TestRun } from '../../scripts/launch/test-run.mjs';
import { watchNoise } from '../bench/noise.ts';
import { recordsIn } from '../support/journal-files.ts';
import { createFaultSchedule } from './faults.ts';
import { type Inventory, Ledger } from './ledger.ts';
import { OperatorWork } from './operator-work.ts';
import { middleOf, type Sample, sampleOf } from './samples.ts';
import { closePassing, type Crashes, KEPT_PORTALS, workMinute } from './script.ts';
import { openSoakEstate, type SoakApp, type SoakEstate } from './soak-app.ts';

const WORK_MINUTES = 120;
/** Work before memory is measured for the first time: a minute of ten. */
const FIRST_PART = 12;
const LIVE_PAGES = 4;
const SAMPLE_EVERY_MS = 4_000;
/** At rest: after how long it is measured, how often, and how far apart. */
const REST_MS = 10_000;
const REST_SAMPLES = 5;
const REST_EVERY_MS = 1_000;
/** Memory at the end against that after the first part. */
const AT_MOST = 1.1;

export interface SoakOptions {
  readonly electron: NonNullable<TestRun['electron']>;
  readonly minutes: number;
  readonly progress: ReturnType<typeof terminalProgress>;
  readonly write: (text: string) => void;
}

/** Works, measures and compares. False when something was lost, ended that should not, or grew. */
export async function soak({ electron, minutes, progress, write }: SoakOptions): Promise<boolean> {
  const estate = await openSoakEstate(electron);
  try {
    const ledger = new Ledger();
    const running = await estate.start();
    const crashes: Crashes = { pages: 0, dataProcesses: 0 };
    const wrong: string[] = [];
    let before: Inventory;
    try {
      const work = new OperatorWork(running, ledger);
      await running.inspector.run(watchEnds, {});
      await progress.step('Signing in to eight tenants', () =>
        signIn(estate, running, work, ledger),
      );
      before = await work.present();
      const noise = await watchNoise();
      const { first, last } = await workAll({
        estate,
        running,
        work,
        ledger,
        crashes,
        minutes,
        write,
      });
      const others = await noise.stop();
      write(`\nWith ${String(LIVE_PAGES)} live pages, other cores ${others.toFixed(1)}:\n`);
      write(grown('Memory at rest', first.asItIs, last.asItIs));
      write(grown('The same, garbage collected', first.collected, last.collected));
      if (ratioOf(first.asItIs, last.asItIs) > AT_MOST) {
        wrong.push(`Memory at rest grew to more than ${String(AT_MOST)} times.`);
      }
      wrong.push(...ledger.lost(before, await work.present()));
      const { firstBad, records } = await work.verifyJournal();
      if (firstBad !== null) wrong.push(`The journal is bad at record ${String(firstBad.seq)}.`);
      write(`The journal has ${String(records)} records, for ${String(ledger.count)} actions.\n`);
      wrong.push(...endsWrong(await running.inspector.run(endsSeen, {}), crashes));
    } finally {
      await running.close();
    }
    wrong.push(...(await faultsIn(estate.profileDir, crashes)));
    wrong.push(...ledger.unrecorded(await recordsOf(estate.profileDir)));
    wrong.push(...(await lostOverRestart(estate, ledger, before)));
    write(
      wrong.length === 0
        ? `Nothing was lost in ${String(crashes.pages)} crashes of pages and ${String(crashes.dataProcesses)} of the data process.\n`
        : `${wrong.join('\n')}\n`,
    );
    return wrong.length === 0;
  } finally {
    await estate.close();
  }
}

/** What is missing in a second start on the profile; that it does not start is said as well. */
async function lostOverRestart(
  estate: SoakEstate,
  ledger: Ledger,
  before: Inventory,
): Promise<readonly string[]> {
  try {
    const again = await estate.start();
    try {
      const found = await new OperatorWork(again, new Ledger()).present();
      return ledger.lost(before, found).map((text) => `After a restart: ${text}`);
    } finally {
      await again.close();
    }
  } catch (error) {
    return [`A second start failed: ${String(error)}`];
  }
}

/** Everything an operator has after the first day: sign-ins, open pages, status and devices. */
async function signIn(
  { operator, tenantIds }: SoakEstate,
  { shell }: SoakApp,
  work: OperatorWork,
  ledger: Ledger,
): Promise<void> {
  await shell.call('app', 'changeSettings', {
    liveViewLimit: LIVE_PAGES,
    restoresWorkspace: true,
    // Nobody touches the keyboard.
    lockAfterMinutes: 0,
    locksWithSession: false,
  });
  for (const tenantId of tenantIds) {
    await shell.signInForApis(tenantId, operator);
    for (const portalId of KEPT_PORTALS) {
      await shell.openSignedIn(tenantId, portalId, operator);
      ledger.did('compartments.openPortal');
      ledger.opened(tenantId);
    }
  }
  await work.collect('status');
  await work.collect('inventory');
  await work.collected();
}

interface Parts {
  readonly estate: SoakEstate;
  readonly running: SoakApp;
  readonly work: OperatorWork;
  readonly ledger: Ledger;
  readonly crashes: Crashes;
  readonly minutes: number;
  readonly write: (text: string) => void;
}

/** All the minutes, and what memory was at rest after the first part and after the last. */
async function workAll(parts: Parts): Promise<{ readonly first: Rest; readonly last: Rest }> {
  const { estate, running, work, ledger, crashes, minutes, write } = parts;
  const { tenantIds } = estate;
  const faults = createFaultSchedule(estate.cloud);
  const eachMs = (minutes * 60_000) / WORK_MINUTES;
  write(
    '| minute | processes | PSS, MB | RSS, MB | main | pages | services | live | tabs | what went wrong     |\n',
  );
  write(
    '| -----: | --------: | ------: | ------: | ---: | ----: | -------: | ---: | ---: | ------------------- |\n',
  );
  const startedAt = Date.now();
  let sampledAt = 0;
  let first: Rest | null = null;
  for (let minute = 0; minute < WORK_MINUTES; minute += 1) {
    const fault = faults.at(minute);
    await workMinute(minute, work, tenantIds, crashes);
    const now = Date.now();
    if (now - sampledAt >= SAMPLE_EVERY_MS) {
      sampledAt = now;
      write(
        rowOf(String(minute), await sampleOf(running.app), await liveOf(running), ledger, fault),
      );
    }
    if (minute + 1 === FIRST_PART) {
      first = await atRest(parts);
      write(rowOf('rest', first.asItIs, await liveOf(running), ledger, ''));
    }
    await wait(Math.max(0, startedAt + (minute + 1) * eachMs - Date.now()));
  }
  faults.clear();
  // What the last faults left undone is done now.
  await work.collected();
  await work.collect('status');
  await work.collect('inventory');
  await work.collected();
  const last = await atRest(parts);
  write(rowOf('rest', last.asItIs, await liveOf(running), ledger, ''));
  if (first === null) throw new Error('unreachable');
  return { first, last };
}

/** Memory at rest: as it is, and once what nobody holds any more has been collected. */
interface Rest {
  readonly asItIs: Sample;
  readonly collected: Sample;
}

/** The same each time: nothing under way, the same pages open, as many alive, the same one in front. */
async function atRest({ estate, running, work }: Parts): Promise<Rest> {
  await work.collected();
  await closePassing(work, estate.tenantIds);
  for (const tenantId of estate.tenantIds) await work.wake(tenantId);
  const live = await liveOf(running);
  if (live !== LIVE_PAGES) throw new Error(`${String(live)} pages are alive at rest.`);
  await wait(REST_MS);
  const asItIs = await middleSample(running);
  await running.inspector.run(collectGarbage, {});
  return { asItIs, collected: await middleSample(running) };
}

async function middleSample({ app }: SoakApp): Promise<Sample> {
  const samples: Sample[] = [];
  for (let count = 0; count < REST_SAMPLES; count += 1) {
    samples.push(await sampleOf(app));
    await wait(REST_EVERY_MS);
  }
  return middleOf(samples);
}

const liveOf = async ({ shell }: SoakApp) => (await shell.workspace()).liveViews;

function rowOf(
  minute: string,
  sample: Sample,
  live: number,
  ledger: Ledger,
  fault: string,
): string {
  const { processes, proportional, resident, ofMain, ofPages, ofServices } = sample;
  const sizes = [proportional, resident, ofMain, ofPages, ofServices].map((size) =>
    size.toFixed(0),
  );
  const cells = [minute, String(processes), ...sizes, String(live), String(ledger.tabs)];
  const widths = [6, 9, 7, 7, 4, 5, 8, 4, 4];
  const texts = cells.map((cell, column) => cell.padStart(widths[column] ?? 0));
  return `| ${texts.join(' | ')} | ${fault.padEnd(19)} |\n`;
}

const ratioOf = (first: Sample, last: Sample) => last.proportional / first.proportional;

/** What was after the first part and what at the end, in all and by kind of process. */
function grown(what: string, first: Sample, last: Sample): string {
  const ratio = ratioOf(first, last);
  const pair = (of: keyof Sample) => `${first[of].toFixed(0)} → ${last[of].toFixed(0)} MB`;
  return (
    `${what}: ${pair('proportional')}, ratio ${ratio.toFixed(2)}, aim ≤ ${String(AT_MOST)}: ` +
    `${ratio <= AT_MOST ? 'met' : 'not met'}. Main ${pair('ofMain')}, pages ${pair('ofPages')}, ` +
    `services ${pair('ofServices')}; resident ${pair('resident')}.\n`
  );
}

async function recordsOf(profileDir: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { action, kind, outcome } of await recordsIn(join(profileDir, 'journal'))) {
    const isDone = kind !== 'intent' && outcome === 'ok';
    if (isDone) counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  return counts;
}

/** Lines of the log that say what should not have been. */
async function faultsIn(profileDir: string, crashes: Crashes): Promise<readonly string[]> {
  const text = await readFile(join(profileDir, 'logs', 'bulkhead.log'), 'utf8');
  const lines = text.split('\n');
  const wrong = lines.filter((line) =>
    /"event":"(?:fault|uncaughtException|unhandledRejection)"/.test(line),
  );
  const ended = lines.filter((line) => /"topic":"data".*"event":"ended"/.test(line)).length;
  if (ended !== crashes.dataProcesses) {
    wrong.push(`The data process ended ${String(ended)} times.`);
  }
  return wrong;
}

interface Ends {
  readonly pages: readonly string[];
  readonly helpers: readonly string[];
}

function endsWrong({ pages, helpers }: Ends, crashes: Crashes): readonly string[] {
  const wrong: string[] = [];
  if (pages.length !== crashes.pages)
    wrong.push(
      `${String(crashes.pages)} pages were ended, but ${String(pages.length)} did: ${pages.join(', ')}.`,
    );
  if (helpers.length !== crashes.dataProcesses) {
    wrong.push(`Helpers that ended: ${helpers.join(', ')}.`);
  }
  return wrong;
}

// The functions below run in the app's main process; they must not use anything around them.

function watchEnds({ app }: typeof Electron): void {
  const ends = { pages: [] as string[], helpers: [] as string[] };
  Object.assign(globalThis, { soakEnds: ends });
  app.on('render-process-gone', (_event, contents, { reason }) => {
    if (reason !== 'clean-exit') ends.pages.push(`${reason} ${contents.getURL().slice(0, 80)}`);
  });
  app.on('child-process-gone', (_event, { type, reason, serviceName }) => {
    if (reason !== 'clean-exit') ends.helpers.push(`${type} ${serviceName ?? ''} ${reason}`);
  });
}

function endsSeen(): Ends {
  return Reflect.get(globalThis, 'soakEnds') as Ends;
}

async function collectGarbage({ webContents }: typeof Electron): Promise<void> {
  for (const contents of webContents.getAllWebContents()) {
    contents.debugger.attach();
    await contents.debugger.sendCommand('HeapProfiler.collectGarbage');
    contents.debugger.detach();
  }
  process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
  const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
  collect();
}
