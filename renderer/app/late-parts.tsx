import { latePart } from '../ui/late-part.tsx';

export const Palette = latePart(async () => (await import('../features/palette/index.ts')).Palette);
export const Dialogs = latePart(async () => (await import('../features/dialogs/index.ts')).Dialogs);
export const SettingsPage = latePart(
  async () => (await import('../features/settings/index.ts')).SettingsPage,
);
export const AboutPage = latePart(
  async () => (await import('../features/about/index.ts')).AboutPage,
);
export const OnboardingPage = latePart(
  async () => (await import('../features/onboarding/index.ts')).OnboardingPage,
);
export const RunPage = latePart(
  async () => (await import('../features/onboarding-run/index.ts')).RunPage,
);
export const JournalPage = latePart(
  async () => (await import('../features/journal/index.ts')).JournalPage,
);
export const RefusedHostsPage = latePart(
  async () => (await import('../features/refused-hosts/index.ts')).RefusedHostsPage,
);
export const EgressPage = latePart(
  async () => (await import('../features/egress/index.ts')).EgressPage,
);
export const DevicesPage = latePart(
  async () => (await import('../features/devices/index.ts')).DevicesPage,
);
export const StatusMatrixPage = latePart(
  async () => (await import('../features/status-matrix/index.ts')).StatusMatrixPage,
);
export const TrustMatrixPage = latePart(
  async () => (await import('../features/trust-matrix/index.ts')).TrustMatrixPage,
);
