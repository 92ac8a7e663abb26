export { EstatePictures } from './EstatePictures.tsx';
export { TenantPicture } from './TenantPicture.tsx';
