import type { ElectronApplication } from '@playwright/test';

/** Playwright's words for V8's "Promise was collected". */
const LOST_ANSWER = 'Resulting promise was garbage collected';
const MAX_ASKED_AGAIN = 3;

/**
 * Makes questions to main bear an answer that gets lost.
 *
 * V8's inspector holds the promise of an evaluated function by a weak handle, so a collection of
 * garbage at the wrong moment, as at a start on a busy machine, loses the answer although the
 * function has run (microsoft/playwright#33737). That says nothing of the app, so the question is
 * put again; every other failure goes through. What tests do in main may be done twice.
 */
export function bearLostAnswers(app: Pick<ElectronApplication, 'evaluate' | 'evaluateHandle'>) {
  for (const name of ['evaluate', 'evaluateHandle'] as const) {
    const ask = app[name].bind(app) as (...args: unknown[]) => Promise<unknown>;
    const askAgain = async (...args: unknown[]): Promise<unknown> => {
      for (let again = 0; ; again += 1) {
        try {
          return await ask(...args);
        } catch (error) {
          const isLost = error instanceof Error && error.message.includes(LOST_ANSWER);
          if (!isLost || again === MAX_ASKED_AGAIN) throw error;
        }
      }
    };
    Object.assign(app, { [name]: askAgain });
  }
}
