import type { MenuItemConstructorOptions } from 'electron';

/**
 * The menu of the app. Bulkhead has none, but for macOS: there the keys that copy and paste, hide
 * and quit are the menu's, and a field without it takes none of them.
 *
 * Only roles that the system has for every app. A menu works over the lock and whatever page is in
 * front, so that there is nothing in it that loads, opens, prints or zooms a page or shows its
 * developer tools; the ready-made menus of Electron have such items.
 * Tested in test/unit/main/app/app-menu.test.ts.
 */
export function appMenuOf(platform: NodeJS.Platform): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  const line: MenuItemConstructorOptions = { type: 'separator' };
  return [
    {
      label: 'Bulkhead',
      submenu: [
        { role: 'about' },
        line,
        { role: 'services' },
        line,
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        line,
        { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'delete' },
        { role: 'selectAll' },
      ],
    },
  ];
}
