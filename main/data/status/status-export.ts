import type {
  EstateStatus,
  TenantStatus,
  TrustCell,
  TrustValue,
} from '../../../preload/contract/status.ts';
import { type Cell, toCsv } from '../csv.ts';
import type { EstateTenant } from './estate-tenant.ts';

export interface ExportAsked {
  readonly what: 'status' | 'trust';
  readonly format: 'csv' | 'json';
}

export interface ExportSource {
  readonly tenants: readonly EstateTenant[];
  readonly status: EstateStatus;
  readonly tenantStatus: (tenant: EstateTenant) => TenantStatus | null;
  readonly trust: readonly TrustCell[];
  readonly appVersion: string;
  readonly now: Date;
}

export interface Exported {
  readonly text: string;
  readonly rows: number;
}

/** Version of the exported form; grows when a column changes its meaning or goes. */
const FORM_VERSION = 1;

type Row = Readonly<Record<string, Cell>>;

/**
 * The matrix, or the trust between tenants, as a file. Every row says by itself which estate it is
 * of, how old it is and what wrote it, because rows are cut out of files and pasted into others.
 */
export function exportStatus({ what, format }: ExportAsked, source: ExportSource): Exported {
  const { tenants, now, appVersion } = source;
  const rows = what === 'status' ? statusRows(source) : trustRows(source);
  const scope = `${tenants.length} ${tenants.length === 1 ? 'tenant' : 'tenants'}`;
  const about = {
    exportedAt: now.toISOString(),
    scope,
    appVersion,
    formVersion: FORM_VERSION,
  };
  if (format === 'json') {
    const content = { format: `bulkhead-${what}`, ...about, rows };
    return { text: `${JSON.stringify(content, null, 2)}\n`, rows: rows.length };
  }
  const columns = [...COLUMNS[what], ...Object.keys(about)];
  const lines = rows.map((row) => {
    const whole: Row = { ...row, ...about };
    return columns.map((column) => whole[column] ?? null);
  });
  return { text: toCsv([columns, ...lines]), rows: rows.length };
}

const COLUMNS = {
  status: [
    'tenantId',
    'tenant',
    'domain',
    'cloud',
    'check',
    'state',
    'word',
    'reason',
    'source',
    'needs',
    'collectedAt',
    'ageMinutes',
    'lastCompleteAt',
    'problem',
  ],
  trust: [
    'sourceId',
    'source',
    'targetId',
    'target',
    'inboundMfa',
    'inboundCompliantDevice',
    'inboundHybridJoin',
    'inboundRedemption',
    'outboundRedemption',
    'inboundCollaboration',
    'outboundCollaboration',
    'inboundDirectConnect',
    'inboundSync',
    'collectedAt',
    'ageMinutes',
  ],
} as const;

function statusRows({ tenants, tenantStatus, now }: ExportSource): readonly Row[] {
  return tenants.flatMap((tenant) => {
    const status = tenantStatus(tenant);
    return (status?.findings ?? []).map((finding) => ({
      tenantId: tenant.id,
      tenant: tenant.name,
      domain: tenant.domain,
      cloud: tenant.cloud,
      check: finding.checkId,
      state: finding.state,
      word: finding.word,
      reason: finding.reason,
      source: finding.source,
      needs: finding.needs,
      collectedAt: finding.collectedAt,
      ageMinutes: ageOf(finding.collectedAt, now),
      lastCompleteAt: status?.collectedAt ?? null,
      problem: status?.problem ?? null,
    }));
  });
}

function trustRows({ tenants, trust, now }: ExportSource): readonly Row[] {
  const names = new Map<string, string>(tenants.map(({ id, name }) => [id, name]));
  return trust.map((cell) => ({
    sourceId: cell.sourceId,
    source: names.get(cell.sourceId) ?? null,
    targetId: cell.targetId,
    target: names.get(cell.targetId) ?? null,
    inboundMfa: wordFor(cell.inboundMfa),
    inboundCompliantDevice: wordFor(cell.inboundCompliantDevice),
    inboundHybridJoin: wordFor(cell.inboundHybridJoin),
    inboundRedemption: wordFor(cell.inboundRedemption),
    outboundRedemption: wordFor(cell.outboundRedemption),
    inboundCollaboration: wordFor(cell.inboundCollaboration),
    outboundCollaboration: wordFor(cell.outboundCollaboration),
    inboundDirectConnect: wordFor(cell.inboundDirectConnect),
    inboundSync: wordFor(cell.inboundSync),
    collectedAt: cell.collectedAt,
    ageMinutes: ageOf(cell.collectedAt, now),
  }));
}

function wordFor({ value, isInherited }: TrustValue): string {
  const word = value === null ? 'unknown' : value ? 'yes' : 'no';
  return isInherited ? `${word} (inherited)` : word;
}

/** Whole minutes; null when never, and never negative when the clock was set back. */
function ageOf(at: string | null, now: Date): number | null {
  if (at === null) return null;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 60_000));
}
