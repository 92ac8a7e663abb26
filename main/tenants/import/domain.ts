import { domainToASCII } from 'node:url';
import { type Cloud, TenantDraft } from '../../../preload/contract/index.ts';
import { parseGuarded } from '../../security/parse-guarded.ts';

export type ReadDomain =
  | { readonly ok: true; readonly domain: string; readonly wasConverted: boolean }
  | { readonly ok: false; readonly message: string };

const DOTS = /[\u3002\uff0e\uff61]/g;

/** A domain as DNS has it: lower case, Punycode for letters beyond ASCII. `text` is one line. */
export function readDomain(text: string): ReadDomain {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const refuse = (why: string): ReadDomain => ({
    ok: false,
    message: `Domain: “${shown}” ${why}.`,
  });
  if (text.includes('@')) return refuse('is an e-mail address, not a domain');
  if (/[/:?#\\]/.test(text)) return refuse('is an address of a page, not a domain');

  const bare = text.toLowerCase().replaceAll(DOTS, '.').replace(/\.$/, '');
  // The converter would undo percent signs and read numbers as addresses.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(bare)) return refuse('is not a domain');
  const ascii = domainToASCII(bare);
  const isDomain = parseGuarded(TenantDraft.shape.domain, ascii).success;
  if (!isDomain || /^[0-9]+$/.test(ascii.split('.').at(-1) ?? '')) {
    return refuse('is not a domain');
  }
  return { ok: true, domain: ascii, wasConverted: ascii !== bare };
}

/** The clouds that have the initial domains ending so. */
const INITIAL_DOMAINS: readonly (readonly [suffix: string, clouds: readonly Cloud[]])[] = [
  ['.onmicrosoft.com', ['global']],
  ['.onmicrosoft.us', ['gcc-high', 'dod']],
  ['.onmschina.cn', ['china']],
];

/** The clouds an initial domain says; null where the domain says nothing. */
export function cloudsOfDomain(domain: string): readonly Cloud[] | null {
  return INITIAL_DOMAINS.find(([suffix]) => domain.endsWith(suffix))?.[1] ?? null;
}
