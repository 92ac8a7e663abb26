import { expect } from 'vitest';
import { type ParsedTenants, parseTenantsFile } from '../../../../../main/tenants/tenants-file.ts';
import { Estate, ImportPreview, type ImportRow } from '../../../../../preload/contract/index.ts';
import { aDraft, aRun, idOf } from '../a-registry.ts';

export const HEADER = 'Tenant ID,Name,Domain,Cloud';

/** A good line of CSV for tenant number `n`. */
export const lineOf = (n: number) => `${idOf(n)},Tenant ${n},tenant${n}.example,Global`;

/** A good entry of JSON for tenant number `n`. */
export const entryOf = (n: number) => ({
  tenantId: idOf(n),
  displayName: `Tenant ${n}`,
  defaultDomain: `tenant${n}.example`,
});

export const csv = (...lines: readonly string[]) => [HEADER, ...lines].join('\r\n');

/** An estate of the tenants with these numbers. */
export function anEstate(...numbers: readonly number[]): Estate {
  const { registry } = aRun();
  for (const n of numbers) registry.add(aDraft(n));
  return Estate.parse(registry.get());
}

const EMPTY: Estate = { revision: 0, tenants: [], groups: [], favourites: [], recent: [] };

function parse(
  content: string | Buffer,
  fileName = 'tenants.csv',
  estate = EMPTY,
): Promise<ParsedTenants> {
  return parseTenantsFile(Buffer.from(content), fileName, estate);
}

type Read = Extract<ParsedTenants, { ok: true }>;

/** The result of a file that can be used, checked against the contract. */
export async function read(
  content: string | Buffer,
  fileName = 'tenants.csv',
  estate = EMPTY,
): Promise<Read> {
  const parsed = await parse(content, fileName, estate);
  expect(parsed).toMatchObject({ ok: true });
  const result = parsed as Read;
  ImportPreview.parse({ importId: 'i0000000000000000', ...result.preview });
  const adds = result.preview.rows.filter((row) => row.outcome === 'add');
  expect(result.entries).toHaveLength(adds.length);
  return result;
}

export async function rowsOf(
  content: string | Buffer,
  fileName?: string,
  estate?: Estate,
): Promise<ImportRow[]> {
  return (await read(content, fileName, estate)).preview.rows;
}

/** Why a file cannot be used. */
export async function refusalOf(content: string | Buffer, fileName?: string): Promise<string> {
  const parsed = await parse(content, fileName);
  expect(parsed).toMatchObject({ ok: false });
  return parsed.ok ? '' : parsed.message;
}
