declare module 'virtual:bridge-surface' {
  import type { Surface } from './contract/index.ts';
  export const surface: Surface;
}
