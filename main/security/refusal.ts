import type { TenantId } from '../../preload/contract/index.ts';

/** What a guard stopped. Guards report it; the refusal log counts it and tells the operator. */
export interface Refusal {
  readonly kind:
    | 'navigation'
    | 'popup'
    | 'request'
    | 'download'
    | 'permission'
    | 'certificate'
    | 'client-certificate'
    | 'http-auth'
    | 'external'
    | 'ipc';
  /** The compartment it happened in; null for the shell and for main's own requests. */
  readonly tenantId: TenantId | null;
  /** Host the refused thing was for; null where there is none (`javascript:`, `data:`). */
  readonly host: string | null;
  /** One plain sentence. Never a full URL: a query may hold sign-in secrets. */
  readonly message: string;
}

export type ReportRefusal = (refusal: Refusal) => void;
