import { bundledQuery } from './bundled-queries.ts';
import { checkInfo, runCheck } from './checks/run-check.ts';
import { bundledChecklists, parseChecklist } from './checklists.ts';
import { isHostOfAnyCloud } from './known-hosts.ts';
import type { OnboardingChecks, OnboardingFiles } from './parts.ts';

/** What comes with this version of Bulkhead. */
export const bundledFiles: OnboardingFiles = {
  bundledChecklists: () => bundledChecklists(),
  bundledQuery,
  parseChecklist: (text, reservedIds) =>
    parseChecklist(text, { isKnownHost: isHostOfAnyCloud, reservedIds }),
};

export const bundledChecks: OnboardingChecks = { checkInfo, runCheck };
