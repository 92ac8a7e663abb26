import { createHmac } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { encodeControls, redact } from './redact.ts';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogField = string | number | boolean | null | undefined;

/**
 * The log for support: what guards refused and what went wrong, a JSON object a line. It holds no
 * secrets and no tenant: ids are replaced by a keyed hash that only lives as long as the process,
 * so that a log tells tenants of one run apart. It does hold hosts that pages of a tenant asked for.
 */
export type Log = Readonly<
  Record<
    LogLevel,
    (topic: string, event: string, fields?: Readonly<Record<string, LogField>>) => void
  >
> & {
  /** Deletes all of it: which lines of earlier runs are about a tenant, nobody can tell. */
  readonly erase: () => void;
};

export interface LogOptions {
  readonly dir: string;
  readonly now: () => Date;
  /** Random bytes, for the key of the hashes. */
  readonly random: (size: number) => Uint8Array;
  /** Size at which the file is set aside as the one previous file. */
  readonly maxBytes?: number;
  /** Names and domains of the estate, asked for with every line; none of them is written. */
  readonly tenantWords?: () => readonly string[];
}

const DEFAULT_MAX_BYTES = 2 * 1024 * 1024;
const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/gi;
/** Shorter names are left alone: taking `a` out would take the log away. */
const MIN_WORD = 3;

/** Never throws: a log that cannot be written must not end the app. */
export function createLog(options: LogOptions): Log {
  const { dir, now, maxBytes = DEFAULT_MAX_BYTES, tenantWords = () => [] } = options;
  const path = join(dir, 'bulkhead.log');
  const key = options.random(32);
  const alias = (id: string) => {
    const bare = id.toLowerCase().replaceAll('-', '');
    return `t-${createHmac('sha256', key).update(bare).digest('hex').slice(0, 8)}`;
  };
  // SECURITY(log-no-tenants): every GUID, wherever it stands, becomes an alias, and every name and
  // domain of the estate a word. Before anything is cut, so that no half of one remains.
  const clean = (name: string, value: LogField) => {
    if (typeof value !== 'string') return value ?? null;
    // The one id that stays: an operator reads it off the screen to find the line.
    if (name === 'correlationId') return encodeControls(value.slice(0, 64));
    return redact(withoutWords(value.slice(0, MAX_VALUE).replaceAll(GUID, alias), tenantWords()));
  };

  const write = (level: LogLevel, topic: string, event: string, fields: object) => {
    try {
      const entries = Object.entries(fields as Record<string, LogField>).map(
        ([name, value]) => [name, clean(name, value)] as const,
      );
      const line = { at: now().toISOString(), level, topic, event, ...Object.fromEntries(entries) };
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      rotate(path, maxBytes);
      append(path, `${JSON.stringify(line)}\n`);
    } catch {
      // A full disk is told by the stores, whose content matters more than this.
    }
  };

  return {
    info: (topic, event, fields = {}) => write('info', topic, event, fields),
    warn: (topic, event, fields = {}) => write('warn', topic, event, fields),
    error: (topic, event, fields = {}) => write('error', topic, event, fields),
    erase() {
      for (const each of [path, `${path}.1`]) rmSync(each, { force: true });
    },
  };
}

/** No text that is written is longer before it is redacted, which looks at less. */
const MAX_VALUE = 16_000;

const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** Adds a line for this account alone, to a file of ours and not through a link to another. */
function append(path: string, line: string): void {
  const fd = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    if (fstatSync(fd).isFile()) writeSync(fd, line);
  } finally {
    closeSync(fd);
  }
}

function rotate(path: string, maxBytes: number): void {
  const size = lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size >= maxBytes) renameSync(path, `${path}.1`);
}

function withoutWords(text: string, words: readonly string[]): string {
  const folded = text.toLowerCase();
  const found = words
    .filter((word) => word.length >= MIN_WORD && folded.includes(word.toLowerCase()))
    // The longest first: a name may be part of another.
    .toSorted((one, other) => other.length - one.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return found.length === 0 ? text : text.replaceAll(new RegExp(found.join('|'), 'gi'), '[tenant]');
}

/** An error with its causes as one text; the one way an error gets into the log. */
export function toLogFormat(error: unknown): string {
  const parts: string[] = [];
  for (let current = error; current !== undefined && parts.length < 5;) {
    if (!(current instanceof Error)) {
      parts.push(typeof current === 'string' ? current : `thrown: ${typeof current}`);
      break;
    }
    parts.push(current.stack ?? `${current.name}: ${current.message}`);
    current = current.cause;
  }
  return parts.join('\ncaused by ');
}
