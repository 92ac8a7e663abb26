// Two hours of an operator's work in ten minutes, in the real app; prints what it costs and what was
// lost. Started by `npm run soak`; see docs/performance.md.
import { parseArgs } from 'node:util';
import { terminalProgress } from '../../scripts/process/progress.mjs';
import { currentTestRun } from '../support/test-run.ts';
import { soak } from './soak.ts';

const { values } = parseArgs({
  options: {
    /** How long it takes; two hours of work are done in it all the same. */
    minutes: { type: 'string', default: '10' },
  },
});
const electron = currentTestRun()?.electron;
if (!electron) throw new Error('Start this with: npm run soak');
const isWell = await soak({
  electron,
  minutes: Number(values.minutes),
  progress: terminalProgress(),
  write: (text) => process.stdout.write(text),
});
process.exitCode = isWell ? 0 : 1;
