import type { Cloud } from '../../../../preload/contract/index.ts';
import { hostsOfCloud } from '../../../security/host-data.ts';
import { readPlainUrl } from '../../../security/plain-url.ts';
import { CloudError } from '../../cloud/cloud-error.ts';
import { listed } from '../../status/evaluate/bounded-text.ts';
import { NeedsValue } from './check-values.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, passed, sameName } from './drafts.ts';

/** What Bulkhead knows by itself: nothing is asked of anybody. */

const COMMON = {
  kind: 'auto',
  permissions: [],
  role: null,
  licence: null,
} as const;

const DEFENDER = 'Microsoft Defender portal';

function defenderHosts(cloud: Cloud): readonly string[] {
  const group = hostsOfCloud(cloud).navigation.find(({ purpose }) => purpose === DEFENDER);
  if (group === undefined) {
    throw new CloudError('not-available', 'This cloud has no Defender portal.');
  }
  return group.hosts;
}

async function portalLinkNamesTenant(run: CheckRun): Promise<Draft> {
  const { tenant, take } = run;
  const hosts = defenderHosts(tenant.cloud);
  const link = take.text('link') ?? `https://${hosts[0] ?? ''}/?tid=${tenant.id}`;
  const wanted = `The link leads to ${listed(hosts, 3)} and names ${tenant.name} with tid=${tenant.id}.`;
  const address = readPlainUrl(link, ['https:']);
  if (!address.ok) return failed('The link is not an address that can be used.', { wanted });
  const named = address.url.searchParams.getAll('tid');
  const facts = [
    ['Link', link],
    ['Host', address.url.hostname],
    ['tid', named.join(', ') || 'none'],
  ] as const;
  if (!hosts.includes(address.url.hostname)) {
    return failed(`The link leads to ${address.url.hostname}.`, { wanted, facts });
  }
  const [first] = named;
  if (first === undefined) return failed('The link does not name a tenant.', { wanted, facts });
  return named.length === 1 && first.toLowerCase() === tenant.id
    ? passed(`The link names ${tenant.name}.`, { wanted, facts })
    : failed(`The link names ${listed(named, 3)}.`, { wanted, facts });
}

const FIELDS = ['purpose', 'owner', 'licences', 'note'] as const;
type Field = (typeof FIELDS)[number];

function fieldOf(text: string): Field {
  const found = FIELDS.find((field) => sameName(field, text));
  if (found === undefined) throw new NeedsValue(`The record has no field “${text}”.`);
  return found;
}

async function tenantRecord({ take, record, tenant }: CheckRun): Promise<Draft> {
  const given = take.list('fields').map(fieldOf);
  const labels = take.list('links');
  const fields =
    given.length === 0 && labels.length === 0 ? (['purpose', 'owner'] as const) : given;
  const missing = [
    ...fields.filter((field) => record[field].trim() === '' || record[field] === 'not-said'),
    ...labels
      .filter((label) => !record.links.some((one) => sameName(one.label, label) && one.url !== ''))
      .map((label) => `the link “${label}”`),
  ];
  const facts = fields.map((field) => [field, record[field]] as const);
  const wanted = `The record of ${tenant.name} has: ${[...fields, ...labels].join(', ')}.`;
  return missing.length === 0
    ? passed(`The record of ${tenant.name} has it all.`, { facts, wanted })
    : failed(`The record of ${tenant.name} lacks ${listed(missing, 10)}.`, { facts, wanted });
}

export const OWN_RECORD_CHECKS = {
  'portal-link-names-tenant': {
    ...COMMON,
    title: 'The link to the portal names the tenant',
    wanted: 'The link has the host of the tenant’s cloud and names the tenant.',
    source: 'the link itself',
    run: portalLinkNamesTenant,
  },
  'tenant-record': {
    ...COMMON,
    title: 'The tenant’s record is filled in',
    wanted: 'Bulkhead’s record of the tenant has what the step asks for.',
    source: 'Bulkhead’s record of the tenant',
    run: tenantRecord,
  },
} as const satisfies Record<string, OnboardingCheck>;
