import { net } from 'electron';

const LOOK_MS = 5_000;

/**
 * Tells when the device goes on or off line, as far as the operating system says: no request is
 * sent to find out. A network may be there and still reach nothing; pages tell that themselves.
 */
export function watchOnline(onChanged: (isOnline: boolean) => void): {
  readonly isOnline: () => boolean;
  readonly stop: () => void;
} {
  let isOnline = net.isOnline();
  // Electron has no event for this in main; asking costs microseconds.
  const timer = setInterval(() => {
    const next = net.isOnline();
    if (next === isOnline) return;
    isOnline = next;
    onChanged(isOnline);
  }, LOOK_MS);
  timer.unref();
  return { isOnline: () => isOnline, stop: () => clearInterval(timer) };
}
