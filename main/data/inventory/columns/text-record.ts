import { ID_FIELDS, TEXT_FIELDS, type Device } from '../device.ts';
import { cleanText, cleanTexts } from './clean-device.ts';
import { fold } from './fold.ts';
import { NO_TAIL, SAME, type Tails } from './tails.ts';
import { WRITTEN, writtenCase, type MixedCase } from './written-case.ts';

/** Places of the fields of a record's text. The last holds ids that are not of the usual form. */
export const FIELD = {
  name: 0,
  dnsName: 1,
  user: 2,
  userName: 3,
  email: 4,
  serial: 5,
  ips: 6,
  macs: 7,
  oddIds: 8,
} as const;
export const FIELD_COUNT = 9;
/** Fields of which the case is kept in two bits each. */
export const CASED_FIELDS = 8;

/** How an id is kept: not at all, as bytes and written in lower or upper case, or as text. */
export const ID_KIND = { none: 0, lower: 1, upper: 2, odd: 3 } as const;

/** All text of a device, ready to be put into a part. */
export interface TextRecord {
  /** The folded fields, each followed by NUL; values of a list with U+0001 between them. */
  readonly text: string;
  readonly dnsTail: number;
  readonly userTail: number;
  readonly emailTail: number;
  /** Two bits a field, see `WRITTEN`. */
  readonly cases: number;
  /** Two bits an id, see `ID_KIND`. */
  readonly idKinds: number;
  readonly ids: readonly (string | null)[];
  /** Values that the rest cannot bring back, in the order of the fields, then odd ids. */
  readonly originals: readonly (string | readonly string[])[];
}

export function mixedCaseOf(field: number): MixedCase {
  return field === FIELD.dnsName ? 'host' : 'words';
}

/** @param tails the tenant's; new ends are put into it */
export function textRecordOf(device: Device, tails: Tails): TextRecord {
  const originals: (string | readonly string[])[] = [];
  let cases = 0;
  const texts = TEXT_FIELDS.map((field, place) => {
    const value = cleanText(device[field]);
    if (value === null) return '';
    const folded = fold(value);
    const written = writtenCase(value, folded, mixedCaseOf(place));
    cases |= written << (2 * place);
    if (written === WRITTEN.own) originals.push(value);
    return folded;
  });
  const [name = '', dnsName = '', user = '', userName = '', email = '', serial = ''] = texts;

  const lists = [device.ips, device.macs].map((list, place) => {
    const values = cleanTexts(list);
    if (values.length === 0) return '';
    const folded = values.map(fold).join('\u0001');
    const written = writtenCase(values.join('\u0001'), folded, 'words');
    cases |= written << (2 * (FIELD.ips + place));
    if (written === WRITTEN.own) originals.push(values);
    return folded;
  });

  let idKinds = 0;
  const odd: string[] = [];
  const ids = ID_FIELDS.map((field, place) => {
    const id = cleanText(device[field]);
    if (id === null) return null;
    const kind = idKindOf(id, field === 'defenderId' ? 40 : 36);
    idKinds |= kind << (2 * place);
    if (kind !== ID_KIND.odd) return id;
    odd.push(fold(id));
    originals.push(id);
    return null;
  });

  const dns = splitDnsName(dnsName, name, tails);
  const account = splitAddress(user, tails);
  const mail = email !== '' && email === user ? SAME_ADDRESS : splitAddress(email, tails);
  const fields = [
    name,
    dns.stem,
    account.stem,
    userName,
    mail.stem,
    serial,
    ...lists,
    odd.join('\u0001'),
    '',
  ];
  return {
    text: fields.join('\0'),
    dnsTail: dns.tail,
    userTail: account.tail,
    emailTail: mail.tail,
    cases,
    idKinds,
    ids,
    originals,
  };
}

interface Split {
  readonly stem: string;
  readonly tail: number;
}

const SAME_ADDRESS: Split = { stem: '', tail: SAME };

/** With an empty stem the DNS name is the name and the tail. */
function splitDnsName(dnsName: string, name: string, tails: Tails): Split {
  if (dnsName === '') return { stem: '', tail: NO_TAIL };
  const isOfName =
    name !== '' &&
    dnsName.startsWith(name) &&
    (dnsName.length === name.length || dnsName[name.length] === '.');
  if (isOfName && dnsName.length === name.length) return { stem: '', tail: SAME };
  const dot = isOfName ? name.length : dnsName.indexOf('.');
  const tail = dot > 0 ? tails.codeOf(dnsName.slice(dot)) : null;
  if (tail === null) return { stem: dnsName, tail: NO_TAIL };
  return { stem: isOfName ? '' : dnsName.slice(0, dot), tail };
}

function splitAddress(address: string, tails: Tails): Split {
  const at = address.lastIndexOf('@');
  const tail = at > 0 ? tails.codeOf(address.slice(at)) : null;
  return tail === null ? { stem: address, tail: NO_TAIL } : { stem: address.slice(0, at), tail };
}

const HYPHEN = 0x2d;

/** @param length 36 for a GUID with hyphens, 40 for hex digits alone */
function idKindOf(id: string, length: number): number {
  if (id.length !== length) return ID_KIND.odd;
  let hasLower = false;
  let hasUpper = false;
  for (let at = 0; at < length; at++) {
    const code = id.charCodeAt(at);
    if (length === 36 && (at === 8 || at === 13 || at === 18 || at === 23)) {
      if (code !== HYPHEN) return ID_KIND.odd;
    } else if (code >= 0x61 && code <= 0x66) hasLower = true;
    else if (code >= 0x41 && code <= 0x46) hasUpper = true;
    else if (code < 0x30 || code > 0x39) return ID_KIND.odd;
  }
  if (hasUpper) return hasLower ? ID_KIND.odd : ID_KIND.upper;
  return ID_KIND.lower;
}
