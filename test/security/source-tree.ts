import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '../..');

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** All files of a kind below some folders, from the root. */
export function filesBelow(folders: readonly string[], kind: RegExp): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }).flatMap((entry) => {
      if (!entry.isFile() || !kind.test(entry.name)) return [];
      const full = join(entry.parentPath, entry.name);
      return { path: full.slice(ROOT.length + 1), text: readFileSync(full, 'utf8') };
    }),
  );
}

/** What ships: the code of main, of the preload and of the page. */
export const shippedCode = () => filesBelow(['main', 'preload', 'renderer'], /\.(?:ts|tsx)$/);

const TOKENS =
  /\/\*[^]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[^])*`/g;

/** The text without comments; strings stay. */
export function withoutComments(text: string): string {
  return text.replace(TOKENS, (token) => (token.startsWith('/') ? ' ' : token));
}

export interface Import {
  /** As written: `electron`, `node:fs`, `./x.ts`. */
  readonly from: string;
  /** Names that exist at run time; `*` for all of them. Types are left out. */
  readonly values: readonly string[];
  readonly isTypeOnly: boolean;
}

// A statement begins a line; the words stand in strings, too.
const STATIC = /^[ \t]*(import|export)\s+(type\s+)?([^'";]*?)\s*\bfrom\s*['"]([^'"]+)['"]/gm;
const BARE = /^[ \t]*import\s*['"]([^'"]+)['"]/gm;
const DYNAMIC = /\b(?:import|require|getBuiltinModule)\s*\(\s*(['"`])([^'"`]*)\1/g;
const COMPUTED = /\b(?:import|require|getBuiltinModule)\s*\(\s*(?!['"`])/g;

/** Every way in which a file takes in another module. */
export function importsOf(source: string): Import[] {
  const text = withoutComments(source);
  const found: Import[] = [];
  for (const [, , type, clause = '', from = ''] of text.matchAll(STATIC)) {
    const values = type === undefined ? valuesOf(clause) : [];
    found.push({ from, values, isTypeOnly: values.length === 0 });
  }
  for (const [, from = ''] of text.matchAll(BARE)) {
    found.push({ from, values: ['*'], isTypeOnly: false });
  }
  for (const [, , from = ''] of text.matchAll(DYNAMIC)) {
    found.push({ from, values: ['*'], isTypeOnly: false });
  }
  for (const _ of text.matchAll(COMPUTED)) {
    found.push({ from: '(computed)', values: ['*'], isTypeOnly: false });
  }
  return found;
}

function valuesOf(clause: string): string[] {
  const braces = /\{([^}]*)\}/.exec(clause);
  const named = (braces?.[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(/\s+as\s+/)[0] ?? name);
  // What stands before or in place of the braces takes in the whole module.
  const rest = clause.replace(/\{[^}]*\}/, '').replace(/[,\s]/g, '');
  return rest === '' ? named : ['*', ...named];
}
