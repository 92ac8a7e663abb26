import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { start } from './app/start.ts';
import { connectBridge } from './bridge/bridge.ts';
import { type FakeBridge, makeFakeBridge } from './bridge/fake/fake-bridge.ts';
import { galleryStage } from './bridge/fake/gallery-stage.ts';
import { ONBOARDING_SCENARIOS } from './bridge/fake/onboarding/onboarding-scenarios.ts';
import { JOURNAL_SCENARIOS } from './bridge/fake/journal-scenarios.ts';
import { SCENARIOS } from './bridge/fake/scenarios.ts';
import { Scenarios } from './gallery/Scenarios.tsx';

declare global {
  interface Window {
    /** What a test may do from main's side; only in the gallery. */
    fake?: FakeBridge;
  }
}

const asked = new URLSearchParams(window.location.search);
const THEMES = ['system', 'light', 'dark', 'high-contrast'] as const;
const all = { ...SCENARIOS, ...ONBOARDING_SCENARIOS, ...JOURNAL_SCENARIOS };
const make = all[asked.get('scenario') ?? ''];
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');

if (make === undefined) {
  createRoot(root).render(<Scenarios names={Object.keys(all)} />);
} else {
  const world = make();
  const theme = THEMES.find((name) => name === asked.get('theme'));
  const settings = { ...world.app.settings };
  if (theme !== undefined) settings.theme = theme;
  const fake = makeFakeBridge(
    { ...world, app: { ...world.app, settings } },
    { stage: galleryStage(document), loadMs: Number(asked.get('loadMs') ?? 400) },
  );
  window.fake = fake;
  connectBridge(fake.bridge);
  void start();
  createRoot(root).render(<App />);
}
