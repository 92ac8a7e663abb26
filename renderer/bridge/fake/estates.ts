import type {
  AccessPath,
  Cloud,
  Estate,
  GroupId,
  Tenant,
  TenantGroup,
  TenantId,
} from '../../../preload/contract/index.ts';
import { TENANT_PALETTE } from '../../lib/tenant-palette.ts';

const LOADED_AT = Date.now();

/** A moment before the page was loaded, so that "4 min. ago" is always that. */
export const minutesAgo = (minutes: number) => new Date(LOADED_AT - minutes * 60_000).toISOString();

/** A tenant id made from a number; numbers are spread so that ids do not look alike. */
export function idOf(number: number): TenantId {
  const digit = (seed: number) =>
    ((Math.imul(number + 7, 2654435761 + seed * 40503) >>> 7) % 16).toString(16);
  const run = (from: number, length: number) =>
    Array.from({ length }, (_, at) => digit(from + at)).join('');
  const tail = number.toString(16).padStart(4, '0');
  return `${run(1, 8)}-${run(11, 4)}-4${run(21, 3)}-8${run(31, 3)}-${run(41, 8)}${tail}` as TenantId;
}

export const groupIdOf = (number: number) => `g${String(number)}` as GroupId;

/** A tenant with everything filled in; say only what matters. */
export function aTenant(number: number, said: Partial<Tenant> = {}): Tenant {
  const name = said.name ?? `Tenant ${String(number)}`;
  return {
    id: idOf(number),
    name,
    domain: `tenant${String(number)}.example`,
    cloud: 'global',
    accessPath: 'unknown',
    handOff: 'ask',
    colour: TENANT_PALETTE[number % TENANT_PALETTE.length]?.colour ?? '#0f6cbd',
    initials: initialsOf(name),
    groupId: null,
    isFavourite: false,
    notes: '',
    addedAt: minutesAgo(60 * 24 * 40),
    lastOpenedAt: null,
    ...said,
  };
}

/** The first letters of the first two words, or the first two letters. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first = '?', second] = words;
  const letters =
    second === undefined
      ? [...first].slice(0, 2).join('')
      : `${[...first][0] ?? ''}${[...second][0] ?? ''}`;
  return letters.toUpperCase();
}

export function anEstate(
  tenants: readonly Tenant[],
  groups: readonly TenantGroup[] = [],
  recent: readonly TenantId[] = [],
): Estate {
  return {
    revision: 1,
    tenants: [...tenants],
    groups: [...groups],
    favourites: tenants.filter((tenant) => tenant.isFavourite).map((tenant) => tenant.id),
    recent: [...recent],
  };
}

const GROUPS: readonly TenantGroup[] = [
  { id: groupIdOf(1), name: 'Government' },
  { id: groupIdOf(2), name: 'Industry' },
];

interface Said {
  readonly name: string;
  readonly domain: string;
  readonly cloud?: Cloud;
  readonly access: AccessPath;
  readonly group?: 1 | 2;
  readonly favourite?: true;
  readonly openedMinutesAgo?: number;
  readonly notes?: string;
}

const DEMO: readonly Said[] = [
  {
    name: 'Contoso',
    domain: 'contoso.com',
    access: 'member',
    favourite: true,
    openedMinutesAgo: 4,
    notes: 'Home tenant. Accounts for every other tenant live here.',
  },
  {
    name: 'Fabrikam',
    domain: 'fabrikam.us',
    cloud: 'gcc-high',
    access: 'guest-sync',
    group: 1,
    favourite: true,
    openedMinutesAgo: 22,
    notes:
      'Guests must use a compliant device. Change window: Thursdays 18:00 to 20:00 UTC.\nContact: service desk, +1 555 0100.',
  },
  {
    name: 'Adatum',
    domain: 'adatum.com',
    access: 'guest-package',
    group: 2,
    favourite: true,
    openedMinutesAgo: 190,
  },
  {
    name: 'Litware Defense',
    domain: 'litware.mil',
    cloud: 'dod',
    access: 'guest-invited',
    group: 1,
    openedMinutesAgo: 60 * 26,
  },
  {
    name: 'Northwind Traders',
    domain: 'northwindtraders.com',
    access: 'gdap',
    group: 2,
    openedMinutesAgo: 60 * 3,
  },
  {
    name: 'Tailspin 玩具',
    domain: 'tailspin.cn',
    cloud: 'china',
    access: 'guest-invited',
    group: 2,
  },
  {
    name: 'Woodgrove Bank',
    domain: 'woodgrovebank.com',
    access: 'lighthouse',
    group: 2,
    openedMinutesAgo: 60 * 24 * 6,
    notes: 'Multifactor authentication is asked for at every sign-in.',
  },
  {
    name: 'Proseware',
    domain: 'proseware.com',
    access: 'governance',
    openedMinutesAgo: 60 * 24 * 20,
  },
];

/** The eight tenants of the demo estate, in mixed clouds and on every access path. */
export function demoEstate(): Estate {
  const tenants = DEMO.map((said, at) =>
    aTenant(at + 1, {
      name: said.name,
      domain: said.domain,
      accessPath: said.access,
      ...(said.cloud && { cloud: said.cloud }),
      ...(said.group && { groupId: groupIdOf(said.group) }),
      ...(said.favourite && { isFavourite: true }),
      ...(said.notes && { notes: said.notes }),
      ...(said.openedMinutesAgo !== undefined && {
        lastOpenedAt: minutesAgo(said.openedMinutesAgo),
      }),
    }),
  );
  return anEstate(tenants, GROUPS, [idOf(1), idOf(2), idOf(5), idOf(3), idOf(4)]);
}

const FIRST = [
  'Alpine',
  'Blue Yonder',
  'Coho',
  'Datum',
  'Ever',
  'Fourth',
  'Graphic',
  'Humongous',
  'Island',
  'Just',
  'Kestrel',
  'Lucerne',
  'Margie',
  'Nod',
  'Olive',
  'Phone',
  'Relecloud',
  'School of',
  'Trey',
  'VanArsdel',
];
const SECOND = [
  'Airlines',
  'Bank',
  'Coffee',
  'Design',
  'Energy',
  'Foods',
  'Group',
  'Health',
  'Insurance',
  'Logistics',
];
const CLOUD_WHEEL: readonly Cloud[] = [
  'global',
  'global',
  'global',
  'gcc-high',
  'global',
  'dod',
  'global',
  'china',
];
const ACCESS_WHEEL: readonly AccessPath[] = [
  'guest-sync',
  'gdap',
  'lighthouse',
  'guest-package',
  'member',
  'unknown',
];
const REGIONS = [
  'Americas',
  'Asia Pacific',
  'Benelux',
  'Central Europe',
  'Nordics',
  'Public sector',
];

/** Two hundred tenants, always the same ones. */
export function largeEstate(): Estate {
  const groups = REGIONS.map((name, at) => ({ id: groupIdOf(at + 1), name }));
  const tenants = Array.from({ length: 200 }, (_, at) => {
    const name = `${FIRST[at % FIRST.length] ?? ''} ${SECOND[Math.floor(at / FIRST.length)] ?? ''}`;
    return aTenant(at + 1, {
      name,
      domain: `${name.toLowerCase().replaceAll(' ', '')}.example`,
      cloud: CLOUD_WHEEL[(at * 5) % CLOUD_WHEEL.length] ?? 'global',
      accessPath: ACCESS_WHEEL[(at * 7) % ACCESS_WHEEL.length] ?? 'unknown',
      groupId: at % 7 === 6 ? null : groupIdOf((at % REGIONS.length) + 1),
      isFavourite: at % 19 === 0,
      lastOpenedAt: at % 3 === 0 ? minutesAgo(at * 37 + 5) : null,
    });
  });
  return anEstate(tenants, groups, [idOf(4), idOf(40), idOf(7), idOf(100)]);
}

/** Names that try to break out of their label or to pass for another tenant. */
export function hostileEstate(): Estate {
  const names = [
    '<img src=x onerror="document.title=\'owned\'">',
    'Contoso\u202emoc.evil',
    `${'Extraordinarily Long Holdings '.repeat(4)}X`.slice(0, 120),
    'Con\u200btoso',
    'Contoso',
    '\u2067مرحبا (Arabic)\u2069',
    '{{constructor.constructor("alert(1)")()}}',
    'javascript:alert(1)//</title><script>document.title="owned"</script>',
  ];
  const tenants = names.map((name, at) =>
    aTenant(at + 1, {
      name,
      notes: name.repeat(3),
      domain:
        at === 2
          ? `${'a-very-long-label-indeed.'.repeat(8)}example`
          : `hostile${String(at)}.example`,
      isFavourite: at < 3,
      initials: at === 1 ? 'C\u202e' : initialsOf(name).slice(0, 3) || '?',
    }),
  );
  return anEstate(tenants, [{ id: groupIdOf(1), name: '<b>bold</b>\u202e group' }], [idOf(2)]);
}
