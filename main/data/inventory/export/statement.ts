import type { ColumnId } from '../../../../preload/contract/device-columns.ts';
import type { DeviceQuery } from '../../../../preload/contract/index.ts';
import type { ExportScope, ExportTenant } from './export-scope.ts';
import { filterWords, sortWords } from './filter-words.ts';

/** Version of the exported form; grows when a column changes its meaning or goes. */
const FORM_VERSION = 1;

/**
 * What an export says about itself: which devices it holds, of which tenants, how old they are, and
 * what wrote it. The names of its members are part of the exported form.
 */
export interface ExportStatement {
  readonly format: 'bulkhead-devices';
  readonly formVersion: number;
  readonly appVersion: string;
  readonly exportedAt: string;
  readonly timeZone: 'UTC';
  readonly rows: number;
  readonly filterWords: readonly string[];
  readonly filter: DeviceQuery['filter'];
  readonly staleAfterDays: number;
  readonly sortWords: string;
  readonly sort: DeviceQuery['sort'];
  readonly columns: readonly ColumnId[];
  readonly tenantsIn: readonly ExportTenant[];
  readonly tenantsOut: readonly ExportTenant[];
}

export interface StatementFacts {
  readonly query: DeviceQuery;
  readonly columns: readonly ColumnId[];
  readonly rows: number;
  readonly scope: ExportScope;
  readonly nameOf: (tenantId: string) => string;
  readonly appVersion: string;
  readonly now: Date;
}

export function makeStatement(facts: StatementFacts): ExportStatement {
  const { query, columns, rows, scope, nameOf, appVersion, now } = facts;
  return {
    format: 'bulkhead-devices',
    formVersion: FORM_VERSION,
    appVersion,
    exportedAt: now.toISOString(),
    timeZone: 'UTC',
    rows,
    filterWords: filterWords(query.filter, nameOf),
    filter: query.filter,
    staleAfterDays: query.filter.staleAfterDays,
    sortWords: sortWords(query.sort),
    sort: query.sort,
    columns,
    ...scope,
  };
}

/** How much there is of what, in one line: "12 devices of 3 of 5 tenants". */
export function scopeWords({ rows, tenantsIn, tenantsOut }: ExportStatement): string {
  const all = tenantsIn.length + tenantsOut.length;
  const tenants = tenantsOut.length === 0 ? `${all}` : `${tenantsIn.length} of ${all}`;
  return `${rows} ${rows === 1 ? 'device' : 'devices'} of ${tenants} ${all === 1 ? 'tenant' : 'tenants'}`;
}

/** The statement without its tenants as labels and values, for people. */
export function statementLines(statement: ExportStatement): readonly (readonly [string, string])[] {
  const { filter, sort } = statement;
  return [
    ['Content', scopeWords(statement)],
    ['Filter', statement.filterWords.join('; ') || 'none: every device'],
    ['Stale after', `${statement.staleAfterDays} days without being seen`],
    ['Order', statement.sortWords],
    ['Exported', `${statement.exportedAt} (${statement.timeZone})`],
    ['Written by', `Bulkhead ${statement.appVersion}, form ${statement.formVersion}`],
    [
      'How to read it',
      'Times are in UTC. An empty cell means that no source says; it never means zero. An apostrophe stands before text that a spreadsheet would take for a formula.',
    ],
    ['Filter as data', JSON.stringify({ filter, sort })],
  ];
}

/** When a tenant's devices were collected, in words. */
export function collectedWords({ collectedAt, isPartial }: ExportTenant): string {
  const when = collectedAt === null ? 'not collected' : `collected ${collectedAt}`;
  return isPartial ? `${when} (partly)` : when;
}
