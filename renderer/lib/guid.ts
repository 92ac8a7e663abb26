import type { TenantId } from '../../preload/contract/index.ts';

const HEX_32 = /^[0-9a-f]{32}$/;
const PARTS = [8, 4, 4, 4, 12] as const;

/**
 * Reads a tenant id in any form people paste: braces, parentheses, `urn:uuid:`, upper case, no
 * dashes, quotes, spaces or invisible characters around it. Null when it is not a whole GUID.
 */
export function readTenantId(text: string): TenantId | null {
  const hex = hexOf(text);
  if (!HEX_32.test(hex)) return null;
  let at = 0;
  const parts = PARTS.map((length) => hex.slice(at, (at += length)));
  // The shape was checked just above; the brand is the contract's.
  return parts.join('-') as TenantId;
}

/**
 * The hexadecimal digits of what may be the beginning or the middle of a GUID, for searching. Null
 * when the text holds anything else, or too little to be meant as an id.
 */
export function guidFragment(text: string): string | null {
  const hex = hexOf(text);
  return /^[0-9a-f]{4,32}$/.test(hex) && /[0-9]/.test(hex) ? hex : null;
}

function hexOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/^\s*urn:uuid:/, '')
    .replace(/[\s{}()"'\u200b-\u200f\u2060\ufeff-]/g, '');
}
