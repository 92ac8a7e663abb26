export { TenantStatusPage } from './TenantStatusPage.tsx';
