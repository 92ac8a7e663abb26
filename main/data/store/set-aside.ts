import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A database is these three, and one of them with another's partner is damage. */
export const PARTS = ['', '-wal', '-shm'] as const;
/** More of them would fill the disk of a machine on which something keeps going wrong. */
const MAX_KEPT = 3;

/** Renames the database with its log. Answers with the new name. */
export function setAside(path: string, now: Date): string {
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  const kept = `${path}.set-aside-${stamp}`;
  for (const part of PARTS) {
    if (existsSync(`${path}${part}`)) renameSync(`${path}${part}`, `${kept}${part}`);
  }
  const before = copiesOf(path, ['set-aside'])
    .filter((name) => /\.set-aside-[^-]+-[^-]+-[\dTZ-]+$/.test(name))
    .sort();
  for (const name of before.slice(0, -MAX_KEPT)) removeParts(join(dirname(path), name));
  return basename(kept);
}

/**
 * Deletes all copies of the database. They hold every tenant there was, and one tenant cannot be
 * taken out of a file that does not open.
 */
export function removeCopies(path: string): void {
  for (const name of copiesOf(path, ['set-aside', 'before'])) {
    rmSync(join(dirname(path), name), { force: true });
  }
}

/** Deletes the copies made before a step to a newer version. */
export function removeBackUps(path: string): void {
  const before = copiesOf(path, ['before']).filter((name) => !name.endsWith('.tmp'));
  for (const name of before) rmSync(join(dirname(path), name), { force: true });
}

function copiesOf(path: string, kinds: readonly ('set-aside' | 'before')[]): string[] {
  const own = basename(path);
  return readdirSync(dirname(path)).filter((name) =>
    kinds.some((kind) => name.startsWith(`${own}.${kind}-`)),
  );
}

function removeParts(path: string): void {
  for (const part of PARTS) rmSync(`${path}${part}`, { force: true });
}
