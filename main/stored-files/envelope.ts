import type { z } from 'zod';
import { parseGuarded } from '../security/parse-guarded.ts';

/** Turns data of one version into data of the next. Frozen once released, like a migration. */
export type Upgrade = (data: unknown) => unknown;

export interface EnvelopeOptions<T> {
  /** Names the content: the file says `bulkhead-<what>`. */
  readonly what: string;
  readonly version: number;
  readonly schema: z.ZodType<T>;
  /** One function a step: the first goes from version 1 to 2, so there are `version - 1`. */
  readonly upgrades: readonly Upgrade[];
}

export type Decoded<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'newer'; readonly version: number }
  /** `reason` completes the sentence "The file is damaged: …". */
  | { readonly kind: 'damaged'; readonly reason: string };

const damaged = (reason: string): Decoded<never> => ({ kind: 'damaged', reason });

/** Reads what `encodeEnvelope` of this or an earlier version wrote. Never throws. */
export function decodeEnvelope<T>(bytes: Buffer, options: EnvelopeOptions<T>): Decoded<T> {
  if (bytes.length === 0) return damaged('it is empty');
  if (bytes.every((byte) => byte === 0)) return damaged('it holds nothing but zeros');

  let text: string;
  try {
    // The decoder drops a byte order mark, which an editor may have put there.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return damaged('it is not text in UTF-8');
  }

  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const endsEarly = error instanceof Error && /end of JSON|Unterminated/.test(error.message);
    return damaged(endsEarly ? 'it ends too early' : 'it is not JSON');
  }

  if (!isRecord(parsed) || parsed['format'] !== `bulkhead-${options.what}`) {
    return damaged('it holds something else');
  }
  const { version } = parsed;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
    return damaged('it does not say its version');
  }
  if (version > options.version) return { kind: 'newer', version };

  let data = parsed['data'];
  try {
    for (const upgrade of options.upgrades.slice(version - 1)) data = upgrade(data);
  } catch {
    return damaged(`its content does not fit version ${version}`);
  }
  const result = parseGuarded(options.schema, data);
  return result.success
    ? { kind: 'good', value: result.data }
    : damaged(`its content does not fit version ${version}`);
}

/**
 * One entry of a list per line, and no entry over two lines: so that an entry can be cut out of a
 * file that no longer parses, and so that two generations can be compared by eye.
 */
export function encodeEnvelope<T>(value: T, options: EnvelopeOptions<T>): Buffer {
  const head = `"format":${JSON.stringify(`bulkhead-${options.what}`)},\n"version":${options.version}`;
  return Buffer.from(`{\n${head},\n"data":${encodeData(value)}\n}\n`, 'utf8');
}

function encodeData(value: unknown): string {
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => {
      const isList = Array.isArray(member) && member.length > 0;
      const entries = isList ? member.map((entry) => JSON.stringify(entry)).join(',\n') : null;
      return `${JSON.stringify(key)}:${entries === null ? JSON.stringify(member) : `[\n${entries}\n]`}`;
    });
  return `{\n${members.join(',\n')}\n}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
