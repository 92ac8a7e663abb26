export { LockActions } from './LockActions.tsx';
export { LockPassphraseDialog } from './LockPassphraseDialog.tsx';
