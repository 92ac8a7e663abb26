// Measures the built app and prints one table. Started by `npm run bench`; see docs/performance.md.
import { parseArgs } from 'node:util';
import { terminalProgress } from '../../scripts/process/progress.mjs';
import { currentTestRun } from '../support/test-run.ts';
import type { BenchRun } from './bench-run.ts';
import { measureColdStart } from './cold-start.ts';
import { measureTenantSwitch } from './tenant-switch.ts';
import { type Comparison, renderTable } from './table.ts';

const PARTS = {
  start: measureColdStart,
  switch: measureTenantSwitch,
} satisfies Record<string, (run: BenchRun) => Promise<Comparison[]>>;
type Part = keyof typeof PARTS;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: Object.keys(PARTS) },
    rounds: { type: 'string' },
  },
});
const electron = currentTestRun()?.electron;
if (electron === undefined || electron === null) throw new Error('Start this with: npm run bench');
const rounds = values.rounds === undefined ? null : Number(values.rounds);
const run: BenchRun = {
  electron,
  progress: terminalProgress(),
  rounds: { start: rounds ?? 9, switch: rounds ?? 15, memory: rounds ?? 3 },
};

const comparisons: Comparison[] = [];
for (const part of Object.keys(PARTS) as Part[]) {
  if (values.only.includes(part)) comparisons.push(...(await PARTS[part](run)));
}
process.stdout.write(`\n${renderTable(comparisons)}\n`);
