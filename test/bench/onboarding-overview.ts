import { chromium, type Page } from '@playwright/test';
import type { BenchRun } from './bench-run.ts';
import { watchNoise } from './noise.ts';
import { rotated, sampleOf } from './statistics.ts';
import { type Comparison, describeSample } from './table.ts';

/** 200 tenants, 300 runs of 60 steps. */
const SCENARIO = 'onboarding-many';
const WARM_UPS = 5;
/** A page that was drawn before is the usual case; how long it takes in a new document is told too. */
const FIRST_ROUNDS_SHARE = 0.4;

/** A page with next to nothing on it, and what shows that it is there. */
const EMPTY = { button: 'Refused hosts', shown: 'main h2' };
const OVERVIEW = { button: 'Onboarding', shown: '[role="grid"] [role="row"]:nth-child(8)' };
/** Where both begin. */
const BETWEEN = { button: 'About', shown: 'main dl, main section' };

type Target = typeof EMPTY;

/** The onboarding page of a large estate against an empty page of the app, in the same document. */
export async function measureOnboardingOverview({
  web,
  progress,
  rounds,
}: BenchRun): Promise<Comparison[]> {
  const browser = await chromium.launch({
    executablePath: web.browser,
    chromiumSandbox: true,
    downloadsPath: web.downloadsDir,
    // Else every figure is a multiple of the time between two frames of a screen.
    args: ['--disable-frame-rate-limit', '--disable-gpu-vsync'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const first = await progress.step('Onboarding overview, drawn for the first time', () =>
      measureFirst(page, web.url, Math.max(1, Math.round(rounds.onboarding * FIRST_ROUNDS_SHARE))),
    );
    const again = await progress.step(
      `Onboarding overview: ${String(rounds.onboarding)} rounds`,
      () => measureAgain(page, web.url, rounds.onboarding),
    );
    return [
      comparison('onboarding overview, 300 runs of 60 steps', again),
      comparison('the same, for the first time in a window', first),
    ];
  } finally {
    await browser.close();
  }
}

interface Measured {
  readonly times: { readonly empty: readonly number[]; readonly overview: readonly number[] };
  readonly noise: number;
}

const TARGETS = { empty: EMPTY, overview: OVERVIEW };

function comparison(what: string, { times, noise }: Measured): Comparison {
  const [overview, empty] = [sampleOf(times.overview), sampleOf(times.empty)];
  return {
    what,
    side: describeSample(overview, 'ms'),
    against: `empty page ${describeSample(empty, 'ms')}`,
    ratio: overview.median / empty.median,
    aim: { atMost: 1.5 },
    noise,
  };
}

async function openGallery(page: Page, url: string): Promise<void> {
  await page.goto(`${url}gallery.html?scenario=${SCENARIO}&loadMs=50`);
  await page.waitForFunction(() => (window.fake?.app.painted() ?? 0) > 0);
}

/** Each page for the first time in a document, its own files already there. */
async function measureFirst(page: Page, url: string, rounds: number): Promise<Measured> {
  const times = { empty: [] as number[], overview: [] as number[] };
  const watch = await watchNoise();
  for (let round = 0; round < rounds; round += 1) {
    await openGallery(page, url);
    await timeTo(page, BETWEEN);
    // Parts that come in files of their own are fetched when the page has nothing else to do.
    await page.waitForLoadState('networkidle');
    for (const side of rotated(['empty', 'overview'] as const, round)) {
      await timeTo(page, BETWEEN);
      times[side].push(await timeTo(page, TARGETS[side]));
    }
  }
  return { times, noise: await watch.stop() };
}

/** Each page again and again, in one document. */
async function measureAgain(page: Page, url: string, rounds: number): Promise<Measured> {
  await openGallery(page, url);
  for (const target of [EMPTY, OVERVIEW, BETWEEN]) await timeTo(page, target);
  const times = { empty: [] as number[], overview: [] as number[] };
  let watch = await watchNoise();
  for (let round = -WARM_UPS; round < rounds; round += 1) {
    if (round === 0) watch = await watchNoise();
    for (const side of rotated(['empty', 'overview'] as const, round + WARM_UPS)) {
      await timeTo(page, BETWEEN);
      const took = await timeTo(page, TARGETS[side]);
      if (round >= 0) times[side].push(took);
    }
  }
  return { times, noise: await watch.stop() };
}

/** Milliseconds from the press of a button of the estate until its page is painted. */
function timeTo(page: Page, { button, shown }: Target): Promise<number> {
  return page.evaluate(
    async ([name, selector]) => {
      const find = () =>
        [...document.querySelectorAll<HTMLElement>('nav button')].find(
          (each) => each.title === name,
        );
      const pressed = find();
      if (pressed === undefined) throw new Error(`There is no button ${name}.`);
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      await frame();
      const from = performance.now();
      pressed.click();
      // A page that is kept is in the document all the time: only what can be seen counts.
      const isSeen = () =>
        [...document.querySelectorAll(selector)].some((each) =>
          each.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
        );
      do await frame();
      while (!isSeen());
      // A task that is posted in a frame runs once the frame is painted.
      await new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', done, { once: true });
        port1.start();
        port2.postMessage(null);
      });
      return performance.now() - from;
    },
    [button, shown] as const,
  );
}
