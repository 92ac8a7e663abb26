import { useEffect } from 'react';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { closeDialog, type Dialog, useShellStore } from '../../stores/shell-store.ts';
import { ForgetDialog } from './ForgetDialog.tsx';
import { GroupsDialog } from './GroupsDialog.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';
import { TenantDialog } from './TenantDialog.tsx';

/** The dialog that is open, if any. */
export function Dialogs() {
  const dialog = useShellStore((state) => state.dialog);
  if (dialog === null) return null;
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
    case 'shortcuts':
      return <ShortcutsDialog onClose={closeDialog} />;
    case 'edit-tenant':
    case 'sign-out':
    case 'forget':
      return <OfTenant key={dialog.tenantId} dialog={dialog} />;
  }
}

type TenantDialogState = Dialog & { readonly kind: 'edit-tenant' | 'sign-out' | 'forget' };

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
    case 'sign-out':
      return <SignOutDialog tenant={tenant} onClose={closeDialog} />;
    case 'forget':
      return <ForgetDialog tenant={tenant} onClose={closeDialog} />;
  }
}
