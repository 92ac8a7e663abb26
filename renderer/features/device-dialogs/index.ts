export { DeviceImportDialog } from './DeviceImportDialog.tsx';
export { ExportDialog } from './ExportDialog.tsx';
export { SaveViewDialog } from './SaveViewDialog.tsx';
export { ViewFromTextDialog } from './ViewFromTextDialog.tsx';
