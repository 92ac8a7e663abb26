import { z } from 'zod';
import { CloudError } from '../../cloud/cloud-error.ts';
import type { Asked, TenantApi } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { name, word } from '../../status/collect/shapes.ts';
import { GUID } from './check-values.ts';

/** Reading Azure: subscriptions, and Resource Graph, whose POST reads only. */

export const ARM: Asked = { api: 'arm', permissions: ['user_impersonation'] };

const MAX_SUBSCRIPTIONS = 50;
const MAX_PAGES = 10;
const PAGE = 1_000;

const Subscription = z.object({
  subscriptionId: word.transform((id) => id.toLowerCase()),
  displayName: name,
  tenantId: word.nullish().transform((id) => id?.toLowerCase() ?? ''),
});
export type Subscription = z.infer<typeof Subscription>;

/** Subscriptions of a tenant that the account sees; too many to ask each are an error. */
export async function subscriptionsOf(
  api: TenantApi,
  tenantId: string,
): Promise<readonly Subscription[]> {
  const rows = read(
    z.array(Subscription),
    await api.list('/subscriptions?api-version=2022-12-01', ARM),
  ).filter((one) => one.tenantId === tenantId);
  if (rows.length > MAX_SUBSCRIPTIONS) {
    throw new CloudError('not-available', 'There are more subscriptions than Bulkhead looks at.');
  }
  // The id becomes part of an address.
  if (rows.some(({ subscriptionId }) => !GUID.test(subscriptionId))) {
    throw new CloudError('malformed', 'A subscription has no id.');
  }
  return rows;
}

const Page = z.object({
  data: z.array(z.unknown()).max(PAGE),
  $skipToken: z.string().max(10_000).nullish(),
});

/** Rows of a query of Resource Graph over all that the token can see. */
export async function resourceGraph(api: TenantApi, query: string): Promise<readonly unknown[]> {
  const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01';
  const rows: unknown[] = [];
  const seen = new Set<string>();
  for (let token: string | null = null; ;) {
    const options = { $top: PAGE, $skipToken: token, resultFormat: 'objectArray' };
    const page: z.infer<typeof Page> = read(Page, await api.post(path, { query, options }, ARM));
    rows.push(...page.data);
    token = page.$skipToken ?? null;
    if (token === null) return rows;
    if (seen.has(token) || seen.size >= MAX_PAGES) {
      throw new CloudError('malformed', 'The list has more pages than Bulkhead reads.');
    }
    seen.add(token);
  }
}

/**
 * Role definition ids that are the same in every subscription. Source: Microsoft Learn, "Azure
 * built-in roles".
 */
const AZURE_ROLES: Readonly<Record<string, string>> = {
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  'security reader': '39bc4728-0917-49c7-9d2c-d95423bc2eb4',
  'security admin': 'fb1c8493-542b-48eb-b624-b4c8fea62acd',
  'microsoft sentinel reader': '8d289c81-5878-46d4-8554-54e1e3d8b5cb',
  'microsoft sentinel responder': '3e150937-b8fe-4cfb-8069-0eaf05ecd056',
  'microsoft sentinel contributor': 'ab8e14d6-4a74-4a29-9ba8-549422addade',
};

/** The id of a role that is given by name or id; null for a name that is not known here. */
export function azureRoleId(nameOrId: string): string | null {
  const key = nameOrId.trim().toLowerCase();
  if (GUID.test(key)) return key;
  return Object.hasOwn(AZURE_ROLES, key) ? (AZURE_ROLES[key] ?? null) : null;
}

/** The name of a role, or its id when it is not known here. */
export function azureRoleName(id: string): string {
  const [known] = Object.entries(AZURE_ROLES).find(([, one]) => one === id) ?? [];
  return known === undefined ? id : known.replace(/(^| )[a-z]/g, (letter) => letter.toUpperCase());
}

/** The last part of `/subscriptions/…/roleDefinitions/<id>`, which may also be the id alone. */
export function lastPart(path: string): string {
  return path.toLowerCase().split('/').at(-1) ?? '';
}
