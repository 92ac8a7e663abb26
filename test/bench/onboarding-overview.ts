import { chromium, type Page } from '@playwright/test';
import type { BenchRun } from './bench-run.ts';
import { watchNoise } from './noise.ts';
import { rotated, sampleOf } from './statistics.ts';
import { type Comparison, describeSample } from './table.ts';

/** 200 tenants, 300 runs of 60 steps. */
const SCENARIO = 'onboarding-many';
const WARM_UPS = 5;

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
    await page.goto(`${web.url}gallery.html?scenario=${SCENARIO}&loadMs=50`);
    await page.waitForFunction(() => (window.fake?.app.painted() ?? 0) > 0);
    for (const target of [EMPTY, OVERVIEW, BETWEEN]) await timeTo(page, target);

    const times = { empty: [] as number[], overview: [] as number[] };
    const targets = { empty: EMPTY, overview: OVERVIEW };
    const noise = await progress.step(
      `Onboarding overview: ${String(rounds.onboarding)} rounds`,
      async () => {
        let watch = await watchNoise();
        for (let round = -WARM_UPS; round < rounds.onboarding; round += 1) {
          if (round === 0) watch = await watchNoise();
          for (const side of rotated(['empty', 'overview'] as const, round + WARM_UPS)) {
            await timeTo(page, BETWEEN);
            const took = await timeTo(page, targets[side]);
            if (round >= 0) times[side].push(took);
          }
        }
        return watch.stop();
      },
    );
    const [overview, empty] = [sampleOf(times.overview), sampleOf(times.empty)];
    return [
      {
        what: 'onboarding overview, 300 runs of 60 steps',
        side: describeSample(overview, 'ms'),
        against: `empty page ${describeSample(empty, 'ms')}`,
        ratio: overview.median / empty.median,
        aim: { atMost: 1.5 },
        noise,
      },
    ];
  } finally {
    await browser.close();
  }
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
      do await frame();
      while (document.querySelector(selector) === null);
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
