import type { IncomingHttpHeaders } from 'node:http';
import type { Cloud } from '../../../../preload/contract/tenants.ts';
import type { TenantContents } from '../../contents/tenant-contents.ts';
import type { RoleName } from '../../estates/roles.ts';
import type { ApiRefusal } from '../answer.ts';
import type { Caller } from '../bearer.ts';

export type GraphCall = {
  caller: Caller;
  contents: TenantContents;
  url: URL;
  /** What stood in the path's placeholders, as it came. */
  parameters: Readonly<Record<string, string>>;
  headers: IncomingHttpHeaders;
  /** The posted JSON; null when there is none or it is malformed. */
  body: unknown;
  isBeta: boolean;
};

export type Entity = Readonly<Record<string, unknown>>;

/** A page of a delta: it goes on, or it is the last and says where the next delta begins. */
export type DeltaPage = { items: readonly Entity[] } & (
  { skipToken: string } | { deltaToken: string }
);

/** What a route gives: one entity, a list that is paged, a delta that pages itself, or a refusal. */
export type GraphResult =
  | { kind: 'entity'; context: string; entity: Entity }
  | {
      kind: 'list';
      context: string;
      items: readonly Entity[];
      /** Entries of a page when the request does not say. */
      pageSize?: number;
      /** The most that `$top` may ask for. */
      maximum?: number;
    }
  | { kind: 'delta'; context: string; take: (size?: number) => DeltaPage }
  | ApiRefusal;

export type GraphRoute = {
  method: 'GET' | 'POST';
  /** With `{name}` for a segment; the same under `v1.0` and `beta`. */
  path: string;
  /** One of these has to be in the token. */
  permissions: readonly string[];
  /** One of these has to be held and active; left out when every user may read it. */
  roles?: readonly RoleName[];
  licence?: 'p1' | 'p2';
  /** Clouds that have it; left out for all. */
  clouds?: readonly Cloud[];
  /** Delegated administrators have no user object here, so that there is nothing to answer about. */
  needsUserObject?: true;
  answer: (call: GraphCall) => GraphResult;
};

export const READERS = [
  'Security Reader',
  'Security Operator',
  'Security Administrator',
  'Global Reader',
  'Conditional Access Administrator',
  'Privileged Role Administrator',
  'Global Administrator',
] as const satisfies readonly RoleName[];

export const GLOBAL_ONLY: readonly Cloud[] = ['global'];
