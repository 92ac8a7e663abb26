import { basename } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { readRegularFile } from './read-regular-file.ts';
import { beside, namesBeside, remove, rename, syncFolderOf, writeDurably } from './replace-file.ts';

export type KeptBecause = 'damaged' | 'newer';

const KEPT = /^(?:\.bak)?\.(?:damaged|newer)-[0-9]{8}T[0-9]{6}Z(?:-[0-9]+)?$/;
const NEWER = /^\.newer-[0-9]{8}T[0-9]{6}Z(?:-[0-9]+)?$/;

/**
 * Moves what is at `path` out of the way under a name of its own: `settings.json.damaged-` and the
 * time in UTC. Never over another kept file. Answers with that name; throws what the system threw.
 */
export function setAside(fs: FileSystem, path: string, because: KeptBecause, now: Date): string {
  const taken = new Set(namesBeside(fs, path));
  const stamp = now
    .toISOString()
    .replace(/\.[0-9]+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
  const wanted = `${basename(path)}.${because}-${stamp}`;
  let name = wanted;
  for (let n = 2; taken.has(name); n += 1) name = `${wanted}-${n}`;
  rename(fs, path, beside(path, name));
  syncFolderOf(fs, path);
  return name;
}

/** The newest file kept because a newer Bulkhead wrote it, or null. */
export function latestNewerOf(fs: FileSystem, path: string): string | null {
  const base = basename(path);
  const names = namesBeside(fs, path).filter((name) => NEWER.test(name.slice(base.length)));
  // Of two of the same second the one set aside later has the higher number, which sorts as text
  // only up to nine; there are never that many.
  return names.toSorted().at(-1) ?? null;
}

/**
 * Cuts every line that holds one of the marks out of all kept files. Entries are one line each, so
 * the others stay. A kept file that cannot be read or is too large to check is removed: it was
 * asked that nothing of the marked remains.
 */
export function eraseFromKept(
  fs: FileSystem,
  path: string,
  marks: readonly string[],
  maxBytes: number,
): void {
  const base = basename(path);
  for (const name of namesBeside(fs, path).filter((name) => KEPT.test(name.slice(base.length)))) {
    const kept = beside(path, name);
    const outcome = readRegularFile(fs, kept, maxBytes);
    if (outcome.kind === 'content') {
      const rest = withoutLinesThatHold(outcome.bytes, marks);
      if (rest === null) continue;
      writeDurably(fs, `${path}.tmp`, rest);
      rename(fs, `${path}.tmp`, kept);
    } else if (outcome.kind !== 'absent' && !isFolder(fs, kept)) {
      remove(fs, kept);
    }
  }
}

/** Null when no line holds a mark. Works on bytes: a damaged file may be no text. */
function withoutLinesThatHold(bytes: Buffer, marks: readonly string[]): Buffer | null {
  // Latin-1 maps every byte to one character and back.
  const lines = bytes.toString('latin1').split('\n');
  const sought = marks.map((mark) => Buffer.from(mark, 'utf8').toString('latin1').toLowerCase());
  const rest = lines.filter((line) => {
    const folded = line.toLowerCase();
    return !sought.some((mark) => folded.includes(mark));
  });
  return rest.length === lines.length ? null : Buffer.from(rest.join('\n'), 'latin1');
}

/** A folder that lay where the file belongs was never ours; what is in it stays. */
function isFolder(fs: FileSystem, path: string): boolean {
  const facts = fs.lstatSync(path);
  return !facts.isFile() && (facts.mode & 0o170000) === 0o040000;
}
