import type { terminalProgress } from '../../scripts/process/progress.mjs';
import type { TestRun } from '../../scripts/launch/test-run.mjs';

/** What every measurement is given. */
export interface BenchRun {
  readonly electron: NonNullable<TestRun['electron']>;
  readonly web: NonNullable<TestRun['web']>;
  readonly progress: ReturnType<typeof terminalProgress>;
  /** How many devices the inventory is measured with, one after the other. */
  readonly devices: readonly number[];
  readonly rounds: {
    readonly start: number;
    readonly switch: number;
    readonly memory: number;
    readonly status: number;
    readonly inventory: number;
    readonly onboarding: number;
  };
}
