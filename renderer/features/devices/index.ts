export { DevicesPage } from './DevicesPage.tsx';
export { TenantDevices } from './TenantDevices.tsx';
