import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { readWindowDump } from '../../scripts/launch/display-picture.mjs';
import { expect } from './bulkhead.ts';
import { currentElectron } from './test-run.ts';

const run = promisify(execFile);

// What an operator sees: the pixels of the display, whatever the app or Chromium say of it.

/** Colours that nothing of Bulkhead or the portals has, as 0xRRGGBB. */
export const PAINTS = [0xff00ff, 0x00ff01, 0x01ffff, 0xfe7f01, 0x7f01fe] as const;
export type Paint = (typeof PAINTS)[number];

const SIDE = 80;

/** Puts a square of paint into the middle of a page, over everything in it. */
export async function paint(page: Page, colour: Paint): Promise<void> {
  await page.evaluate(
    ([side, css]) => {
      const square = document.createElement('div');
      square.style.cssText = `position:fixed;z-index:2147483647;left:50%;top:50%;width:${String(side)}px;height:${String(side)}px;pointer-events:none;background:${css}`;
      document.documentElement.append(square);
    },
    [SIDE, `#${colour.toString(16).padStart(6, '0')}`] as const,
  );
}

/** The paints that are on the screen now. */
export async function paintsOnScreen(): Promise<readonly Paint[]> {
  const dump = await readFile(currentElectron().screenFile);
  const { width, height, stride, start } = readWindowDump(dump);
  const counts = new Map<number, number>(PAINTS.map((colour) => [colour, 0]));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = dump.readUInt32LE(start + y * stride + x * 4) & 0xffffff;
      const count = counts.get(colour);
      if (count !== undefined) counts.set(colour, count + 1);
    }
  }
  // A square that is partly covered counts; single pixels of a fade or an edge do not.
  return PAINTS.filter((colour) => (counts.get(colour) ?? 0) >= 100);
}

/**
 * Titles of all windows on the screen: those of the app, and those of the system that it called up,
 * of which a message has none.
 */
export async function windowsOnScreen(): Promise<readonly string[]> {
  const { env } = currentElectron();
  const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--class', '.'], { env });
  const titles: string[] = [];
  for (const id of stdout.trim().split('\n')) {
    const named = await run('xdotool', ['getwindowname', id], { env }).catch(() => null);
    // One that has gone meanwhile is not on the screen.
    if (named !== null) titles.push(named.stdout.trim());
  }
  return titles;
}

/** Waits until these paints, and no others, are on the screen. */
export async function expectOnScreen(...colours: readonly Paint[]): Promise<void> {
  await expect.poll(paintsOnScreen, { message: 'paints on the screen' }).toEqual(colours);
}
