import { z } from 'zod';
import { command, event, query } from './define.ts';
import { GroupId, ImportId, line, TenantId } from './ids.ts';

/** The four clouds; GCC (not High) uses the global hosts. */
export const CLOUDS = ['global', 'gcc-high', 'dod', 'china'] as const;
export const Cloud = z.enum(CLOUDS);
export type Cloud = z.infer<typeof Cloud>;

/** How the operator's account has access, as far as the operator said; verified state comes later. */
const ACCESS_PATHS = [
  'unknown',
  'member',
  'guest-sync',
  'guest-package',
  'guest-invited',
  'gdap',
  'lighthouse',
  'governance',
] as const;
export const AccessPath = z.enum(ACCESS_PATHS);
export type AccessPath = z.infer<typeof AccessPath>;

/** What happens with portals of the tenant that only a managed browser may get into. */
export const HandOff = z.enum([
  /** A page here; the managed browser is offered when a sign-in is blocked. */
  'ask',
  /** Portals open in the managed browser at once. */
  'always',
  /** Nothing of the tenant is handed to a managed browser. */
  'never',
]);
export type HandOff = z.infer<typeof HandOff>;

/** `#rrggbb`. The palette makes colours that are told apart; any colour may be set. */
export const Colour = z.string().regex(/^#[0-9a-f]{6}$/);

const Domain = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/);

export const Tenant = z.strictObject({
  id: TenantId,
  name: line(120),
  /** Primary domain, lower-case ASCII (Punycode for others). */
  domain: Domain,
  cloud: Cloud,
  accessPath: AccessPath,
  handOff: HandOff,
  colour: Colour,
  /** One to three letters or digits on the colour. */
  initials: line(3),
  groupId: GroupId.nullable(),
  isFavourite: z.boolean(),
  notes: line(4000),
  addedAt: z.iso.datetime(),
  /** When a page of this tenant was last opened here; null when never. */
  lastOpenedAt: z.iso.datetime().nullable(),
});
export type Tenant = z.infer<typeof Tenant>;

export const TenantGroup = z.strictObject({ id: GroupId, name: line(60) });
export type TenantGroup = z.infer<typeof TenantGroup>;

/** What an operator may say of a tenant. Colour and initials are chosen when left out. */
export const TenantDraft = z.strictObject({
  id: TenantId,
  name: z.string().trim().min(1).max(120),
  domain: Domain,
  cloud: Cloud,
  accessPath: AccessPath.default('unknown'),
  handOff: HandOff.default('ask'),
  colour: Colour.optional(),
  initials: z.string().trim().min(1).max(3).optional(),
  groupId: GroupId.nullable().default(null),
  notes: line(4000).default(''),
});
export type TenantDraft = z.input<typeof TenantDraft>;

export const TenantChange = z.strictObject({
  id: TenantId,
  name: z.string().trim().min(1).max(120).optional(),
  domain: Domain.optional(),
  cloud: Cloud.optional(),
  accessPath: AccessPath.optional(),
  handOff: HandOff.optional(),
  colour: Colour.optional(),
  initials: z.string().trim().min(1).max(3).optional(),
  groupId: GroupId.nullable().optional(),
  notes: line(4000).optional(),
  isFavourite: z.boolean().optional(),
});
export type TenantChange = z.infer<typeof TenantChange>;

/** The whole registry. Sent whole on change: 200 tenants are 60 KB. */
export const Estate = z.strictObject({
  /** Grows by one with every change, so that a page can tell a late answer from a new one. */
  revision: z.number().int().nonnegative(),
  tenants: z.array(Tenant).max(2000),
  groups: z.array(TenantGroup).max(200),
  /** Tenant ids, the first nine answer to Ctrl+1…9. */
  favourites: z.array(TenantId).max(2000),
  /** Tenant ids, the most recent first. */
  recent: z.array(TenantId).max(12),
});
export type Estate = z.infer<typeof Estate>;

export const ImportRow = z.strictObject({
  /** Line in the file, the header being line 1; for JSON the position in the list. */
  row: z.number().int().positive(),
  outcome: z.enum(['add', 'already-there', 'refused']),
  name: line(120),
  /** As read, cut to 80 characters; a refused row may hold anything. */
  id: line(80),
  /** Why it is refused, or what was left out; plain words. */
  message: line(300),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportPreview = z.strictObject({
  importId: ImportId,
  fileName: line(255),
  rows: z.array(ImportRow).max(2000),
  /** Rows beyond `rows` that were refused because a file may hold 2,000. */
  rowsLeftOut: z.number().int().nonnegative(),
  /** Said of the whole file: encoding guessed, columns not known. */
  notes: z.array(line(300)).max(20),
  counts: z.strictObject({
    add: z.number().int().nonnegative(),
    alreadyThere: z.number().int().nonnegative(),
    refused: z.number().int().nonnegative(),
  }),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

const nothing = z.strictObject({});
const byTenant = z.strictObject({ tenantId: TenantId });

export const tenants = {
  get: query({ input: nothing, output: Estate }),
  /** `not-available` for a tenant that the policy does not list. */
  add: command({
    input: TenantDraft,
    output: Tenant,
    errors: ['conflict', 'not-available', 'storage-failed'],
  }),
  update: command({
    input: TenantChange,
    output: Tenant,
    errors: ['not-found', 'conflict', 'storage-failed'],
  }),
  /** Order of the favourites, and with it Ctrl+1…9. Ids that are no favourites are ignored. */
  orderFavourites: command({
    input: z.strictObject({ tenantIds: z.array(TenantId).max(2000) }),
    output: nothing,
    errors: ['storage-failed'],
  }),
  addGroup: command({
    input: z.strictObject({ name: z.string().trim().min(1).max(60) }),
    output: TenantGroup,
    errors: ['conflict', 'storage-failed'],
  }),
  renameGroup: command({
    input: z.strictObject({ groupId: GroupId, name: z.string().trim().min(1).max(60) }),
    output: nothing,
    errors: ['not-found', 'conflict', 'storage-failed'],
  }),
  /** The tenants of the group stay, without a group. */
  removeGroup: command({
    input: z.strictObject({ groupId: GroupId }),
    output: nothing,
    errors: ['not-found', 'storage-failed'],
  }),
  /**
   * Ends the tenant's pages and erases everything kept of it: session, files, settings. `typedName`
   * must be the tenant's name as shown.
   */
  forget: command({
    input: z.strictObject({ tenantId: TenantId, typedName: line(120) }),
    output: z.strictObject({
      /** False when files were in use and are erased at the next start. */
      isErased: z.boolean(),
    }),
    errors: ['not-found', 'conflict', 'confirmation-mismatch', 'storage-failed'],
  }),
  /** Ends the tenant's session here: cookies, storage and cache of its compartment are erased. */
  signOut: command({
    input: byTenant,
    output: nothing,
    errors: ['not-found', 'conflict', 'storage-failed'],
  }),
  /** Main asks the operator for a file, reads it and answers with what an import would do. */
  previewImport: command({
    input: nothing,
    output: ImportPreview,
    errors: ['cancelled', 'not-available'],
  }),
  applyImport: command({
    input: z.strictObject({ importId: ImportId }),
    output: z.strictObject({ added: z.number().int().nonnegative() }),
    errors: ['not-found', 'storage-failed'],
  }),
  discardImport: command({ input: z.strictObject({ importId: ImportId }), output: nothing }),
  changed: event(Estate),
};
