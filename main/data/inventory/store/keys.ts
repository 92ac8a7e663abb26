import { DEVICE_SOURCES, type DeviceSource } from '../../../../preload/contract/device-columns.ts';
import { guidDigits, guidOf, isHex } from './text-forms.ts';

/** Numbers of a tenant's rows: a range of its own for each slot, and safe integers for 2^21 slots. */
const SLOT_SIZE = 2 ** 32;

export const firstIdOf = (slot: number): number => slot * SLOT_SIZE;
export const lastIdOf = (slot: number): number => slot * SLOT_SIZE + (SLOT_SIZE - 1);
export const slotOf = (id: number): number => Math.floor(id / SLOT_SIZE);
export const sequenceOf = (id: number): number => id % SLOT_SIZE;

export const sourceNumber = (source: DeviceSource): number => DEVICE_SOURCES.indexOf(source);

export function sourceOfNumber(number: number): DeviceSource {
  const source = DEVICE_SOURCES[number];
  if (source === undefined) throw new RangeError(`There is no source ${number}`);
  return source;
}

/** Stands where a source would: the key of a device's Entra id, and not of a record. */
const JOIN = 0xf0;
const PREFIX = 4;

const TEXT = 0;
const GUID = 1;
const HEX = 2;
const UTF16 = 3;

/** What a record is found by: its tenant, its source and the source's own id, in few bytes. */
export function recordKey(slot: number, source: DeviceSource, sourceId: string): Buffer {
  return keyOf(slot, sourceNumber(source), sourceId);
}

/** What a device is found by when its records have an Entra device id. */
export function joinKey(slot: number, joinId: string): Buffer {
  return keyOf(slot, JOIN, joinId);
}

/** All keys of a source of a tenant are from the first to before the second. */
export function keyRange(slot: number, source: DeviceSource): readonly [Buffer, Buffer] {
  const number = sourceNumber(source);
  return [prefixOf(slot, number), prefixOf(slot, number + 1)];
}

/** The source's own id in a record's key. */
export function sourceIdOf(key: Buffer): string {
  const packed = key.subarray(PREFIX + 1);
  switch (key[PREFIX]) {
    case GUID:
      return guidOf(packed.toString('hex'));
    case HEX:
      return packed.toString('hex');
    case UTF16:
      return packed.toString('utf16le');
    default:
      return packed.toString('utf8');
  }
}

function keyOf(slot: number, kind: number, id: string): Buffer {
  const digits = guidDigits(id);
  if (digits !== null) return packed(slot, kind, GUID, digits, 'hex', 16);
  if (isHex(id)) return packed(slot, kind, HEX, id, 'hex', id.length / 2);
  // Half a surrogate pair has no UTF-8, and two such ids must not become one.
  const form = /\p{Surrogate}/u.test(id) ? UTF16 : TEXT;
  const encoding = form === UTF16 ? 'utf16le' : 'utf8';
  return packed(slot, kind, form, id, encoding, Buffer.byteLength(id, encoding));
}

function packed(
  slot: number,
  kind: number,
  form: number,
  text: string,
  encoding: BufferEncoding,
  size: number,
): Buffer {
  const key = Buffer.allocUnsafe(PREFIX + 1 + size);
  key.writeUIntBE(slot, 0, 3);
  key[3] = kind;
  key[PREFIX] = form;
  key.write(text, PREFIX + 1, encoding);
  return key;
}

function prefixOf(slot: number, kind: number): Buffer {
  const prefix = Buffer.allocUnsafe(PREFIX);
  prefix.writeUIntBE(slot, 0, 3);
  prefix[3] = kind;
  return prefix;
}
