import { useSyncExternalStore } from 'react';
import { selectSettings, useAppStore } from '../stores/app-store.ts';
import type { ThemeName } from '../ui/themes.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

const subscribe = (listener: () => void) => {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
};

/** The look in force: the operator's choice, or the system's while that is the choice. */
export function useThemeName(): ThemeName {
  const chosen = useAppStore((state) => selectSettings(state).theme);
  const isDark = useSyncExternalStore(subscribe, () => dark.matches);
  if (chosen !== 'system') return chosen;
  return isDark ? 'dark' : 'light';
}
