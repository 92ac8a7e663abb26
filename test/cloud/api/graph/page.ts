import type { ApiAnswer, ApiRefusal } from '../answer.ts';
import { isApiRefusal } from '../answer.ts';
import type { DeltaPage, Entity, GraphResult } from './route.ts';

/** What a test has set for the paging of a request. */
export type PagingFault = { size?: number; link?: string };

const DEFAULT_PAGE = 100;
const MAXIMUM = 999;

function bad(message: string): ApiRefusal {
  return { status: 400, code: 'BadRequest', message };
}

/** `$select` keeps the named properties; an unknown one is an error, as at Graph. */
function select(entity: Entity, raw: string | null): Entity | ApiRefusal {
  if (raw === null || '@removed' in entity) return entity;
  const names = raw.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(name in entity));
  if (unknown !== undefined) return bad(`Could not find a property named '${unknown}'.`);
  const kept = Object.entries(entity).filter(([name]) => name.startsWith('@odata.type'));
  return Object.fromEntries([...kept, ...names.map((name) => [name, entity[name]] as const)]);
}

/** The place in the list that a `$skiptoken` names; the first when there is none. */
function offsetOf(url: URL): number {
  const token = url.searchParams.get('$skiptoken');
  return token === null ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8').slice(1));
}

function withToken(url: URL, name: '$skiptoken' | '$deltatoken', token: string): string {
  const next = new URL(url);
  next.searchParams.delete('$skiptoken');
  next.searchParams.delete('$deltatoken');
  next.searchParams.set(name, token);
  return next.href;
}

function nextLink(url: URL, offset: number): string {
  return withToken(url, '$skiptoken', Buffer.from(`p${offset}`).toString('base64url'));
}

function linksOf(url: URL, page: DeltaPage, { link }: PagingFault): Entity {
  if (link !== undefined) return { '@odata.nextLink': link };
  return 'skipToken' in page
    ? { '@odata.nextLink': withToken(url, '$skiptoken', page.skipToken) }
    : { '@odata.deltaLink': withToken(url, '$deltatoken', page.deltaToken) };
}

function selectAll(items: readonly Entity[], raw: string | null): readonly Entity[] | ApiRefusal {
  const value: Entity[] = [];
  for (const item of items) {
    const entity = select(item, raw);
    if (isRefused(entity)) return entity;
    value.push(entity);
  }
  return value;
}

/** The body of an answer: `$select`, `$top`, and pages with `@odata.nextLink`. */
export function toAnswer(
  url: URL,
  version: string,
  result: GraphResult,
  paging: PagingFault,
): ApiAnswer {
  if (isApiRefusal(result)) return result;
  const selection = url.searchParams.get('$select');
  const context = {
    '@odata.context': `https://${url.host}/${version}/$metadata#${result.context}`,
  };
  if (result.kind === 'entity') {
    const entity = select(result.entity, selection);
    return isRefused(entity) ? entity : { status: 200, body: { ...context, ...entity } };
  }
  if (result.kind === 'delta') {
    const page = result.take(paging.size);
    const value = selectAll(page.items, selection);
    if (isApiRefusal(value)) return value;
    return { status: 200, body: { ...context, ...linksOf(url, page, paging), value } };
  }
  const { items, pageSize = DEFAULT_PAGE, maximum = MAXIMUM } = result;
  const top = Number(url.searchParams.get('$top') ?? pageSize);
  if (!Number.isInteger(top) || top < 1 || top > maximum) return bad("Invalid value for '$top'.");
  const offset = offsetOf(url);
  const end = offset + Math.min(top, paging.size ?? top);
  const value = selectAll(items.slice(offset, end), selection);
  if (isApiRefusal(value)) return value;
  const link = paging.link ?? (end < items.length ? nextLink(url, end) : null);
  return {
    status: 200,
    body: { ...context, ...(link === null ? {} : { '@odata.nextLink': link }), value },
  };
}

function isRefused(entity: Entity | ApiRefusal): entity is ApiRefusal {
  return typeof entity.status === 'number' && typeof entity.code === 'string';
}
