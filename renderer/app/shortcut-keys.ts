import type { Shortcut } from '../../preload/contract/index.ts';

/** What of a key event decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const COMMAND_KEYS: Readonly<Record<string, Shortcut>> = {
  k: 'palette',
  f: 'find',
  r: 'reload',
  w: 'close-view',
  '0': 'zoom-reset',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  _: 'zoom-out',
};

/**
 * The shortcut of a key pressed in the shell. Main reads the same keys while a portal has the
 * focus, so that they work everywhere; text fields keep what belongs to text.
 */
export function shortcutOfKey(press: KeyPress, isMac: boolean, isInText: boolean): Shortcut | null {
  const command = isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;

  // Ctrl+Tab is Ctrl on a Mac too: Command+Tab belongs to the system.
  if (press.ctrlKey && !press.altKey && key === 'Tab') {
    return press.shiftKey ? 'previous-view' : 'next-view';
  }
  if (command && !press.altKey) {
    const digit = /^[1-9]$/.exec(key)?.[0];
    if (digit !== undefined && !press.shiftKey) return `favourite-${digit}` as Shortcut;
    const shortcut = COMMAND_KEYS[key] ?? null;
    const isZoom = shortcut === 'zoom-in' || shortcut === 'zoom-out';
    return press.shiftKey && !isZoom ? null : shortcut;
  }
  if (press.ctrlKey || press.metaKey) return null;
  if (press.altKey) {
    if (isInText || press.shiftKey) return null;
    if (key === 'ArrowLeft') return 'back';
    return key === 'ArrowRight' ? 'forward' : null;
  }
  if (key === 'F5') return 'reload';
  if (key === 'F6') return press.shiftKey ? 'focus-portal' : 'focus-switcher';
  return null;
}
