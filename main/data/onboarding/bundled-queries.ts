import { queryTexts } from './bundled-files.ts';

/** A hunting query to copy. */
export interface BundledQuery {
  readonly title: string;
  /** What it answers, and what to know before it is run; may be empty. */
  readonly about: string;
  readonly text: string;
}

export function isKnownQuery(name: string): boolean {
  return queryTexts().has(name);
}

/** A query that comes with Bulkhead, by file name without ending; null when there is none. */
export function bundledQuery(name: string): BundledQuery | null {
  const text = queryTexts().get(name);
  return text === undefined ? null : readQuery(text, name);
}

/**
 * A query's file begins with comments: its title on the first line, then what it is about. They stay
 * in the text, so that what is copied says where it is from.
 * @param name the title where there is none
 */
export function readQuery(file: string, name: string): BundledQuery {
  const text = file.replaceAll('\r\n', '\n').trim();
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const [title = '', ...about] = lines
    .slice(0, end < 0 ? lines.length : end)
    .map((line) => line.replace(/^\/\/+/, '').trim());
  return {
    title: (title === '' ? name : title).slice(0, 160),
    about: about
      .filter((line) => line !== '')
      .join(' ')
      .slice(0, 1_200),
    text: `${text}\n`,
  };
}
