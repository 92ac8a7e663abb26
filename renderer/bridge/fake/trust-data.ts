import type { Tenant, TrustCell, TrustValue } from '../../../preload/contract/index.ts';
import { minutesAgo } from './estates.ts';

const said = (value: boolean | null): TrustValue => ({ value, isInherited: false });
const inherited = (value: boolean | null): TrustValue => ({ value, isInherited: true });

/** What a pair says when neither side has an entry for the other: the defaults of both. */
const BY_DEFAULT = {
  inboundMfa: inherited(false),
  inboundCompliantDevice: inherited(false),
  inboundHybridJoin: inherited(false),
  inboundRedemption: inherited(false),
  outboundRedemption: inherited(false),
  inboundCollaboration: inherited(true),
  outboundCollaboration: inherited(true),
  inboundDirectConnect: inherited(false),
  inboundSync: said(false),
} as const;

const TRUSTED = {
  ...BY_DEFAULT,
  inboundMfa: said(true),
  inboundCompliantDevice: said(true),
  inboundHybridJoin: said(false),
  inboundRedemption: said(true),
  outboundRedemption: said(true),
  inboundCollaboration: said(true),
  inboundSync: said(true),
} as const;

const UNREAD_SOURCE = {
  outboundRedemption: inherited(null),
  outboundCollaboration: inherited(null),
} as const;

type Values = Omit<TrustCell, 'sourceId' | 'targetId' | 'collectedAt'>;

/** By place of source and target in the demo estate. */
const PAIRS: Readonly<Record<string, Values>> = {
  '0 1': { ...TRUSTED, inboundCompliantDevice: inherited(false) },
  '0 2': { ...TRUSTED, inboundMfa: said(false), outboundRedemption: said(false) },
  '0 3': { ...BY_DEFAULT, inboundMfa: inherited(null), inboundRedemption: said(true) },
  '0 4': BY_DEFAULT,
  '0 6': BY_DEFAULT,
  '0 7': { ...BY_DEFAULT, outboundCollaboration: said(false) },
  '1 0': BY_DEFAULT,
  '1 2': { ...BY_DEFAULT, inboundCollaboration: said(false) },
  '2 0': { ...BY_DEFAULT, ...UNREAD_SOURCE, inboundDirectConnect: said(true) },
  '2 1': { ...TRUSTED, ...UNREAD_SOURCE },
  '4 0': { ...BY_DEFAULT, inboundMfa: said(true) },
  '6 0': BY_DEFAULT,
  '6 1': { ...TRUSTED, inboundSync: said(false), outboundRedemption: inherited(false) },
};

/** Trust between the tenants of the demo estate: one hub, some spokes, some one-sided. */
export function demoTrust(tenants: readonly Tenant[]): TrustCell[] {
  return Object.entries(PAIRS).flatMap(([pair, values]) => {
    const [source, target] = pair.split(' ').map((at) => tenants[Number(at)]);
    return source && target
      ? [{ sourceId: source.id, targetId: target.id, ...values, collectedAt: minutesAgo(24) }]
      : [];
  });
}

/** Hubs that trust many, and here and there a pair of its own, in an estate of any size. */
export function largeTrust(tenants: readonly Tenant[]): TrustCell[] {
  const hubs = tenants.filter((_, at) => at % 40 === 0);
  const values = Object.values(PAIRS);
  return hubs.flatMap((source, hub) =>
    tenants.flatMap((target, at): TrustCell[] => {
      const value = values[(at * 5 + hub) % values.length];
      return target.id === source.id || value === undefined || at % 9 === 4
        ? []
        : [{ sourceId: source.id, targetId: target.id, ...value, collectedAt: minutesAgo(at + 9) }];
    }),
  );
}
