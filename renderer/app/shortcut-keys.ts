import type { Shortcut } from '../../preload/contract/index.ts';

/** What of a key event decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const COMMAND_KEYS: Readonly<Record<string, Shortcut>> = {
  k: 'palette',
  f: 'find',
  r: 'reload',
  w: 'close-view',
  '0': 'zoom-reset',
};

const ALT_KEYS: Readonly<Record<string, Shortcut>> = { ArrowLeft: 'back', ArrowRight: 'forward' };

const PLAIN_KEYS: Readonly<Record<string, Shortcut>> = { F5: 'reload', F6: 'focus-switcher' };

/**
 * The shortcut of a key pressed in the shell. Main reads the same keys while a portal has the
 * focus (main/tenants/shortcuts.ts), so that they work everywhere; a test holds the two together.
 * Text fields keep what moves by words.
 */
export function shortcutOfKey(press: KeyPress, isMac: boolean, isInText: boolean): Shortcut | null {
  const command = isMac ? press.metaKey : press.ctrlKey;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;

  if (command && !press.altKey) {
    const digit = /^[1-9]$/.exec(key)?.[0];
    if (digit !== undefined && !press.shiftKey) return `favourite-${digit}` as Shortcut;
    if (key === 'Tab') return press.shiftKey ? 'previous-view' : 'next-view';
    if (key === '+' || key === '=') return 'zoom-in';
    if (key === '-' || key === '_') return 'zoom-out';
    return press.shiftKey ? null : (COMMAND_KEYS[key] ?? null);
  }
  if (press.ctrlKey || press.metaKey) return null;
  if (press.altKey) return isInText ? null : (ALT_KEYS[key] ?? null);
  return PLAIN_KEYS[key] ?? null;
}
