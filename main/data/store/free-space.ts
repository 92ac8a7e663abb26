import { statfsSync } from 'node:fs';

/** Bytes that this account may still write beside a file; null where the system does not say. */
export function freeBytesAt(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** "12 MB"; what is less than one is "less than 1 MB". */
export function megabytes(bytes: number): string {
  const whole = Math.floor(bytes / (1024 * 1024));
  return whole < 1 ? 'less than 1 MB' : `${whole} MB`;
}
