export { TenantPage } from './TenantPage.tsx';
export { ViewPane } from './ViewPane.tsx';
export { nextZoom } from './view-words.ts';
