import type { Cloud } from '../../preload/contract/index.ts';
import { CLOUD_NAMES } from '../lib/tenant-words.ts';
import { Tag } from './Tag.tsx';

/** The cloud of a tenant, unless it is the usual one. */
export function CloudTag({ cloud }: { readonly cloud: Cloud }) {
  return cloud === 'global' ? null : <Tag>{CLOUD_NAMES[cloud]}</Tag>;
}
