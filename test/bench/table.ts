import type { Sample } from './statistics.ts';

/** One line of the table: two sides that were measured in the same run, and what is aimed at. */
export interface Comparison {
  readonly what: string;
  readonly side: string;
  readonly against: string;
  readonly ratio: number;
  readonly aim: { readonly atMost: number } | { readonly atLeast: number } | null;
  /** Cores that worked for others meanwhile. */
  readonly noise: number;
}

export function describeSample(sample: Sample, unit: 'ms' | 'MB'): string {
  const n = (value: number) => value.toFixed(0);
  return `${n(sample.median)} ${unit} (${n(sample.min)}–${n(sample.max)})`;
}

function isMet({ aim, ratio }: Comparison): boolean | null {
  if (aim === null) return null;
  return 'atMost' in aim ? ratio <= aim.atMost : ratio >= aim.atLeast;
}

/** The table as Markdown that also reads well in a terminal. */
export function renderTable(comparisons: readonly Comparison[]): string {
  const rows = [
    ['work', 'measured', 'against', 'ratio', 'aim', 'result', 'other cores'],
    ...comparisons.map((comparison) => {
      const { what, side, against, ratio, aim, noise } = comparison;
      const met = isMet(comparison);
      return [
        what,
        side,
        against,
        ratioText(ratio),
        aim === null
          ? '–'
          : 'atMost' in aim
            ? `≤ ${ratioText(aim.atMost)}`
            : `≥ ${ratioText(aim.atLeast)}`,
        met === null ? 'for comparison' : met ? 'met' : 'not met',
        noise.toFixed(1),
      ];
    }),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function ratioText(ratio: number): string {
  return ratio.toFixed(ratio < 1 ? 3 : 2);
}
