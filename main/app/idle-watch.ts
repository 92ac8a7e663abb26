/** What of Electron's `powerMonitor` is used. */
export interface PowerMonitor {
  getSystemIdleState(idleThreshold: number): 'active' | 'idle' | 'locked' | 'unknown';
  getSystemIdleTime(): number;
  on(event: 'lock-screen' | 'unlock-screen' | 'suspend', listener: () => void): unknown;
}

export interface IdleWatchDeps {
  readonly power: PowerMonitor;
  /** Whether `getSystemIdleTime` is to be believed; else only input to Bulkhead counts. */
  readonly tellsIdleTime: boolean;
  /** Minutes without input after which it locks; 0 is never. */
  readonly lockAfterMinutes: () => number;
  readonly locksWithSession: () => boolean;
  readonly lock: (reason: 'idle' | 'session') => void;
  readonly sessionUnlocked: () => void;
  /** Milliseconds that only grow. */
  readonly ticks: () => number;
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 5_000;

/**
 * Whether the system says how long nobody has touched it. Electron asks the X server, which hears of
 * no input in a Wayland session and answers 0 for ever (electron/electron#27912, #34826).
 */
export function tellsIdleTime(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform !== 'linux') return true;
  return env['XDG_SESSION_TYPE'] !== 'wayland' && (env['WAYLAND_DISPLAY'] ?? '') === '';
}

/**
 * Locks after a time without input, and with the session of the system. Windows and macOS tell of
 * the session; elsewhere it is looked at, as far as the desktop says it. Sleep is time without input,
 * which no clock that is read here counts.
 */
export function watchIdle(deps: IdleWatchDeps) {
  const { power, ticks } = deps;
  /** Input before the start, or before it was unlocked, is not counted against the operator. */
  let since = ticks();
  const look = () => {
    const minutes = deps.lockAfterMinutes();
    const ownSeconds = (ticks() - since) / 1_000;
    const idleSeconds = deps.tellsIdleTime
      ? Math.min(power.getSystemIdleTime(), ownSeconds)
      : ownSeconds;
    if (minutes > 0 && idleSeconds >= minutes * 60) deps.lock('idle');
    if (deps.locksWithSession() && power.getSystemIdleState(86_400) === 'locked') {
      deps.lock('session');
    }
  };
  const timer = setInterval(look, deps.lookEveryMs ?? LOOK_EVERY_MS);
  timer.unref();
  const lockWithSession = () => {
    if (deps.locksWithSession()) deps.lock('session');
  };
  power.on('lock-screen', lockWithSession);
  power.on('suspend', () => {
    // A desktop may lock its session after it wakes, or not at all. Not when it wakes: by the time
    // that is told, the operator may have signed in again.
    if (deps.locksWithSession() || deps.lockAfterMinutes() > 0) deps.lock('session');
  });
  power.on('unlock-screen', deps.sessionUnlocked);
  return {
    /** The operator is there, as at any input: what was idle until now is over. */
    begin: () => {
      since = ticks();
    },
    stop: () => clearInterval(timer),
  };
}
