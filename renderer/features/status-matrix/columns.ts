import type { CheckId } from '../../../preload/contract/index.ts';
import { CHECK_CATALOGUE } from '../../../preload/contract/check-catalogue.ts';
import { CHECKS } from '../../lib/checks.ts';

/** A column of the matrix, and what sorting by it is called. */
export interface MatrixColumn {
  readonly by: 'tenant' | 'age' | CheckId;
  readonly name: string;
  readonly title: string;
}

export const COLUMNS: readonly MatrixColumn[] = [
  { by: 'tenant', name: 'Tenant', title: 'Tenant' },
  { by: 'age', name: 'Age', title: 'When the tenant was last collected' },
  ...CHECKS.map((id) => ({
    by: id,
    name: CHECK_CATALOGUE[id].column,
    title: `${CHECK_CATALOGUE[id].title}. ${CHECK_CATALOGUE[id].meaning}`,
  })),
];

/** Columns before the first check. */
export const LEADING = 2;
