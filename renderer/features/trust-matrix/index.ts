export { TrustMatrixPage } from './TrustMatrixPage.tsx';
