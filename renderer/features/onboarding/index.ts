export { OnboardingPage } from './OnboardingPage.tsx';
export { TenantOnboarding } from './TenantOnboarding.tsx';
export { StorageNote } from './StorageNote.tsx';
