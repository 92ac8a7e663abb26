import type * as Electron from 'electron';
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVERYTHING } from '../../../main/data/inventory/columns/device-table.ts';
import { makeProfileDir, removeProfileDir } from '../../support/electron.ts';
import type { BenchRun } from '../bench-run.ts';
import type { Inspector } from '../inspector.ts';
import { benchDevices, benchTenantId } from '../inventory-data.ts';
import { watchNoise } from '../noise.ts';
import { type StartedApp, startApp } from '../started-app.ts';
import { sampleOf } from '../statistics.ts';
import type { Comparison } from '../table.ts';
import { inPage, inWindow } from './asking-page.ts';
import { dataProcessOf, memoryOfProcess } from './data-process.ts';
import { finished, type Row, tellAtOnce } from './inventory.ts';
import { type KeptEstate, keepEstate } from './kept-estate.ts';
import { describeMs } from './sides.ts';

/** What the data process may take with so many devices, in MB. */
const MOST = new Map([
  [40_000, 120],
  [1_000_000, 400],
]);
const COLUMNS =
  'name tenant os osVersion risk exposure health compliance user serial lastSeen collectedAt'.split(
    ' ',
  );
const STARTS = 3;

/** The built app with devices in its database, as an operator has it. */
export async function measureInventoryApp(run: BenchRun): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const devices of run.devices) comparisons.push(...(await measureInApp(run, devices)));
  return comparisons;
}

async function measureInApp(run: BenchRun, devices: number): Promise<Comparison[]> {
  const { progress } = run;
  const size = devices.toLocaleString('en');
  const kept = await keepEstate(run, devices);
  const comparisons: Comparison[] = [];
  const measure = async (name: string, work: () => Promise<readonly Row[]>) => {
    const noise = await watchNoise();
    const rows = await progress.step(`Measuring ${name} with ${size} devices`, work);
    const others = await noise.stop();
    const told = rows.map((row) => finished(row, size, others));
    tellAtOnce(told);
    comparisons.push(...told);
  };
  try {
    await measure('the start', () => compareStart(run, kept));
    const app = await kept.start({ isInspectable: true });
    try {
      await app.paintedAt();
      const inspector = await app.inspect();
      await inPage(inspector, `bench.untilLoaded(${devices})`);
      await measure('memory', () => measureMemory(app, inspector, devices));
      await measure('rows to the page', () => compareTransport(run, inspector, devices));
      await measure('suggestions in the page', () => measureSuggestions(inspector));
      await measure('scrolling', () => compareScroll(inspector));
      await measure('main under load', () => comparePings(kept, inspector));
      inspector.close();
    } finally {
      await app.close();
    }
    return comparisons;
  } finally {
    await kept.close();
  }
}

const queryOf = (search: string, sort: object[] = []) =>
  JSON.stringify({ filter: { ...EVERYTHING, search }, sort });

/** After reading what was kept, searching, sorting and counting. */
async function measureMemory(
  app: StartedApp,
  inspector: Inspector,
  devices: number,
): Promise<readonly Row[]> {
  const pid = await dataProcessOf(app);
  const loaded = await memoryOfProcess(pid);
  for (const search of ['', 'kenneth', 'a3f', 'ke']) {
    for (const column of ['name', 'user', 'lastSeen', 'os']) {
      const query = queryOf(search, [{ column, isDescending: true }]);
      await inPage(
        inspector,
        `bench.ask('rows', { query: ${query}, columns: ['name'], from: 0, count: 100 })`,
      );
    }
  }
  await inPage(
    inspector,
    `bench.ask('facets', { query: ${queryOf('')}, facets: ['os', 'tags', 'lastSeenAge'] })`,
  );
  const asked = await memoryOfProcess(pid);
  const most = MOST.get(devices) ?? Number.NaN;
  const mb = (value: number) => `${value.toFixed(0)} MB`;
  return [
    {
      what: 'memory of the data process (PSS)',
      side: `${mb(asked.proportional)} after questions, ${mb(loaded.proportional)} loaded; resident with shared pages ${mb(asked.resident)}`,
      against: `at most ${most} MB`,
      ratio: asked.proportional / most,
      aim: { atMost: 1 },
    },
  ];
}

/** Rows over the port, looked up, checked and sent, against invoke of rows that main has already. */
async function compareTransport(
  run: BenchRun,
  inspector: Inspector,
  devices: number,
): Promise<readonly Row[]> {
  const { electron, rounds } = run;
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-bench-'));
  const profileDir = await makeProfileDir();
  await chmod(folder, 0o755);
  const appDir = join(folder, 'bridge-window');
  await cp(join(import.meta.dirname, '..', 'bridge-window'), appDir, { recursive: true });
  const bridge = await startApp({ electron, appDir, profileDir, inspectable: true });
  try {
    const other = await bridge.inspect();
    const ask = (from: string, count: number) =>
      `bench.ask('rows', { query: ${queryOf('', [{ column: 'lastSeen', isDescending: true }])}, columns: ${JSON.stringify(COLUMNS)}, from: ${from}, count: ${count} })`;
    const { rows } = await inPage<{ rows: object[] }>(inspector, ask('0', 500));
    const many = Array.from({ length: 10_000 }, (_, at) => rows[at % rows.length]);
    await inWindow(other, `bridge.keep(${JSON.stringify(many)})`);
    const found: Row[] = [];
    for (const count of [100, 1_000, 10_000]) {
      const pages = Math.ceil(count / 500);
      const each = Math.min(count, 500);
      const times = Math.max(rounds.inventory * 3, 9);
      const ours = `bench.time(() => Promise.all(Array.from({ length: ${pages} }, (_, page) =>
        ${ask(`${Math.floor(devices / 2)} + page * ${each}`, each)})), ${times + 3})`;
      const theirs = `(async () => { const all = [];
        for (let round = 0; round < ${times + 3}; round += 1) {
          const started = performance.now(); await bridge.rows(${count});
          all.push(performance.now() - started);
        } return all; })()`;
      const port = sampleOf((await inPage<number[]>(inspector, ours)).slice(3));
      const invoke = sampleOf((await inWindow<number[]>(other, theirs)).slice(3));
      found.push({
        what: `${count.toLocaleString('en')} rows of 12 columns in the page`,
        side: describeMs(port),
        against: `invoke through the bridge, looked up before ${describeMs(invoke)}`,
        ratio: port.median / invoke.median,
        aim: { atMost: 0.5 },
      });
    }
    other.close();
    return found;
  } finally {
    await bridge.close();
    await removeProfileDir(profileDir);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Search as it is typed, at the page; set against LIKE and ripgrep in the rows of search. */
async function measureSuggestions(inspector: Inspector): Promise<readonly Row[]> {
  const needles = ['kenneth', 'neth.le', 'lon-ws', '198.51.7', 'tenant7.ex', 'a3f9c1', 'zzzqqq'];
  let worst = { needle: '', sample: sampleOf([0]) };
  for (const needle of needles) {
    const asked = `bench.time(() => bench.ask('suggest', { text: '${needle}', count: 20 }), 25)`;
    const sample = sampleOf((await inPage<number[]>(inspector, asked)).slice(5));
    if (sample.median > worst.sample.median) worst = { needle, sample };
  }
  const empty = `bench.time(() => bench.ask('suggest', { text: '', count: 1 }), 25)`;
  const trip = sampleOf((await inPage<number[]>(inspector, empty)).slice(5));
  return [
    {
      what: 'first 20 that have a text, in the page, worst of 7',
      side: `“${worst.needle}” ${describeMs(worst.sample)}`,
      against: `an empty question ${describeMs(trip)}`,
      ratio: worst.sample.median / trip.median,
      aim: null,
    },
  ];
}

const OPEN_DEVICES = `(async () => {
  let isPressed = false;
  for (let tries = 0; tries < 4_000; tries += 1) {
    const grid = document.querySelector('[role=grid][aria-label=Devices]');
    if (grid?.querySelector('[role=row][aria-busy=false] [role=gridcell]')) break;
    const button = [...document.querySelectorAll('button')]
      .find((each) => each.textContent.trim() === 'Devices');
    if (!isPressed && grid === null && button !== undefined) {
      isPressed = true;
      button.click();
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return Date.now();
})()`;

/** From just before the process is spawned to rows on the screen, the page opened at once. */
async function compareStart({ electron }: BenchRun, kept: KeptEstate): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-bench-'));
  const profileDir = await makeProfileDir();
  try {
    await chmod(folder, 0o755);
    const appDir = join(folder, 'empty-window');
    await cp(join(import.meta.dirname, '..', 'empty-window'), appDir, { recursive: true });
    const empty: number[] = [];
    const painted: number[] = [];
    const rows: number[] = [];
    // The first start of each writes caches.
    for (let round = 0; round <= STARTS; round += 1) {
      const window = await startApp({ electron, appDir, profileDir, inspectable: true });
      empty.push((await window.paintedAt()) - window.spawnedAt);
      await window.close();
      const app = await kept.start({ isInspectable: true });
      const inspector = await app.inspect();
      // Before that nobody can press anything.
      painted.push((await app.paintedAt()) - app.spawnedAt);
      rows.push((await inWindow<number>(inspector, OPEN_DEVICES)) - app.spawnedAt);
      inspector.close();
      await app.close();
    }
    const [none, shell, table] = [empty, painted, rows].map((all) => sampleOf(all.slice(1)));
    if (none === undefined || shell === undefined || table === undefined) {
      throw new Error('unreachable');
    }
    return [
      {
        what: 'start to rows of the device table',
        side: `${describeMs(table)}, the shell painted after ${describeMs(shell)}`,
        against: `empty window ${describeMs(none)}`,
        ratio: table.median / none.median,
        aim: { atMost: 1.25 },
      },
    ];
  } finally {
    await removeProfileDir(profileDir);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Frame times of scrolling 1,000 pixels a frame, and how many of the rows that are drawn are blank. */
async function compareScroll(inspector: Inspector): Promise<readonly Row[]> {
  await inWindow(inspector, OPEN_DEVICES);
  const frames = (count: number, step: number) => `(async () => {
    const grid = document.querySelector('[role=grid][aria-label=Devices]');
    const times = []; let blank = 0; let all = 0;
    let before = await new Promise(requestAnimationFrame);
    for (let frame = 0; frame < ${count}; frame += 1) {
      grid.scrollTop += ${step};
      const now = await new Promise(requestAnimationFrame);
      times.push(now - before);
      before = now;
      for (const row of grid.querySelectorAll('[role=row][aria-busy]')) {
        all += 1;
        if (row.getAttribute('aria-busy') === 'true') blank += 1;
      }
    }
    return { times, blank: blank / Math.max(1, all), height: grid.scrollHeight };
  })()`;
  interface Frames {
    readonly times: readonly number[];
    readonly blank: number;
  }
  const idle = await inWindow<Frames>(inspector, frames(240, 0));
  const scrolled = await inWindow<Frames>(inspector, frames(300, 1_000));
  const [still, moving] = [percentile(idle.times, 0.99), percentile(scrolled.times, 0.99)];
  return [
    {
      what: 'frames while scrolling 1,000 px each, p99',
      side: `${moving.toFixed(1)} ms`,
      against: `standing still ${still.toFixed(1)} ms`,
      ratio: moving / still,
      aim: { atMost: 1.5 },
    },
    {
      what: 'blank rows while scrolling, of those drawn',
      side: `${(scrolled.blank * 100).toFixed(1)} %`,
      against: '1 %',
      ratio: scrolled.blank / 0.01,
      aim: { atMost: 1 },
    },
  ];
}

const IMPORTED = 20_000;

/** Answers of main while the data process counts without a pause and takes a file over. */
async function comparePings(kept: KeptEstate, inspector: Inspector): Promise<readonly Row[]> {
  const path = join(kept.profileDir, 'DevicesWithInventory.csv');
  await writeFile(path, fileOf(IMPORTED), { mode: 0o644 });
  await inspector.run(choose, { path });
  const pings = (until: string) => `(async () => {
    const times = [];
    ${until}
    while (!isDone()) {
      const started = performance.now();
      await window.bulkhead.compartments.get({});
      times.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    return times;
  })()`;
  const idle = await inPage<number[]>(
    inspector,
    pings('const end = performance.now() + 4_000; const isDone = () => performance.now() > end;'),
  );
  const load = `let isImported = false; const isDone = () => isImported;
    const valueOf = ({ ok, value, error }) => {
      if (ok) return value;
      throw new Error(JSON.stringify(error));
    };
    const failed = [];
    const importAll = async () => {
      const { inventory } = window.bulkhead;
      const tenantId = '${benchTenantId(0)}';
      const { importId, exportedAt } = valueOf(await inventory.previewImport({ tenantId }));
      valueOf(await inventory.applyImport({ importId, exportedAt }));
    };
    void importAll().catch((error) => failed.push(error)).finally(() => { isImported = true; });
    const report = async () => {
      for (let days = 1; !isDone(); days = (days % 365) + 1) {
        await bench.ask('overview', { tenantIds: null, staleAfterDays: days });
        await bench.ask('facets', { query: ${queryOf('')}, facets: ['os', 'risk', 'tags'] });
      }
    };
    void report();`;
  const busy = await inPage<number[]>(
    inspector,
    pings(load).replace('return times;', 'if (failed.length > 0) throw failed[0]; return times;'),
  );
  const [still, loaded] = [percentile(idle, 0.99), percentile(busy, 0.99)];
  return [
    {
      what: `answers of main during reports and an import of ${IMPORTED.toLocaleString('en')}, p99`,
      side: `${loaded.toFixed(1)} ms of ${busy.length}`,
      against: `idle ${still.toFixed(1)} ms of ${idle.length}`,
      ratio: loaded / still,
      aim: { atMost: 2 },
    },
  ];
}

// Runs in the app's main process: the operator chooses this file.
function choose({ dialog }: typeof Electron, { path }: { path: string }): void {
  dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
}

/** Intune's export of so many devices that no tenant has. */
function fileOf(rows: number): string {
  const lines = ['Device ID,Device name,Microsoft Entra Device ID,Last check-in,Compliance'];
  for (let tenant = 1_000; lines.length <= rows; tenant += 1) {
    for (const { entraDeviceId, name, defenderId, compliance } of benchDevices(tenant)) {
      const id = entraDeviceId ?? defenderId ?? '';
      lines.push(`${id},${name ?? ''},,2026-11-18 10:00:00,${compliance ?? ''}`);
    }
  }
  return lines.slice(0, rows + 1).join('\r\n');
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, two) => one - two);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
