import { deflateSync } from 'node:zlib';

// A virtual display keeps its screen in a file in X's window-dump format (`Xvfb -fbdir`). Reading
// it shows what a person would see, pages of portals included, and asks nothing of the app.

const HEADER_SIZE = 0;
const WIDTH = 16;
const HEIGHT = 20;
const BYTE_ORDER = 28;
const BITS_PER_PIXEL = 44;
const BYTES_PER_LINE = 48;
const COLOURS = 76;
const COLOUR_SIZE = 12;

/**
 * Where the pixels of a screen are in its dump: four bytes each, blue first.
 *
 * @param {Buffer} dump content of the display's `Xvfb_screen0`
 * @throws {Error} when it is not a window dump of 32 bits a pixel
 */
export function readWindowDump(dump) {
  const at = (/** @type {number} */ offset) => dump.readUInt32BE(offset);
  if (dump.length < 100 || at(BITS_PER_PIXEL) !== 32 || at(BYTE_ORDER) !== 0) {
    throw new Error('The display’s screen is not in the expected format.');
  }
  const width = at(WIDTH);
  const height = at(HEIGHT);
  const stride = at(BYTES_PER_LINE);
  const start = at(HEADER_SIZE) + at(COLOURS) * COLOUR_SIZE;
  if (start + stride * height > dump.length) throw new Error('The display’s screen is cut off.');
  return { width, height, stride, start };
}

/**
 * The screen of a virtual display as a PNG.
 *
 * @param {Buffer} dump as for `readWindowDump`
 * @returns {Buffer}
 * @throws {Error} as `readWindowDump`
 */
export function windowDumpToPng(dump) {
  const { width, height, stride, start } = readWindowDump(dump);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    let from = start + y * stride;
    // The first byte of a row names its filter: none.
    let to = y * (width * 3 + 1) + 1;
    for (let x = 0; x < width; x += 1, from += 4, to += 3) {
      rows[to] = dump[from + 2] ?? 0;
      rows[to + 1] = dump[from + 1] ?? 0;
      rows[to + 2] = dump[from] ?? 0;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** `zlib.crc32` is newer than the Node that runs these scripts. @param {Buffer} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
