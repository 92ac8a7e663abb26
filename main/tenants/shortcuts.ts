import type { Input } from 'electron';
import type { Shortcut } from '../../preload/contract/index.ts';

/**
 * The keys that belong to Bulkhead while a portal has the focus. Everything else goes to the page.
 * The shell's page reads the same keys itself (renderer/app/shortcuts.ts).
 */
export function shortcutOf(
  input: Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt' | 'shift' | 'isAutoRepeat'>,
  isMac: boolean,
): Shortcut | null {
  if (input.type !== 'keyDown') return null;
  const command = isMac ? input.meta : input.control;
  const key = input.key.length === 1 ? input.key.toLowerCase() : input.key;

  if (command && !input.alt) {
    const digit = /^[1-9]$/.exec(key)?.[0];
    if (digit !== undefined && !input.shift) return `favourite-${digit}` as Shortcut;
    if (key === 'Tab') return input.shift ? 'previous-view' : 'next-view';
    if (key === '+' || key === '=') return 'zoom-in';
    if (key === '-' || key === '_') return 'zoom-out';
    if (!input.shift) return COMMAND_KEYS[key] ?? null;
    return null;
  }
  if (input.alt && !input.control && !input.meta) return ALT_KEYS[key] ?? null;
  if (!input.alt && !input.control && !input.meta) return PLAIN_KEYS[key] ?? null;
  return null;
}

const COMMAND_KEYS: Readonly<Record<string, Shortcut>> = {
  k: 'palette',
  f: 'find',
  r: 'reload',
  w: 'close-view',
  '0': 'zoom-reset',
};

const ALT_KEYS: Readonly<Record<string, Shortcut>> = {
  ArrowLeft: 'back',
  ArrowRight: 'forward',
};

const PLAIN_KEYS: Readonly<Record<string, Shortcut>> = {
  F5: 'reload',
  F6: 'focus-switcher',
};

/** The shortcuts whose answer is in the shell's page, which therefore gets the focus. */
export const TAKES_FOCUS: ReadonlySet<Shortcut> = new Set(['palette', 'find', 'focus-switcher']);
