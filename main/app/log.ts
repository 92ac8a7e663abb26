import { createHmac } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from './redact.ts';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogField = string | number | boolean | null | undefined;

/**
 * The log for support: what guards refused and what went wrong, a JSON object a line. It holds no
 * secrets and no tenant: ids are replaced by a keyed hash that only lives as long as the process,
 * so that forgetting a tenant leaves nothing here and a log tells tenants of one run apart.
 */
export type Log = Readonly<
  Record<
    LogLevel,
    (topic: string, event: string, fields?: Readonly<Record<string, LogField>>) => void
  >
>;

export interface LogOptions {
  readonly dir: string;
  readonly now: () => Date;
  /** Random bytes, for the key of the hashes. */
  readonly random: (size: number) => Uint8Array;
  /** Size at which the file is set aside as the one previous file. */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 2 * 1024 * 1024;
const GUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;

/** Never throws: a log that cannot be written must not end the app. */
export function createLog(options: LogOptions): Log {
  const { dir, now, maxBytes = DEFAULT_MAX_BYTES } = options;
  const path = join(dir, 'bulkhead.log');
  const key = options.random(32);
  const alias = (id: string) =>
    `t-${createHmac('sha256', key).update(id.toLowerCase()).digest('hex').slice(0, 8)}`;
  // SECURITY(log-no-tenants): every GUID, wherever it stands, becomes an alias.
  const clean = (value: LogField) =>
    typeof value === 'string' ? redact(value).replaceAll(GUID, alias) : (value ?? null);

  const write = (level: LogLevel, topic: string, event: string, fields: object) => {
    const entries = Object.entries(fields as Record<string, LogField>).map(
      ([name, value]) => [name, clean(value)] as const,
    );
    const line = { at: now().toISOString(), level, topic, event, ...Object.fromEntries(entries) };
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      rotate(path, maxBytes);
      appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {
      // A full disk is told by the stores, whose content matters more than this.
    }
  };

  return {
    info: (topic, event, fields = {}) => write('info', topic, event, fields),
    warn: (topic, event, fields = {}) => write('warn', topic, event, fields),
    error: (topic, event, fields = {}) => write('error', topic, event, fields),
  };
}

function rotate(path: string, maxBytes: number): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < maxBytes) return;
  renameSync(path, `${path}.1`);
  chmodSync(`${path}.1`, 0o600);
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
