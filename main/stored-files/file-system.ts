import nodeFs from 'node:fs';

interface FileFacts {
  readonly size: number;
  readonly mode: number;
  /** How many names it has. */
  readonly nlink: number;
  isFile(): boolean;
}

/**
 * The few system calls that stored files are made of. `node:fs` fits as it is; tests put one in its
 * place that fails or dies at a chosen call.
 */
export interface FileSystem {
  lstatSync(path: string): FileFacts;
  openSync(path: string, flags: number, mode?: number): number;
  fstatSync(fd: number): FileFacts;
  fchmodSync(fd: number, mode: number): void;
  readSync(fd: number, buffer: Uint8Array, offset: number, length: number, at: null): number;
  writeSync(fd: number, buffer: Uint8Array, offset: number, length: number): number;
  fsyncSync(fd: number): void;
  closeSync(fd: number): void;
  renameSync(from: string, to: string): void;
  unlinkSync(path: string): void;
  readdirSync(path: string): string[];
  mkdirSync(path: string, options: { readonly recursive: true; readonly mode: number }): unknown;
}

export const realFileSystem: FileSystem = nodeFs;

/** The system's code of an error (`ENOSPC`), or `unknown` for anything else that was thrown. */
export function systemCodeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) {
    const { code } = error;
    if (typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code)) return code;
  }
  return 'unknown';
}
