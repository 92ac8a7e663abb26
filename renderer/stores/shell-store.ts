import { create } from 'zustand';
import type {
  AccountId,
  DeepLink,
  DeviceExportFormat,
  DeviceImportPreview,
  ImportPreview,
  TenantId,
} from '../../preload/contract/index.ts';
import type { ListPlace } from './device-list-store.ts';
import type { OnboardingDialog } from './onboarding-dialogs.ts';
import { registered } from './store-registry.ts';

export type EstatePage =
  | 'overview'
  | 'devices'
  | 'status-matrix'
  | 'trust-matrix'
  | 'onboarding'
  | 'journal'
  | 'refused-hosts'
  | 'egress'
  | 'settings'
  | 'about';

/**
 * What of a tenant is on screen: its portals to choose from, the page in front, its devices, its
 * status, its onboarding, or its notes.
 */
export type TenantSurface = 'portals' | 'view' | 'devices' | 'status' | 'onboarding' | 'notes';

export type Dialog =
  | { readonly kind: 'add-tenant'; readonly tenantId: TenantId | null; readonly name: string }
  | { readonly kind: 'edit-tenant'; readonly tenantId: TenantId }
  | { readonly kind: 'import'; readonly preview: ImportPreview }
  | { readonly kind: 'groups' }
  | { readonly kind: 'sign-out'; readonly tenantId: TenantId }
  | { readonly kind: 'forget'; readonly tenantId: TenantId }
  | { readonly kind: 'remove-account'; readonly accountId: AccountId }
  | { readonly kind: 'discover'; readonly accountId: AccountId }
  | {
      readonly kind: 'import-devices';
      readonly tenantId: TenantId;
      readonly preview: DeviceImportPreview;
    }
  | {
      readonly kind: 'export-devices';
      readonly place: ListPlace;
      readonly format: DeviceExportFormat;
    }
  | { readonly kind: 'save-view'; readonly place: ListPlace }
  | { readonly kind: 'view-from-text'; readonly place: ListPlace }
  | OnboardingDialog
  | { readonly kind: 'unlock' }
  | { readonly kind: 'set-passphrase' }
  | { readonly kind: 'change-passphrase' }
  | { readonly kind: 'lock-passphrase' }
  | { readonly kind: 'start-anew' }
  /** A link of another program that leads to a place. */
  | { readonly kind: 'link'; readonly link: DeepLink }
  | { readonly kind: 'shortcuts' };

export interface ShellState {
  readonly page: EstatePage;
  readonly surfaces: Readonly<Record<TenantId, TenantSurface>>;
  readonly dialog: Dialog | null;
  readonly isPaletteOpen: boolean;
  /** What was typed into the palette, also before its field had the focus. */
  readonly paletteText: string;
  readonly isFinding: boolean;
  /** Raised each time the find box is asked for, so that it takes the focus again. */
  readonly findAsked: number;
}

export const useShellStore = registered(
  create<ShellState>()(() => ({
    page: 'overview',
    surfaces: {},
    dialog: null,
    isPaletteOpen: false,
    paletteText: '',
    isFinding: false,
    findAsked: 0,
  })),
);

const set = useShellStore.setState;
const get = useShellStore.getState;

export const setPage = (page: EstatePage) => set({ page });

export const setSurface = (tenantId: TenantId, surface: TenantSurface) =>
  set({ surfaces: { ...get().surfaces, [tenantId]: surface } });

export const openDialog = (dialog: Dialog) => set({ dialog, isPaletteOpen: false });
export const closeDialog = () => set({ dialog: null });

/** Opens the palette; a dialog in front keeps it shut, since it waits for an answer. */
export const openPalette = () => {
  const { dialog, isPaletteOpen } = get();
  if (dialog === null && !isPaletteOpen) set({ isPaletteOpen: true, paletteText: '' });
};
export const closePalette = () => set({ isPaletteOpen: false });
export const setPaletteText = (paletteText: string) => set({ paletteText });

export const askFind = () => set({ isFinding: true, findAsked: get().findAsked + 1 });
export const endFind = () => set({ isFinding: false });

/** What a tenant shows: what the operator chose last, else its page in front, else its portals. */
export const selectSurface =
  (tenantId: TenantId, hasActiveView: boolean) =>
  (state: ShellState): TenantSurface => {
    const chosen = state.surfaces[tenantId] ?? (hasActiveView ? 'view' : 'portals');
    return chosen === 'view' && !hasActiveView ? 'portals' : chosen;
  };
