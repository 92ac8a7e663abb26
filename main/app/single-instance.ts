import type { App } from 'electron';

/**
 * One Bulkhead per profile: two would write the same stores and sessions.
 *
 * Threat: the second instance's command line is whatever another program says, and it arrives in
 * this process. Nothing of it is read: the first window comes to the front, that is all.
 */
export interface SingleInstance {
  /** Another start was tried. */
  onSecondStart(listener: () => void): void;
}

/** Answers null when another instance has the profile; then this one must end. */
export function holdSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
): SingleInstance | null {
  if (!app.requestSingleInstanceLock()) return null;
  const listeners: (() => void)[] = [];
  // SECURITY(second-instance): arguments, folder and data of the other start are not looked at.
  app.on('second-instance', () => {
    for (const listener of listeners) listener();
  });
  return { onSecondStart: (listener) => void listeners.push(listener) };
}
