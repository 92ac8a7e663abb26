/** More lines than anybody reads; the rest can be copied. */
const MOST_LINES = 1500;
const LONGEST_LINE = 2000;

interface RawLines {
  readonly lines: readonly string[];
  readonly more: number;
}

/** A record's JSON in lines to read; what is no JSON is shown as it came. */
export function rawLines(raw: string): RawLines {
  const lines = pretty(raw)
    .split('\n')
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
  return {
    lines: lines.slice(0, MOST_LINES),
    more: Math.max(0, lines.length - MOST_LINES),
  };
}

function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
