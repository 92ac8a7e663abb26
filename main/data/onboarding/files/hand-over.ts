import { z } from 'zod';
import {
  Engagement,
  EvidenceId,
  EvidenceKind,
  line,
  Operator,
  RunRecords,
  TenantId,
} from '../../../../preload/contract/index.ts';
import { parseGuarded } from '../../../security/parse-guarded.ts';

/**
 * A run of a checklist with everything that belongs to it, as it was when it was exported: what the
 * HTML is made of, and the JSON file that a later one is compared with.
 */

const HAND_OVER_VERSION = 1;

/** A file with pictures and other evidence in it. */
export const MAX_HAND_OVER_BYTES = 128 * 1024 * 1024;

const Instant = z.iso.datetime();
const TenantName = z.strictObject({ id: TenantId, name: line(200) });

export const HandOverEvidence = z.strictObject({
  id: EvidenceId,
  kind: EvidenceKind,
  title: line(300),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  addedAt: Instant,
  addedBy: Operator,
  /** Of kind `text` and `check`. */
  text: line(200_000).nullable(),
  /** Of a file or picture; null when its content was left out. */
  base64: z.string().max(MAX_HAND_OVER_BYTES).nullable(),
  mediaType: line(100),
});
export type HandOverEvidence = z.infer<typeof HandOverEvidence>;

export const HandOver = z.strictObject({
  version: z.literal(HAND_OVER_VERSION),
  exportedAt: Instant,
  appVersion: line(40),
  engagement: Engagement,
  tenants: z.strictObject({ source: TenantName.nullable(), target: TenantName }),
  evidence: z.array(HandOverEvidence).max(20_000),
  /** Null in hand-overs of before there was a journal. */
  journal: RunRecords.nullable().default(null),
});
export type HandOver = z.infer<typeof HandOver>;

/** The file that `parseHandOver` reads. */
export function handOverJson(handOver: HandOver): string {
  return `${JSON.stringify(handOver, null, 1)}\n`;
}

export type ParsedHandOver =
  | { readonly handOver: HandOver }
  /** One sentence for the operator. */
  | { readonly problem: string };

/** Reads an earlier hand-over. Never throws; a file that is not one is told in one sentence. */
export function parseHandOver(text: string): ParsedHandOver {
  // SECURITY(hand-over-file): bounded before it is read; what does not fit exactly is no hand-over.
  if (text.length > MAX_HAND_OVER_BYTES) return { problem: 'The file is larger than 128 MB.' };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { problem: 'The file is no JSON, so it is no hand-over of Bulkhead’s.' };
  }
  const version = parseGuarded(z.object({ version: z.number() }), value);
  if (version.success && version.data.version > HAND_OVER_VERSION) {
    return { problem: 'The file was written by a newer Bulkhead. Compare it there.' };
  }
  const parsed = parseGuarded(HandOver, value);
  if (parsed.success) return { handOver: parsed.data };
  return { problem: 'The file is no hand-over of Bulkhead’s, or was changed.' };
}
