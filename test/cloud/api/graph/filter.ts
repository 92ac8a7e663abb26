import type { ApiRefusal } from '../answer.ts';

type Row = Record<string, unknown>;

const CONDITION = /^(\w+(?:\/\w+)?) (eq|ge|le|gt|lt) (?:'([^']*)'|(\S+))$/;

function holdsFor(row: Row, name: string, operator: string, value: string): boolean {
  const [first = '', second] = name.split('/');
  const outer = row[first];
  const actual = String(second === undefined ? outer : (outer as Row | undefined)?.[second]);
  const order =
    first === 'createdDateTime'
      ? Math.sign(Date.parse(actual) - Date.parse(value))
      : Number(actual !== value);
  if (operator === 'eq') return order === 0;
  if (operator === 'ge') return order >= 0;
  if (operator === 'le') return order <= 0;
  return operator === 'gt' ? order > 0 : order < 0;
}

/** `$filter` with comparisons joined by `and`: what the lists of the simulation understand. */
export function filtered(rows: readonly Row[], filter: string | null): readonly Row[] | ApiRefusal {
  if (filter === null) return rows;
  let kept = rows;
  for (const part of filter.split(' and ')) {
    const [, name, operator, quoted, bare] = CONDITION.exec(part.trim()) ?? [];
    if (name === undefined || operator === undefined) {
      return { status: 400, code: 'BadRequest', message: `Invalid filter clause: ${part}` };
    }
    kept = kept.filter((row) => holdsFor(row, name, operator, quoted ?? bare ?? ''));
  }
  return kept;
}
