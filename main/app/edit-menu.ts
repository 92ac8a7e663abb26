import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

/** The context menu of a portal page: editing only, nothing that leaves the compartment. */
export function showEditMenu(contents: WebContents, params: Electron.ContextMenuParams): void {
  const { editFlags, isEditable, selectionText } = params;
  const items: MenuItemConstructorOptions[] = [];
  if (isEditable) {
    items.push(
      { role: 'undo', enabled: editFlags.canUndo },
      { role: 'redo', enabled: editFlags.canRedo },
      { type: 'separator' },
      { role: 'cut', enabled: editFlags.canCut },
    );
  }
  if (isEditable || selectionText !== '') items.push({ role: 'copy', enabled: editFlags.canCopy });
  if (isEditable) items.push({ role: 'paste', enabled: editFlags.canPaste });
  items.push({ role: 'selectAll', enabled: editFlags.canSelectAll });
  if (!contents.isDestroyed()) Menu.buildFromTemplate(items).popup();
}
