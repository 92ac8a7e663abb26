import type { Settings } from './app.ts';

/** What is set before anybody has chosen. In a file of its own, so that the page can take it. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  liveViewLimit: 5,
  hibernateAfterMinutes: 30,
  restoresWorkspace: true,
  lockAfterMinutes: 15,
  locksWithSession: true,
  endsPagesWhenLocked: false,
  overviewLayout: 'cards',
  clientIds: {},
};
