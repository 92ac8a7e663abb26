export { AccountsSection } from './AccountsSection.tsx';
export { DiscoverDialog } from './DiscoverDialog.tsx';
export { RemoveAccountDialog } from './RemoveAccountDialog.tsx';
