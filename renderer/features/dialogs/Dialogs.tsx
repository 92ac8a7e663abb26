import { useEffect } from 'react';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { useIdentityStore } from '../../stores/identity-store.ts';
import { LockPassphraseDialog } from '../lock/index.ts';
import { closeDialog, type Dialog, useShellStore } from '../../stores/shell-store.ts';
import { DiscoverDialog, RemoveAccountDialog } from '../accounts/index.ts';
import {
  DeviceImportDialog,
  ExportDialog,
  SaveViewDialog,
  ViewFromTextDialog,
} from '../device-dialogs/index.ts';
import { OnboardingDialogs } from '../onboarding-dialogs/index.ts';
import {
  ChangePassphraseDialog,
  SetPassphraseDialog,
  StartAnewDialog,
  UnlockDialog,
} from '../storage/index.ts';
import { PendingCode } from './DeviceCodeDialog.tsx';
import { ForgetDialog } from './ForgetDialog.tsx';
import { GroupsDialog } from './GroupsDialog.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';
import { TenantDialog } from './TenantDialog.tsx';

/** The dialog that is open, if any. */
export function Dialogs() {
  const dialog = useShellStore((state) => state.dialog);
  if (dialog === null) return <PendingCode />;
  switch (dialog.kind) {
    case 'add-tenant':
      return (
        <TenantDialog
          tenant={null}
          id={dialog.tenantId ?? ''}
          name={dialog.name}
          onClose={closeDialog}
        />
      );
    case 'import':
      return <ImportDialog preview={dialog.preview} onClose={closeDialog} />;
    case 'groups':
      return <GroupsDialog onClose={closeDialog} />;
    case 'link':
      return <LinkDialog link={dialog.link} onClose={closeDialog} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={closeDialog} />;
    case 'unlock':
      return <UnlockDialog onClose={closeDialog} />;
    case 'set-passphrase':
      return <SetPassphraseDialog onClose={closeDialog} />;
    case 'lock-passphrase':
      return <LockPassphraseDialog onClose={closeDialog} />;
    case 'change-passphrase':
      return <ChangePassphraseDialog onClose={closeDialog} />;
    case 'start-anew':
      return <StartAnewDialog onClose={closeDialog} />;
    case 'export-devices':
      return <ExportDialog place={dialog.place} format={dialog.format} onClose={closeDialog} />;
    case 'save-view':
      return <SaveViewDialog place={dialog.place} onClose={closeDialog} />;
    case 'view-from-text':
      return <ViewFromTextDialog place={dialog.place} onClose={closeDialog} />;
    case 'remove-account':
    case 'discover':
      return <OfAccount key={dialog.accountId} dialog={dialog} />;
    case 'new-run':
    case 'edit-run':
    case 'remove-run':
    case 'complete-step':
    case 'skip-step':
    case 'reopen-step':
    case 'add-text':
    case 'look-at-evidence':
    case 'checklist-problems':
    case 'remove-checklist':
    case 'hand-over-differences':
    case 'reminder':
    case 'edit-record':
      return <OnboardingDialogs dialog={dialog} onClose={closeDialog} />;
    case 'edit-tenant':
    case 'import-devices':
    case 'sign-out':
    case 'forget':
      return <OfTenant key={dialog.tenantId} dialog={dialog} />;
  }
}

type AccountDialogState = Dialog & { readonly kind: 'remove-account' | 'discover' };

function OfAccount({ dialog }: { readonly dialog: AccountDialogState }) {
  const account = useIdentityStore(
    (state) => state.accounts.find(({ id }) => id === dialog.accountId) ?? null,
  );
  useEffect(() => {
    if (account === null) closeDialog();
  }, [account]);
  if (account === null) return null;
  return dialog.kind === 'discover' ? (
    <DiscoverDialog account={account} onClose={closeDialog} />
  ) : (
    <RemoveAccountDialog account={account} onClose={closeDialog} />
  );
}

type TenantDialogState = Dialog & {
  readonly kind: 'edit-tenant' | 'import-devices' | 'sign-out' | 'forget';
};

function OfTenant({ dialog }: { readonly dialog: TenantDialogState }) {
  const tenant = useEstateStore(selectTenant(dialog.tenantId));
  useEffect(() => {
    if (tenant === null) closeDialog();
  }, [tenant]);
  if (tenant === null) return null;
  switch (dialog.kind) {
    case 'edit-tenant':
      return (
        <TenantDialog tenant={tenant} id={tenant.id} name={tenant.name} onClose={closeDialog} />
      );
    case 'import-devices':
      return <DeviceImportDialog tenant={tenant} preview={dialog.preview} onClose={closeDialog} />;
    case 'sign-out':
      return <SignOutDialog tenant={tenant} onClose={closeDialog} />;
    case 'forget':
      return <ForgetDialog tenant={tenant} onClose={closeDialog} />;
  }
}
