import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournalWriter, type WriterOptions } from '../../main/journal/journal-writer.ts';
import { encodeLine, type JournalKey } from '../../main/journal/line.ts';
import { openChain } from '../../main/journal/open-chain.ts';
import { type JournalDraft, type JournalRecord, NO_HASH } from '../../main/journal/record.ts';

/** A folder of a test's own, for a journal. */
export async function journalFolder() {
  const dir = await mkdtemp(join(tmpdir(), 'bulkhead-journal-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

export const KEY: JournalKey = { id: 'a1b2c3d4e5f60718', bytes: new Uint8Array(32).fill(7) };
export const OTHER_KEY: JournalKey = { id: '1827364554637281', bytes: new Uint8Array(32).fill(9) };
export const RUN = '0011223344556677';

export const aDraft = (change: Partial<JournalDraft> = {}): JournalDraft => ({
  kind: 'event',
  action: 'tenants.update',
  tenantId: null,
  ref: null,
  outcome: 'ok',
  fields: {},
  ...change,
});

export function aRecord(change: Partial<JournalRecord> = {}): JournalRecord {
  return {
    v: 1,
    seq: 1,
    at: '2026-11-21T08:00:00.000Z',
    run: RUN,
    ms: 1,
    prev: NO_HASH,
    key: KEY.id,
    kind: 'event',
    action: 'tenants.update',
    tenant: null,
    ref: null,
    outcome: 'ok',
    fields: {},
    ...change,
  };
}

/** `count` lines, each linked to the one before. */
export function aChain(count: number, key: JournalKey | null = KEY): string[] {
  const lines: string[] = [];
  let prev = NO_HASH;
  for (let seq = 1; seq <= count; seq += 1) {
    const fields = { rows: seq, what: 'devices' };
    const { text, hash } = encodeLine(aRecord({ seq, prev, fields, key: key?.id ?? null }), key);
    lines.push(text);
    prev = hash;
  }
  return lines;
}

/** The whole of a journal, and whatever else is in its folder. */
export async function readFolder(dir: string): Promise<Record<string, string>> {
  const names = (await readdir(dir)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')));
  return Object.fromEntries(names.map((name, at) => [name, texts[at] ?? '']));
}

/** The lines of a journal's files, oldest first. */
export async function linesIn(dir: string): Promise<string[]> {
  const files = Object.entries(await readFolder(dir)).filter(([name]) => name.endsWith('.jsonl'));
  return files.flatMap(([, text]) => text.split('\n').filter((line) => line !== ''));
}

/** What the records of a folder say, oldest first. */
export async function recordsIn(dir: string): Promise<JournalRecord[]> {
  return (await linesIn(dir)).map(
    (line) => (JSON.parse(line) as { readonly record: JournalRecord }).record,
  );
}

export const writeLines = (dir: string, name: string, lines: readonly string[]) =>
  writeFile(join(dir, name), lines.map((line) => `${line}\n`).join(''));

/** Opens what is there, as a start of Bulkhead does, and writes to it. */
export async function openWriter(
  dir: string,
  change: Partial<Omit<WriterOptions, 'dir' | 'chain'>> = {},
) {
  const key = change.key === undefined ? KEY : change.key;
  const chain = await openChain(dir, key);
  let clock = Date.parse('2026-11-21T08:00:00Z');
  const writer = createJournalWriter({
    dir,
    chain,
    run: RUN,
    key,
    now: () => new Date((clock += 10)),
    elapsed: () => 5,
    onChanged: () => undefined,
    ...change,
  });
  return { writer, chain };
}
