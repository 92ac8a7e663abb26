export { CollectionBar } from './CollectionBar.tsx';
export { ExportMenu } from './ExportMenu.tsx';
