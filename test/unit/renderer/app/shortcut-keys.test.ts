import { describe, expect, it } from 'vitest';
import { shortcutOf } from '../../../../main/tenants/shortcuts.ts';
import { type KeyPress, shortcutOfKey } from '../../../../renderer/app/shortcut-keys.ts';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const KEYS = 'abcdefghijklmnopqrstuvwxyzKFRW0123456789+=-_?'
  .split('')
  .concat(['F5', 'F6', 'F12', 'Tab', 'Enter', 'Escape', 'ArrowLeft', 'ArrowRight', 'Delete']);

function everyPress(): KeyPress[] {
  return KEYS.flatMap((key) =>
    Array.from({ length: 16 }, (_, bits) => ({
      key,
      ctrlKey: (bits & 1) > 0,
      metaKey: (bits & 2) > 0,
      altKey: (bits & 4) > 0,
      shiftKey: (bits & 8) > 0,
    })),
  );
}

describe('shortcutOfKey', () => {
  it.each([
    [{ key: 'k', ctrlKey: true }, 'palette'],
    [{ key: 'K', ctrlKey: true }, 'palette'],
    [{ key: '7', ctrlKey: true }, 'favourite-7'],
    [{ key: 'Tab', ctrlKey: true }, 'next-view'],
    [{ key: 'Tab', ctrlKey: true, shiftKey: true }, 'previous-view'],
    [{ key: '+', ctrlKey: true, shiftKey: true }, 'zoom-in'],
    [{ key: 'ArrowLeft', altKey: true }, 'back'],
    [{ key: 'F6' }, 'focus-switcher'],
    [{ key: 'F5' }, 'reload'],
  ])('reads %j as %s', (press, shortcut) => {
    expect(shortcutOfKey({ ...NONE, ...press }, false, false)).toBe(shortcut);
  });

  it('takes no plain letter and no letter with Shift', () => {
    for (const key of 'kfrw0123456789') {
      expect(shortcutOfKey({ ...NONE, key }, false, false)).toBeNull();
      expect(shortcutOfKey({ ...NONE, key, shiftKey: true }, false, false)).toBeNull();
    }
  });

  it('leaves word by word movement to text fields', () => {
    const press = { ...NONE, key: 'ArrowLeft', altKey: true };
    expect(shortcutOfKey(press, false, true)).toBeNull();
    expect(shortcutOfKey(press, false, false)).toBe('back');
  });

  it.each([false, true])(
    'reads every key as main does while a portal has it (Mac: %s)',
    (isMac) => {
      const different = everyPress().filter((press) => {
        const here = shortcutOfKey(press, isMac, false);
        const input = {
          type: 'keyDown' as const,
          key: press.key,
          control: press.ctrlKey,
          meta: press.metaKey,
          alt: press.altKey,
          shift: press.shiftKey,
          isAutoRepeat: false,
        };
        return here !== shortcutOf(input, isMac);
      });

      expect(different).toEqual([]);
    },
  );
});
