import { createRandom } from '../estates/random.ts';
import type { Random } from '../estates/random.ts';

export type SampleTable = { columns: readonly string[]; rows: readonly (readonly string[])[] };

type Column = { title: string; value: (random: Random, index: number) => string };

const GIVEN = ['Ada', 'Bilal', 'Chen', 'Dora', 'Emeka', 'Freya', 'Goran', 'Hana', 'Ines', 'Jonas'];
const FAMILY = ['Berg', 'Costa', 'Diallo', 'Evans', 'Fischer', 'Ito', 'Khan', 'Moreau', 'Novak'];

const date: Column['value'] = (random) =>
  new Date(Date.UTC(2026, random.integer(8, 10), random.integer(1, 28), random.integer(0, 23)))
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

const TABLES = {
  devices: [
    { title: 'Device', value: numbered('PAW-', 4) },
    { title: 'Operating system', value: oneOf('Windows 11 24H2', 'Windows 11 23H2', 'macOS 26') },
    { title: 'Risk', value: oneOf('None', 'Low', 'Medium', 'High') },
    { title: 'Last seen', value: date },
  ],
  incidents: [
    { title: 'Incident', value: numbered('INC-', 5) },
    {
      title: 'Name',
      value: oneOf('Unusual sign-in', 'Malware detected', 'Mass download', 'Suspicious inbox rule'),
    },
    { title: 'Severity', value: oneOf('Low', 'Medium', 'High') },
    { title: 'Last activity', value: date },
  ],
  people: [
    { title: 'Name', value: person },
    { title: 'Type', value: oneOf('Member', 'Member', 'Guest') },
    { title: 'Sign-in', value: oneOf('Enabled', 'Enabled', 'Blocked') },
    { title: 'Last sign-in', value: date },
  ],
  policies: [
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
  resources: [
    { title: 'Resource', value: numbered('rg-prod-', 3) },
    { title: 'Kind', value: oneOf('Resource group', 'Log Analytics workspace', 'Key vault') },
    { title: 'Region', value: oneOf('West Europe', 'UK South', 'East US') },
  ],
  organizations: [
    {
      title: 'Organization',
      value: oneOf('Contoso', 'Fabrikam', 'Adatum Corporation', 'Northwind Traders', 'Litware'),
    },
    { title: 'Role', value: oneOf('Home', 'Guest', 'Guest') },
  ],
  packages: [
    {
      title: 'Access package',
      value: oneOf('Security reader', 'Incident responder', 'Device administrator', 'Auditor'),
    },
    { title: 'State', value: oneOf('Available', 'Delivered', 'Expired') },
    { title: 'Ends', value: date },
  ],
} as const satisfies Record<string, readonly Column[]>;

export type TableKey = keyof typeof TABLES;

/** Made-up rows, the same for the same tenant at every visit. */
export function sampleTable(key: TableKey, tenantId: string, rows = 40): SampleTable {
  const columns: readonly Column[] = TABLES[key];
  const random = createRandom(0, `${tenantId}/${key}`);
  return {
    columns: columns.map((column) => column.title),
    rows: Array.from({ length: rows }, (_, index) =>
      columns.map((column) => column.value(random, index)),
    ),
  };
}
