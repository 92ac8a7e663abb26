import type { Shortcut } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { nextZoom } from '../features/tenant/index.ts';
import { focusPortal } from '../stores/app-store.ts';
import { goToFavourite, goToView } from '../stores/navigation.ts';
import { useRunStore } from '../stores/run-store.ts';
import {
  askFind,
  openDialog,
  openPalette,
  selectSurface,
  setPaletteText,
  useShellStore,
} from '../stores/shell-store.ts';
import {
  activeViewOf,
  closeView,
  goBack,
  goForward,
  reload,
  setZoom,
  showView,
  useWorkspaceStore,
} from '../stores/workspace-store.ts';
import { useLockStore } from '../stores/lock-store.ts';
import { shortcutOfKey } from './shortcut-keys.ts';

/** Listens for keys in the shell and for those main caught in a portal: one handler for both. */
export function followShortcuts(isMac: boolean): () => void {
  const isLocked = () => useLockStore.getState().isLocked;
  const onKey = (event: KeyboardEvent) => {
    // What is typed into the lock is for it alone; a palette that is open below takes none of it.
    if (isLocked()) return;
    const isInText = isTextField(event.target);
    if (takeForPalette(event)) return;
    if (event.key === '?' && !isInText && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (useShellStore.getState().dialog === null) openDialog({ kind: 'shortcuts' });
      return;
    }
    const shortcut = shortcutOfKey(event, isMac, isInText);
    if (shortcut === null) return;
    event.preventDefault();
    event.stopPropagation();
    // Holding a key down must not open, close or go back again and again.
    if (event.repeat && !REPEATS.has(shortcut)) return;
    runShortcut(shortcut);
  };
  window.addEventListener('keydown', onKey, { capture: true });
  const end = bridge().app.onShortcutPressed(({ shortcut }) => {
    if (!isLocked()) runShortcut(shortcut);
  });
  return () => {
    window.removeEventListener('keydown', onKey, { capture: true });
    end();
  };
}

/**
 * Letters typed before the palette's field has the focus are its own; a slow machine needs time. Until
 * then they would go to the field that had it before, or nowhere.
 */
function takeForPalette(event: KeyboardEvent): boolean {
  const { isPaletteOpen, paletteText } = useShellStore.getState();
  const isLetter = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (!isPaletteOpen || !isLetter || isPaletteField(event.target)) return false;
  event.preventDefault();
  event.stopPropagation();
  setPaletteText(paletteText + event.key);
  return true;
}

const isPaletteField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('[aria-controls="palette-list"]');

const REPEATS: ReadonlySet<Shortcut> = new Set([
  'zoom-in',
  'zoom-out',
  'next-view',
  'previous-view',
]);

/** Does what a shortcut means now. A dialog in front waits for its answer and takes none. */
function runShortcut(shortcut: Shortcut): void {
  const { dialog, isPaletteOpen } = useShellStore.getState();
  if (dialog !== null) return;
  if (shortcut === 'palette') return openPalette();
  if (isPaletteOpen) return;
  if (shortcut.startsWith('favourite-')) {
    void goToFavourite(Number(shortcut.slice('favourite-'.length)));
    return;
  }
  if (shortcut === 'focus-switcher') return cycleFocus();

  const page = pageInFront();
  if (page === null) return;
  const { ref, view, views } = page;
  if (shortcut === 'focus-portal') {
    void focusPortal();
    return;
  }
  if (shortcut === 'close-view') return void closeView(ref);
  if (shortcut === 'next-view' || shortcut === 'previous-view') {
    const step = shortcut === 'next-view' ? 1 : -1;
    const at = views.findIndex(({ id }) => id === view.id);
    const next = views[(at + step + views.length) % views.length];
    if (next === undefined) return;
    const to = { ...ref, viewId: next.id };
    // Beside a step the pages change, and the step stays.
    void (useRunStore.getState().openId === null ? goToView(to) : showView(to));
    return;
  }
  // A page of another tenant can do nothing until the operator has decided.
  if (view.proof.state === 'mismatch') return;
  switch (shortcut) {
    case 'find':
      return askFind();
    case 'reload':
      return void reload(ref);
    case 'back':
      return void (view.canGoBack && goBack(ref));
    case 'forward':
      return void (view.canGoForward && goForward(ref));
    case 'zoom-in':
      return void setZoom(ref, nextZoom(view.zoomPercent, 1));
    case 'zoom-out':
      return void setZoom(ref, nextZoom(view.zoomPercent, -1));
    case 'zoom-reset':
      return void setZoom(ref, 100);
  }
}

/** F6: from the page to the tenants, and from the tenants to the page. */
function cycleFocus(): void {
  const isInSwitcher = document.activeElement?.matches('[data-region="switcher"] *') === true;
  if (isInSwitcher && pageInFront() !== null) {
    void focusPortal();
    return;
  }
  const search = document.getElementById('switcher-search');
  const isShown = search !== null && search.offsetParent !== null;
  (isShown ? search : document.getElementById('tenant-tree'))?.focus();
}

function pageInFront() {
  const { selectedTenantId, byTenant } = useWorkspaceStore.getState();
  if (selectedTenantId === null) return null;
  const compartment = byTenant[selectedTenantId];
  const view = activeViewOf(compartment);
  if (compartment === undefined || view === null) return null;
  const run = useRunStore.getState();
  const isShown =
    run.openId === null
      ? selectSurface(selectedTenantId, true)(useShellStore.getState()) === 'view'
      : run.portalOf === selectedTenantId;
  if (!isShown) return null;
  return { ref: { tenantId: selectedTenantId, viewId: view.id }, view, views: compartment.views };
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
