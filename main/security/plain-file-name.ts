/**
 * A file name made from what a server or page suggests. Directions, controls, separators and names
 * that Windows keeps for devices are taken out; what is left cannot leave its folder.
 */

const MAX_LENGTH = 120;

// Controls, what Windows forbids, and everything that changes the direction or is not seen.
const UNSAFE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff0-\uffff]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Devices on Windows, whatever the extension. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** A safe name of at most 120 characters with the extension of the suggested one. */
export function plainFileName(suggested: string): string {
  const lastPart = suggested.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = lastPart
    .replace(UNSAFE, '')
    .replace(LONE_SURROGATE, '')
    .replace(/\s+/g, ' ')
    // Leading dots hide a file; Windows drops trailing dots and spaces, which changes the extension.
    .replace(/^[. ]+|[. ]+$/g, '');
  if (clean === '') return 'download';
  const named = RESERVED.test(clean) ? `_${clean}` : clean;
  const extension = extensionOf(named);
  if (extension === '') return named.slice(0, MAX_LENGTH);
  const stem = named.slice(0, -(extension.length + 1));
  return `${stem.slice(0, MAX_LENGTH - extension.length - 1)}.${extension}`;
}

/**
 * Whether a name that somebody chose is that of a plain file on every system: no device, no stream
 * of another file (`a:b`), nothing that is not seen or turns the text around.
 */
export function isPlainFileName(name: string): boolean {
  const isUnsafe = name.search(UNSAFE) !== -1 || name.search(LONE_SURROGATE) !== -1;
  return !isUnsafe && name !== '' && !/[. ]$/.test(name) && !RESERVED.test(name);
}

/** The last extension in lower case without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** `report.csv`, `report (2).csv`, `report (3).csv`, … */
export function numberedName(name: string, number: number): string {
  if (number < 2) return name;
  const extension = extensionOf(name);
  if (extension === '') return `${name} (${String(number)})`;
  return `${name.slice(0, -(extension.length + 1))} (${String(number)}).${extension}`;
}
