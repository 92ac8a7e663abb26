/** A policy as a source has it, before its rules are looked at. */
export type RawPolicy =
  | { readonly state: 'absent' }
  | { readonly state: 'read'; readonly value: unknown }
  /** `reason` completes "The policy in …". */
  | { readonly state: 'rejected' | 'unreadable'; readonly reason: string };

/** Where an administrator's policy is on one platform. */
export interface PolicySource {
  /** For the operator: a path, or a key of the registry. */
  readonly place: string;
  /** Never rejects. */
  read(): Promise<RawPolicy>;
}

/** More than any policy has: what is larger is not read. */
export const MAX_POLICY_BYTES = 256 * 1024;
