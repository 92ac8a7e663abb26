import type {
  CheckId,
  CheckState,
  StatusCell,
  StatusRow,
  Tenant,
  TenantId,
  TenantSignIn,
} from '../../../preload/contract/index.ts';
import { needOf, STATE_WORDS } from '../../lib/check-words.ts';
import { CHECKS } from '../../lib/checks.ts';
import { findableTenant } from '../../lib/findable-tenant.ts';
import { freshRow } from '../../lib/fresh-status.ts';
import { readQuery, scoreOf } from '../../lib/ranking.ts';
import { foldedText } from '../../lib/visible-text.ts';

/** A tenant's row of the matrix: a cell for every check, also for those nobody asked. */
export interface MatrixRow {
  readonly tenant: Tenant;
  readonly cells: Readonly<Record<CheckId, StatusCell>>;
  readonly collectedAt: string | null;
  readonly problem: string | null;
}

const notCollected = (checkId: CheckId): StatusCell => ({
  checkId,
  state: 'not-collected',
  word: STATE_WORDS['not-collected'],
  reason: 'Nothing was collected from this tenant yet.',
  collectedAt: null,
});

function matrixRow(
  tenant: Tenant,
  collected: StatusRow | undefined,
  signIn: TenantSignIn | undefined,
  nowMs: number,
): MatrixRow {
  const row = collected === undefined ? null : freshRow(collected, signIn ?? null, nowMs);
  const there = new Map(row?.cells.map((cell) => [cell.checkId, cell]));
  return {
    tenant,
    // The keys are all checks, and each has its cell.
    cells: Object.fromEntries(
      CHECKS.map((id) => [id, there.get(id) ?? notCollected(id)]),
    ) as MatrixRow['cells'],
    collectedAt: row?.collectedAt ?? null,
    problem: row?.problem ?? null,
  };
}

/** Rows of all tenants, in the order of the estate. */
export function matrixRows(
  tenants: readonly Tenant[],
  byTenant: Readonly<Record<TenantId, StatusRow>>,
  signIns: Readonly<Record<TenantId, TenantSignIn>>,
  nowMs: number,
): readonly MatrixRow[] {
  return tenants.map((tenant) => matrixRow(tenant, byTenant[tenant.id], signIns[tenant.id], nowMs));
}

export interface MatrixFilter {
  readonly text: string;
  /** Null is any check. */
  readonly check: CheckId | null;
  /** Null is any state. */
  readonly state: CheckState | null;
}

/** Rows that answer the filter: a tenant by its words, or by what its cells say. */
export function filteredRows(
  rows: readonly MatrixRow[],
  { text, check, state }: MatrixFilter,
): readonly MatrixRow[] {
  const query = readQuery(text);
  const folded = foldedText(text);
  const asked = check === null ? CHECKS : [check];
  const saysIt = (cell: StatusCell) =>
    foldedText(cell.word).includes(folded) ||
    foldedText(STATE_WORDS[cell.state]).includes(folded) ||
    foldedText(cell.reason).includes(folded);
  return rows.filter(({ tenant, cells }) => {
    const inState = asked.filter((id) => state === null || cells[id].state === state);
    if (inState.length === 0) return false;
    if (folded === '') return true;
    return scoreOf(findableTenant(tenant), query) > 10 || inState.some((id) => saysIt(cells[id]));
  });
}

export interface MatrixSort {
  readonly by: 'tenant' | 'age' | CheckId;
  readonly isReversed: boolean;
}

/** Rows in an order; equals keep theirs. A check is sorted worst first, ages oldest first. */
export function sortedRows(
  rows: readonly MatrixRow[],
  { by, isReversed }: MatrixSort,
): readonly MatrixRow[] {
  const sign = isReversed ? -1 : 1;
  if (by === 'tenant') return isReversed ? [...rows].reverse() : rows;
  const compare =
    by === 'age'
      ? (a: MatrixRow, b: MatrixRow) =>
          (a.collectedAt ?? '').localeCompare(b.collectedAt ?? '') * sign
      : (a: MatrixRow, b: MatrixRow) =>
          (needOf(a.cells[by].state) - needOf(b.cells[by].state) ||
            a.cells[by].word.localeCompare(b.cells[by].word, 'en', { numeric: true })) * sign;
  return [...rows].sort(compare);
}

/** The next order when the head of a column is pressed: its first one, then the reverse. */
export function sortAfter(sort: MatrixSort, by: MatrixSort['by']): MatrixSort {
  return { by, isReversed: sort.by === by && !sort.isReversed };
}

/** How many of the tenants fail each check. */
export function failCounts(rows: readonly MatrixRow[]): Readonly<Record<CheckId, number>> {
  return Object.fromEntries(
    CHECKS.map((id) => [id, rows.filter(({ cells }) => cells[id].state === 'fail').length]),
  ) as Record<CheckId, number>;
}
