import { createRandom } from '../estates/random.ts';
import type { Random } from '../estates/random.ts';

export type SampleTable = {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** How many rows have which value in the column that matters most. */
  counts: readonly (readonly [string, number])[];
};

type Column = { title: string; value: (random: Random, nowMs: number) => string };
type Kind = { title: string; countedColumn: number; columns: readonly Column[] };

const ROWS = 40;
const MINUTE_MS = 60_000;

const GIVEN = ['Ada', 'Bilal', 'Chen', 'Dora', 'Emeka', 'Freya', 'Goran', 'Hana', 'Ines', 'Jonas'];
const FAMILY = ['Berg', 'Costa', 'Diallo', 'Evans', 'Fischer', 'Ito', 'Khan', 'Moreau', 'Novak'];

/** Some time in the last month. */
const date: Column['value'] = (random, nowMs) =>
  new Date(nowMs - random.integer(3, 30 * 24 * 60) * MINUTE_MS)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ')
    .concat(' UTC');
const oneOf =
  (...values: string[]): Column['value'] =>
  (random) =>
    random.pick(values);
const person: Column['value'] = (random) => `${random.pick(GIVEN)} ${random.pick(FAMILY)}`;
const numbered =
  (prefix: string, digits: number): Column['value'] =>
  (random) =>
    `${prefix}${String(random.integer(1, 10 ** digits - 1)).padStart(digits, '0')}`;

const KINDS = {
  devices: {
    title: 'Devices by risk',
    countedColumn: 2,
    columns: [
      { title: 'Device', value: numbered('PAW-', 4) },
      { title: 'Operating system', value: oneOf('Windows 11 24H2', 'Windows 11 23H2', 'macOS 26') },
      { title: 'Risk', value: oneOf('None', 'None', 'Low', 'Medium', 'High') },
      { title: 'Last seen', value: date },
    ],
  },
  incidents: {
    title: 'Incidents by severity',
    countedColumn: 2,
    columns: [
      { title: 'Incident', value: numbered('INC-', 5) },
      {
        title: 'Name',
        value: oneOf('Unusual sign-in', 'Malware found', 'Mass download', 'Odd inbox rule'),
      },
      { title: 'Severity', value: oneOf('Low', 'Low', 'Medium', 'High') },
      { title: 'Last activity', value: date },
    ],
  },
  people: {
    title: 'People by type',
    countedColumn: 1,
    columns: [
      { title: 'Name', value: person },
      { title: 'Type', value: oneOf('Member', 'Member', 'Guest') },
      { title: 'Sign-in', value: oneOf('Enabled', 'Enabled', 'Blocked') },
      { title: 'Last sign-in', value: date },
    ],
  },
  policies: {
    title: 'Policies by state',
    countedColumn: 1,
    columns: [
      {
        title: 'Policy',
        value: oneOf(
          'Require MFA for administrators',
          'Block legacy authentication',
          'Require compliant device',
          'Block device code flow',
          'Require MFA for guests',
        ),
      },
      { title: 'State', value: oneOf('On', 'On', 'Report-only', 'Off') },
      { title: 'Modified', value: date },
    ],
  },
  resources: {
    title: 'Resources by kind',
    countedColumn: 1,
    columns: [
      { title: 'Resource', value: numbered('prod-', 3) },
      { title: 'Kind', value: oneOf('Resource group', 'Workspace', 'Key vault') },
      { title: 'Region', value: oneOf('West Europe', 'UK South', 'East US') },
    ],
  },
  organizations: {
    title: 'Organizations by role',
    countedColumn: 1,
    columns: [
      {
        title: 'Organization',
        value: oneOf('Contoso', 'Fabrikam', 'Adatum Corporation', 'Northwind Traders', 'Litware'),
      },
      { title: 'Role', value: oneOf('Guest', 'Guest', 'Member') },
    ],
  },
  packages: {
    title: 'Access packages by state',
    countedColumn: 1,
    columns: [
      {
        title: 'Access package',
        value: oneOf('Security reader', 'Incident responder', 'Device administrator', 'Auditor'),
      },
      { title: 'State', value: oneOf('Available', 'Delivered', 'Expired') },
      { title: 'Changed', value: date },
    ],
  },
} as const satisfies Record<string, Kind>;

export type TableKey = keyof typeof KINDS;

/** Made-up rows, the same for the same tenant at every visit; `nowMs` only moves the dates. */
export function sampleTable(key: TableKey, tenantId: string, nowMs: number): SampleTable {
  const kind: Kind = KINDS[key];
  const random = createRandom(0, `${tenantId}/${key}`);
  const rows = Array.from({ length: ROWS }, () =>
    kind.columns.map((column) => column.value(random, nowMs)),
  );
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = row[kind.countedColumn] ?? '';
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return {
    title: kind.title,
    columns: kind.columns.map((column) => column.title),
    rows,
    counts: [...counts].toSorted(([a], [b]) => a.localeCompare(b, 'en')),
  };
}
