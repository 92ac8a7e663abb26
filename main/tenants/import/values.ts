import type { AccessPath, Cloud } from '../../../preload/contract/index.ts';
import { wordKey } from '../../text-files/word-key.ts';

/** How lists call the clouds, in letters and digits only. */
const CLOUD_NAMES: Readonly<Record<Cloud, readonly string[]>> = {
  global: ['global', 'public', 'commercial', 'worldwide', 'ww', 'azurecloud', 'azurepublic'].concat(
    ['azurepubliccloud', 'azureglobal', 'gcc', 'gccmoderate'],
  ),
  'gcc-high': [
    'gcchigh',
    'gcch',
    'usgov',
    'usgovernment',
    'azureusgovernment',
    'azureusgov',
  ].concat(['azuregovernment', 'usgovgcchigh', 'usgovernmentl4', 'l4']),
  dod: ['dod', 'usdod', 'usgovdod', 'usgovernmentdod', 'usgovernmentl5', 'l5'],
  china: [
    'china',
    '21vianet',
    'azurechina',
    'azurechinacloud',
    'chinacloud',
    'azurechina21vianet',
  ].concat(['china21vianet', 'mooncake', 'cn']),
};

const ACCESS_NAMES: Readonly<Record<AccessPath, readonly string[]>> = {
  unknown: ['unknown'],
  member: ['member', 'home', 'native', 'internal'],
  'guest-sync': ['guestsync', 'crosstenantsync', 'crosstenantsynchronization', 'sync'],
  'guest-package': ['guestpackage', 'accesspackage', 'entitlementmanagement', 'package'],
  'guest-invited': ['guestinvited', 'invited', 'guest', 'b2b', 'b2bguest'],
  gdap: ['gdap', 'granulardelegatedadminprivileges'],
  lighthouse: ['lighthouse', 'azurelighthouse'],
  governance: ['governance', 'governancerelationship'],
};

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'favourite', 'favorite', 'starred']);
const NO = new Set(['no', 'n', 'false', '0']);

const invert = <K extends string>(names: Readonly<Record<K, readonly string[]>>) =>
  new Map(
    (Object.keys(names) as K[]).flatMap((key) => names[key].map((name) => [name, key] as const)),
  );

const clouds = invert(CLOUD_NAMES);
const accessPaths = invert(ACCESS_NAMES);

/** Null for a cloud that is none of the four. */
export function readCloud(text: string): Cloud | null {
  return clouds.get(wordKey(text)) ?? null;
}

/** Whether the text means Azure Government as a whole, where GCC High and DoD are not told apart. */
export function isVagueGovernment(text: string): boolean {
  return /^(?:azure)?usgov(?:ernment)?$|^azuregovernment$/.test(wordKey(text));
}

export function readAccessPath(text: string): AccessPath | null {
  return accessPaths.get(wordKey(text)) ?? null;
}

export function readYesOrNo(text: string): boolean | null {
  const key = text === '★' ? 'x' : wordKey(text);
  return YES.has(key) ? true : NO.has(key) ? false : null;
}

/** `#0F6CBD`, `0f6cbd` and `#06b` as the contract has colours; null for anything else. */
export function readColour(text: string): string | null {
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/.exec(text.toLowerCase())?.[1];
  if (digits === undefined) return null;
  return `#${digits.length === 6 ? digits : digits.replaceAll(/./g, '$&$&')}`;
}

/**
 * A tenant id in lower case from a GUID in capitals, in braces or without hyphens; null for
 * anything else.
 */
export function readGuid(text: string): string | null {
  const bare = text.toLowerCase().replace(/^\{(.*)\}$/, '$1');
  const parts = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/.exec(
    bare,
  );
  if (parts === null) return null;
  const hyphens = bare.length - bare.replaceAll('-', '').length;
  return hyphens === 4 || hyphens === 0 ? parts.slice(1).join('-') : null;
}
