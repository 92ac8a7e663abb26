import type { Checklist, CheckResult } from '../../../preload/contract/index.ts';
import type { BundledQuery } from './bundled-queries.ts';
import type { RunCheck } from './check-runner.ts';
import type { ParsedChecklist } from './checklists.ts';
import type { CheckInfo } from './engagement-view.ts';

/** What comes with this version of Bulkhead, and how a file is read beside it. */
export interface OnboardingFiles {
  readonly bundledChecklists: () => readonly Checklist[];
  readonly bundledQuery: (name: string) => BundledQuery | null;
  /** @param reservedIds ids that a file may not take */
  readonly parseChecklist: (text: string, reservedIds: ReadonlySet<string>) => ParsedChecklist;
}

/** The checks that steps name. */
export interface OnboardingChecks {
  readonly runCheck: RunCheck;
  readonly checkInfo: (id: CheckResult['checkId']) => CheckInfo;
}
