export { OnboardingDialogs } from './OnboardingDialogs.tsx';
