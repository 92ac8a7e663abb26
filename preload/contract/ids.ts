import { z } from 'zod';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A tenant's GUID in lower case: the one key of a tenant. Names are labels. */
export const TenantId = z.string().length(36).regex(GUID).brand<'TenantId'>();
export type TenantId = z.infer<typeof TenantId>;

/** A view of a compartment: a portal or a pop-up. Made by main, meaningless elsewhere. */
export const ViewId = z
  .string()
  .regex(/^v[0-9]{1,9}$/)
  .brand<'ViewId'>();
export type ViewId = z.infer<typeof ViewId>;

export const GroupId = z
  .string()
  .regex(/^g[0-9a-z]{1,16}$/)
  .brand<'GroupId'>();
export type GroupId = z.infer<typeof GroupId>;

/** Handle on a parsed import that waits for the operator's decision. */
export const ImportId = z
  .string()
  .regex(/^i[0-9a-f]{16}$/)
  .brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;

/** Text of one line that an operator or a service wrote: shown as text only, never as markup. */
export const line = (max: number) => z.string().max(max);
