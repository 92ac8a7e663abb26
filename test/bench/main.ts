// Measures the built app, and parts of it without it, and prints one table. Started by `npm run bench`; see docs/performance.md.
import { parseArgs } from 'node:util';
import { terminalProgress } from '../../scripts/process/progress.mjs';
import { currentTestRun } from '../support/test-run.ts';
import type { BenchRun } from './bench-run.ts';
import { measureColdStart } from './cold-start.ts';
import { measureInventoryApp } from './inventory/app.ts';
import { measureInventory } from './inventory/inventory.ts';
import { measureMemory } from './memory.ts';
import { measureOnboardingOverview } from './onboarding-overview.ts';
import { measureStatusCollection } from './status-collection.ts';
import { measureStatusSideBySide } from './status-side-by-side.ts';
import { measureTenantSwitch } from './tenant-switch.ts';
import { type Comparison, renderTable } from './table.ts';

const PARTS = {
  start: measureColdStart,
  switch: measureTenantSwitch,
  memory: measureMemory,
  status: async (run) => [
    ...(await measureStatusCollection(run)),
    ...(await measureStatusSideBySide(run)),
  ],
  inventory: measureInventory,
  'inventory-app': measureInventoryApp,
  onboarding: measureOnboardingOverview,
} satisfies Record<string, (run: BenchRun) => Promise<Comparison[]>>;
type Part = keyof typeof PARTS;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: Object.keys(PARTS) },
    rounds: { type: 'string' },
    devices: { type: 'string', multiple: true, default: ['40000', '1000000'] },
  },
});
const testRun = currentTestRun();
if (testRun === undefined) throw new Error('Start this with: npm run bench');
const rounds = values.rounds === undefined ? null : Number(values.rounds);
const run: BenchRun = {
  get electron() {
    if (testRun.electron === null) throw new Error('This run was started without Electron.');
    return testRun.electron;
  },
  get web() {
    if (testRun.web === null) throw new Error('This run was started without a browser.');
    return testRun.web;
  },
  progress: terminalProgress(),
  devices: values.devices.map(Number),
  rounds: {
    start: rounds ?? 9,
    switch: rounds ?? 15,
    memory: rounds ?? 3,
    status: rounds ?? 1,
    inventory: rounds ?? 5,
    onboarding: rounds ?? 25,
  },
};

const comparisons: Comparison[] = [];
for (const part of Object.keys(PARTS) as Part[]) {
  if (values.only.includes(part)) comparisons.push(...(await PARTS[part](run)));
}
process.stdout.write(`\n${renderTable(comparisons)}\n`);
