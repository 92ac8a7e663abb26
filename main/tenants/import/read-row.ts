import { type Cloud, TenantId } from '../../../preload/contract/index.ts';
import { parseGuarded } from '../../security/parse-guarded.ts';
import { plainLine, plainText } from '../plain-line.ts';
import { groupNameOf } from '../tenant-groups.ts';
import { readInitials } from '../tenant-initials.ts';
import type { TenantEntry } from '../tenant-registry.ts';
import { wellKnownTenant } from '../well-known-tenant.ts';
import { type Column, COLUMN_TITLES } from './columns.ts';
import { cloudsOfDomain, readDomain } from './domain.ts';
import {
  isVagueGovernment,
  readAccessPath,
  readCloud,
  readColour,
  readGuid,
  readYesOrNo,
} from './values.ts';

export type ReadTenant =
  /** `notes` say what was left out or replaced. */
  | { readonly ok: true; readonly entry: TenantEntry; readonly notes: readonly string[] }
  | { readonly ok: false; readonly reasons: readonly string[] };

type Cells = ReadonlyMap<Column, string>;

const LONGEST: Readonly<Record<Column, number>> = {
  id: 80,
  name: 120,
  domain: 253,
  cloud: 60,
  accessPath: 60,
  group: 60,
  favourite: 20,
  colour: 20,
  initials: 20,
  notes: 4000,
};

/** Also their full-width forms, which spreadsheets take for the same. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** Turns the cells of a row into a tenant, or says why not. Never throws. */
export function readTenant(cells: Cells): ReadTenant {
  const reasons: string[] = [];
  const notes: string[] = [];

  const texts = new Map<Column, string>();
  for (const [column, cell] of cells) {
    const title = COLUMN_TITLES[column];
    const { text, wasCleaned } = column === 'notes' ? plainText(cell) : plainLine(cell);
    // SECURITY(import-formula): a cell that a spreadsheet would run is not taken over, so that no
    // list that is made from the estate later can carry it on. Looked at before and after what is
    // hidden was taken out.
    if (FORMULA.test(cell) || FORMULA.test(text)) {
      reasons.push(`“${title}” begins like a formula.`);
      continue;
    }
    if (wasCleaned) notes.push(`Hidden characters were taken out of “${title}”.`);
    if (text.length > LONGEST[column]) {
      reasons.push(`“${title}” is longer than ${LONGEST[column].toLocaleString('en')} characters.`);
      continue;
    }
    texts.set(column, text);
  }
  const textOf = (column: Column) => texts.get(column) ?? '';
  /** Whether a required cell is already complained of. */
  const isRefused = (column: Column) => cells.has(column) && !texts.has(column);

  const id = readId(textOf('id'));
  if (!id.ok && !isRefused('id')) reasons.push(id.message);
  const domain = readDomain(textOf('domain'));
  if (!domain.ok && !isRefused('domain')) {
    reasons.push(textOf('domain') === '' ? 'The domain is missing.' : domain.message);
  }
  if (domain.ok && domain.wasConverted) notes.push(`The domain is kept as ${domain.domain}.`);
  const cloud = chooseCloud(textOf('cloud'), domain.ok ? domain.domain : '');
  if (!cloud.ok && !isRefused('cloud')) reasons.push(cloud.message);
  if (!id.ok || !domain.ok || !cloud.ok || reasons.length > 0) return { ok: false, reasons };
  if (cloud.note !== null) notes.push(cloud.note);

  const optional = <T>(column: Column, read: (text: string) => T | null, instead: string) => {
    const text = textOf(column);
    if (text === '') return null;
    const value = read(text);
    if (value === null) {
      notes.push(`${COLUMN_TITLES[column]} “${text.slice(0, 20)}” is not understood; ${instead}.`);
    }
    return value;
  };
  const name = textOf('name');
  if (name === '') notes.push('There is no name; the domain is used.');
  const accessPath = optional('accessPath', readAccessPath, '“unknown” is used');
  const isFavourite = optional('favourite', readYesOrNo, 'it is no favourite');
  const colour = optional('colour', readColour, 'another is chosen');
  const initials = optional('initials', readInitials, 'others are chosen');
  const groupName = groupNameOf(textOf('group'));

  const entry: TenantEntry = {
    id: id.id,
    name: name === '' ? domain.domain.slice(0, 120) : name,
    domain: domain.domain,
    cloud: cloud.cloud,
    accessPath: accessPath ?? 'unknown',
    notes: textOf('notes'),
    groupName: groupName === '' ? null : groupName,
    isFavourite: isFavourite ?? false,
    ...(colour === null ? {} : { colour }),
    ...(initials === null ? {} : { initials }),
  };
  return { ok: true, entry, notes };
}

function readId(
  text: string,
): { readonly ok: true; readonly id: TenantId } | { readonly ok: false; readonly message: string } {
  if (text === '') return { ok: false, message: 'The tenant id is missing.' };
  const id = parseGuarded(TenantId, readGuid(text));
  if (!id.success) return { ok: false, message: 'The tenant id is not a GUID.' };
  const special = wellKnownTenant(id.data);
  return special === null ? { ok: true, id: id.data } : { ok: false, message: special };
}

type ChosenCloud =
  | { readonly ok: true; readonly cloud: Cloud; readonly note: string | null }
  | { readonly ok: false; readonly message: string };

/** The cloud that is said, else the one the domain can only be in, else the global one. */
function chooseCloud(text: string, domain: string): ChosenCloud {
  const likely = cloudsOfDomain(domain);
  if (text === '') {
    const [only, other] = likely ?? ['global'];
    if (only === undefined || other !== undefined) {
      return { ok: false, message: 'The cloud is missing: GCC High or DoD?' };
    }
    return { ok: true, cloud: only, note: null };
  }
  const cloud = readCloud(text);
  if (cloud === null) {
    const known = 'Global, GCC High, DoD or 21Vianet';
    return { ok: false, message: `Cloud “${text.slice(0, 30)}” is not known. Use ${known}.` };
  }
  if (likely !== null && !likely.includes(cloud)) {
    return { ok: true, cloud, note: `A domain like ${domain.slice(0, 80)} is in another cloud.` };
  }
  const isVague = isVagueGovernment(text) && likely?.length !== 1;
  return { ok: true, cloud, note: isVague ? 'US government is taken as GCC High.' : null };
}
