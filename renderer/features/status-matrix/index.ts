export { StatusMatrixPage } from './StatusMatrixPage.tsx';
