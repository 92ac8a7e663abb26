import { describe, expect, it } from 'vitest';
import { appMenuOf } from '../../../../main/app/app-menu.ts';

/** Items of a menu below its headings, without lines. */
function itemsOf(platform: NodeJS.Platform) {
  return (appMenuOf(platform) ?? []).flatMap(({ submenu, ...heading }) => {
    if (!Array.isArray(submenu)) throw new Error(`${String(heading.label)} is no heading`);
    return submenu.filter(({ type }) => type !== 'separator');
  });
}

describe('appMenuOf', () => {
  it('has on macOS the keys that fields take from the menu alone', () => {
    const roles = itemsOf('darwin').map(({ role }) => role);

    expect(roles).toEqual(
      expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'hide', 'quit']),
    );
  });

  it('has nothing that acts on a page or opens one, and no menus that Electron fills', () => {
    for (const { role, ...rest } of itemsOf('darwin')) {
      expect(rest).toEqual({});
      expect(role).toMatch(
        /^(?:about|services|hide|hideOthers|unhide|quit|undo|redo|cut|copy|paste|pasteAndMatchStyle|delete|selectAll)$/,
      );
    }
    for (const heading of appMenuOf('darwin') ?? []) {
      expect(Object.keys(heading).sort()).toEqual(['label', 'submenu']);
    }
  });

  it.each(['linux', 'win32'] as const)('is none on %s', (platform) => {
    expect(appMenuOf(platform)).toBeNull();
  });
});
