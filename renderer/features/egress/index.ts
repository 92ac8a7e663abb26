export { EgressPage } from './EgressPage.tsx';
