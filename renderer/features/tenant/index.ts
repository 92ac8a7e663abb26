export { TenantPage } from './TenantPage.tsx';
export { nextZoom } from './view-words.ts';
