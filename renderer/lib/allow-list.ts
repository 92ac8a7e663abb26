import { isPlainHost } from '../../preload/contract/host-name.ts';

/**
 * Reads an allow-list of a proxy, pasted as text: one entry a line, as the lists of common proxies
 * write them. What cannot be taken for exactly one entry is named, never guessed at: a line that was
 * misread would make a list look complete.
 */

/** Bytes of UTF-8 that are read at most. */
export const LONGEST_ALLOW_LIST = 256 * 1024;

/** Why a line is not understood. */
export type LineFault =
  | 'too-long'
  | 'not-a-host'
  | 'ip-address'
  | 'wildcard'
  | 'protocol'
  | 'port'
  | 'user'
  | 'disguised';

export interface AllowListEntry {
  /** Counted from 1. */
  readonly line: number;
  /** As it was written, without a comment. */
  readonly text: string;
  /** In lower-case ASCII, without wildcard; empty for `*`, which allows everything. */
  readonly host: string;
  /** `host` alone, the names `below` it (`*.host`), or `both` (`.host`). */
  readonly covers: 'host' | 'below' | 'both';
  /** Why it lets no https request on port 443 through to all of the host; null when it does. */
  readonly limit: 'http' | 'port' | 'path' | null;
}

export interface UnreadLine {
  readonly line: number;
  /** As it was written, cut where it is long. */
  readonly text: string;
  readonly fault: LineFault;
}

export interface AllowList {
  readonly entries: readonly AllowListEntry[];
  readonly unread: readonly UnreadLine[];
}

const LONGEST_LINE = 2_048;
const SHOWN = 120;

/** Reads the list. Null when it is longer than `LONGEST_ALLOW_LIST`. */
export function readAllowList(text: string): AllowList | null {
  // A character is a byte or more, so that a very long text is not encoded to be measured.
  if (text.length > LONGEST_ALLOW_LIST) return null;
  if (new TextEncoder().encode(text).length > LONGEST_ALLOW_LIST) return null;
  const entries: AllowListEntry[] = [];
  const unread: UnreadLine[] = [];
  text.split(/\r\n|\r|\n/).forEach((whole, at) => {
    const line = at + 1;
    // Also takes a byte order mark away.
    const written = withoutComment(whole).trim();
    if (written === '') return;
    const read = written.length > LONGEST_LINE ? 'too-long' : readEntry(written);
    if (typeof read === 'string') {
      unread.push({ line, text: written.slice(0, SHOWN), fault: read });
    } else {
      entries.push({ line, text: written, ...read });
    }
  });
  return { entries, unread };
}

/** `#`, `;` and `//` begin a comment at the start of a line, `#` also after a space. */
function withoutComment(line: string): string {
  if (/^\s*(?:;|\/\/)/.test(line)) return '';
  const hash = line.search(/(?:^|\s)#/);
  return hash === -1 ? line : line.slice(0, hash);
}

const ENTRY = /^(?:([a-z][a-z0-9+.-]*|\*):\/\/)?([^/?#\\]*)([/?#].*)?$/i;
const PROTOCOLS: ReadonlySet<string> = new Set(['https', 'wss', 'http', '*']);

function readEntry(written: string): Omit<AllowListEntry, 'line' | 'text'> | LineFault {
  const [, protocol = 'https', authority = '', path = ''] = ENTRY.exec(written) ?? [];
  if (authority === '') return 'not-a-host';
  if (!PROTOCOLS.has(protocol.toLowerCase())) return 'protocol';
  if (authority.includes('@')) return 'user';
  if (authority.startsWith('[') || authority.split(':').length > 2) return 'ip-address';
  const [name = '', port = '443'] = authority.split(':');
  if (!/^(?:[0-9]{1,5}|\*)$/.test(port)) return 'port';

  const read = readName(name);
  if (typeof read === 'string') return read;
  const isWhole = /^\/?\*?$/.test(path);
  return {
    ...read,
    limit:
      protocol.toLowerCase() === 'http'
        ? 'http'
        : port !== '*' && Number(port) !== 443
          ? 'port'
          : isWhole
            ? null
            : 'path',
  };
}

function readName(name: string): Pick<AllowListEntry, 'host' | 'covers'> | LineFault {
  if (name === '*') return { host: '', covers: 'below' };
  const covers = name.startsWith('*.') ? 'below' : name.startsWith('.') ? 'both' : 'host';
  const bare = name.slice(covers === 'below' ? 2 : covers === 'both' ? 1 : 0).replace(/\.$/, '');
  if (bare.includes('*')) return 'wildcard';
  if (/^[0-9.]+$/.test(bare)) return 'ip-address';
  // Letters of any script; nothing that cannot be seen, and no dot but the one.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(bare)) return 'not-a-host';
  const host = inAscii(bare);
  if (host === null) return 'disguised';
  // Whole top-level domains can be allowed, but are no host.
  return isPlainHost(covers === 'host' ? host : `x.${host}`) ? { host, covers } : 'not-a-host';
}

/**
 * The name in lower-case ASCII, other scripts as Punycode (UTS 46, as Chromium reads addresses).
 * Null when letters that look like ASCII, such as full-width ones, would become it: whether the
 * proxy does the same is not known.
 */
function inAscii(name: string): string | null {
  if (/^[\x20-\x7e]*$/.test(name)) return name.toLowerCase();
  if (!URL.canParse(`https://${name}/`)) return null;
  const host = new URL(`https://${name}/`).hostname;
  const labels = host.split('.');
  const isHonest = name
    .split('.')
    .every((label, at) => /^[\x20-\x7e]*$/.test(label) || labels[at]?.startsWith('xn--') === true);
  return isHonest ? host : null;
}
