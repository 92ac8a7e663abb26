import { z } from 'zod';
import {
  MAX_PACKAGE_BYTES,
  PackageName,
  Sha256,
  type UpdateFault,
  Version,
} from '../../preload/contract/index.ts';
import { parseJsonObject } from '../identity/bounded-request.ts';
import { parseOrThrow } from '../security/parse-guarded.ts';
import { isSignedBy } from './manifest-signature.ts';
import { compareVersions } from './version.ts';

/** What an administrator signs; docs/updates.md says what each field means. */
const UpdateManifest = z
  .strictObject({
    format: z.literal(1),
    version: Version,
    /** The lowest version that is still to be used. */
    minimum: Version,
    releasedAt: z.iso.datetime(),
    /** After this the manifest is not taken any more. */
    expiresAt: z.iso.datetime(),
    packages: z
      .array(
        z.strictObject({
          platform: z.enum(['win32', 'darwin', 'linux']),
          arch: z.enum(['x64', 'arm64']),
          fileName: PackageName,
          size: z.number().int().min(1).max(MAX_PACKAGE_BYTES),
          sha256: Sha256,
        }),
      )
      .min(1)
      .max(32),
  })
  .refine(({ releasedAt, expiresAt }) => Date.parse(releasedAt) < Date.parse(expiresAt))
  .refine(({ minimum, version }) => compareVersions(minimum, version) <= 0)
  .refine(({ packages }) => new Set(packages.map((one) => one.fileName)).size === packages.length);
export type UpdateManifest = z.infer<typeof UpdateManifest>;

/** A release, as it is remembered. */
export interface Release {
  readonly version: string;
  readonly releasedAt: string;
}

/** A manifest, or the request for it, that is not taken; says why, for the operator. */
export class UpdateRefusal extends Error {
  readonly fault: UpdateFault;
  /** What was offered; null where nobody vouches for it. */
  readonly version: string | null;

  constructor(fault: UpdateFault, version: string | null = null) {
    super(`The update was refused: ${fault}`);
    this.name = 'UpdateRefusal';
    this.fault = fault;
    this.version = version;
  }
}

/** Reads what was received. Throws an UpdateRefusal `signature` or `form`. */
export function readManifest(
  bytes: Uint8Array,
  signature: string,
  keys: readonly string[],
): UpdateManifest {
  if (!isSignedBy(keys, bytes, signature)) throw new UpdateRefusal('signature');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return parseOrThrow(UpdateManifest, parseJsonObject(text));
  } catch {
    throw new UpdateRefusal('form');
  }
}

/**
 * Refuses what a sound manifest must not do.
 *
 * Threat: somebody who cannot sign keeps an old manifest and serves it again: to bring a version
 * back whose holes are known, or to hide that there is a newer one.
 * So nothing is taken that is older than what runs, older than what was ever seen, or past its end.
 * Tested in test/unit/main/updates/update-manifest.test.ts.
 * @param newest the newest release that was ever offered here; null when there was none
 */
export function requireAcceptable(
  manifest: UpdateManifest,
  at: { readonly running: string; readonly newest: Release | null; readonly now: Date },
): void {
  const { version } = manifest;
  // SECURITY(update-freeze): an old manifest cannot be served for ever.
  if (isExpired(manifest, at.now)) throw new UpdateRefusal('expired', version);
  // SECURITY(update-rollback): neither below what runs nor below what was offered before.
  if (compareVersions(version, at.running) < 0) {
    throw new UpdateRefusal('older-than-running', version);
  }
  if (at.newest !== null && isOlder(manifest, at.newest)) {
    throw new UpdateRefusal('older-than-seen', version);
  }
}

export function isExpired({ expiresAt }: UpdateManifest, now: Date): boolean {
  return Date.parse(expiresAt) <= now.getTime();
}

/** The same version may be released again, for instance with other packages; never from before. */
function isOlder(one: Release, other: Release): boolean {
  const versions = compareVersions(one.version, other.version);
  return (
    versions < 0 || (versions === 0 && Date.parse(one.releasedAt) < Date.parse(other.releasedAt))
  );
}
