import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { windowDumpToPng } from '../../../scripts/launch/display-picture.mjs';

const HEADER_BYTES = 100;

/** A window dump of 32 bits a pixel, with one colour per row given as [red, green, blue]. */
function aWindowDump(rows: readonly (readonly [number, number, number])[], width: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(HEADER_BYTES, 0);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(rows.length, 20);
  header.writeUInt32BE(32, 44);
  header.writeUInt32BE(width * 4, 48);
  const pixels = rows.flatMap(([red, green, blue]) =>
    Array.from({ length: width }, () => Buffer.from([blue, green, red, 0])),
  );
  return Buffer.concat([header, ...pixels]);
}

/** The decompressed content of a PNG's single data chunk. */
function rowsOf(png: Buffer): Buffer {
  const at = png.indexOf('IDAT');
  return inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
}

describe('the picture of a display', () => {
  it('has the size and the colours of the screen', () => {
    const png = windowDumpToPng(
      aWindowDump(
        [
          [255, 0, 0],
          [0, 128, 255],
        ],
        2,
      ),
    );

    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 2]);
    expect([...rowsOf(png)]).toEqual([0, 255, 0, 0, 255, 0, 0, 0, 0, 128, 255, 0, 128, 255]);
  });

  it('is refused when the screen is cut off', () => {
    const dump = aWindowDump([[1, 2, 3]], 4).subarray(0, -1);

    expect(() => windowDumpToPng(dump)).toThrow('cut off');
  });

  it('is refused when the screen has another depth', () => {
    const dump = aWindowDump([[1, 2, 3]], 4);
    dump.writeUInt32BE(8, 44);

    expect(() => windowDumpToPng(dump)).toThrow('not in the expected format');
  });
});
