export { SecretField } from './SecretField.tsx';
export { ChangePassphraseDialog } from './ChangePassphraseDialog.tsx';
export { SetPassphraseDialog } from './SetPassphraseDialog.tsx';
export { StartAnewDialog } from './StartAnewDialog.tsx';
export { StorageSection } from './StorageSection.tsx';
export { UnlockDialog } from './UnlockDialog.tsx';
