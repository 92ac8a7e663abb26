export { RefusedHostsPage } from './RefusedHostsPage.tsx';
