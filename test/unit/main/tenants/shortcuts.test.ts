import { describe, expect, it } from 'vitest';
import { shortcutOf } from '../../../../main/tenants/shortcuts.ts';

const press = (key: string, held: readonly ('control' | 'alt' | 'shift' | 'meta')[] = []) => ({
  type: 'keyDown',
  key,
  control: held.includes('control'),
  alt: held.includes('alt'),
  shift: held.includes('shift'),
  meta: held.includes('meta'),
  isAutoRepeat: false,
});

describe('shortcutOf', () => {
  it.each([
    ['palette', press('k', ['control'])],
    ['palette', press('K', ['control'])],
    ['find', press('f', ['control'])],
    ['favourite-9', press('9', ['control'])],
    ['zoom-reset', press('0', ['control'])],
    ['zoom-in', press('+', ['control', 'shift'])],
    ['previous-view', press('Tab', ['control', 'shift'])],
    ['back', press('ArrowLeft', ['alt'])],
    ['reload', press('F5')],
  ])('reads %s', (shortcut, input) => {
    expect(shortcutOf(input, false)).toBe(shortcut);
  });

  it.each([
    ['a letter', press('k')],
    ['AltGr, which reports control and alt', press('k', ['control', 'alt'])],
    ['a release', { ...press('k', ['control']), type: 'keyUp' }],
    ['a key of the page', press('s', ['control'])],
  ])('leaves %s to the page', (_what, input) => {
    expect(shortcutOf(input, false)).toBeNull();
  });

  it('reads the command key on macOS', () => {
    expect(shortcutOf(press('k', ['meta']), true)).toBe('palette');
    expect(shortcutOf(press('k', ['control']), true)).toBeNull();
  });
});
