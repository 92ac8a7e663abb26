import nodeFs from 'node:fs';
import type { FileSystem } from '../../../../main/stored-files/file-system.ts';

type Call = keyof FileSystem;

/** An error as the system gives it. */
export function systemError(code: string, call: string): Error {
  return Object.assign(new Error(`${code}: ${call}`), { code, syscall: call });
}

export interface CountedFileSystem {
  readonly fs: FileSystem;
  /** Every call made, in order. */
  readonly calls: readonly Call[];
}

/**
 * The real file system; before each call `decide` may throw in its place. A `writeSync` that is
 * decided upon writes half of its bytes first, as a full disk or a crash does.
 */
export function interceptedFileSystem(
  decide: (call: Call, index: number, path: string) => void,
): CountedFileSystem {
  const calls: Call[] = [];
  const before = (call: Call, target: unknown) => {
    calls.push(call);
    decide(call, calls.length - 1, typeof target === 'string' ? target : '');
  };
  const fs: FileSystem = {
    lstatSync: (path) => (before('lstatSync', path), nodeFs.lstatSync(path)),
    openSync: (path, flags, mode) => (before('openSync', path), nodeFs.openSync(path, flags, mode)),
    fstatSync: (fd) => (before('fstatSync', fd), nodeFs.fstatSync(fd)),
    fchmodSync: (fd, mode) => (before('fchmodSync', fd), nodeFs.fchmodSync(fd, mode)),
    readSync: (fd, buffer, offset, length, at) => (
      before('readSync', fd),
      nodeFs.readSync(fd, buffer, offset, length, at)
    ),
    writeSync: (fd, buffer, offset, length) => {
      try {
        before('writeSync', fd);
      } catch (error) {
        nodeFs.writeSync(fd, buffer, offset, Math.floor(length / 2));
        throw error;
      }
      return nodeFs.writeSync(fd, buffer, offset, length);
    },
    fsyncSync: (fd) => (before('fsyncSync', fd), nodeFs.fsyncSync(fd)),
    closeSync: (fd) => {
      // Descriptors are closed also by a process that dies.
      nodeFs.closeSync(fd);
      before('closeSync', fd);
    },
    renameSync: (from, to) => (before('renameSync', from), nodeFs.renameSync(from, to)),
    unlinkSync: (path) => (before('unlinkSync', path), nodeFs.unlinkSync(path)),
    readdirSync: (path) => (before('readdirSync', path), nodeFs.readdirSync(path)),
    mkdirSync: (path, options) => (before('mkdirSync', path), nodeFs.mkdirSync(path, options)),
  };
  return { fs, calls };
}

/** The process dies before call number `index`: nothing it would do afterwards happens. */
export function dyingFileSystem(index: number): CountedFileSystem {
  return interceptedFileSystem((call, at) => {
    if (at >= index) throw new Error(`died before ${call}`);
  });
}

/** One call fails, all others work. */
export function stumblingFileSystem(index: number, code: string): CountedFileSystem {
  return interceptedFileSystem((call, at) => {
    if (at === index) throw systemError(code, call);
  });
}

/** Every call of one kind fails. */
export function fileSystemWithout(refused: Call, code: string): CountedFileSystem {
  return interceptedFileSystem((call) => {
    if (call === refused) throw systemError(code, call);
  });
}
