import { type FlatContent, kindOf, nestFlatValues } from './flat-values.ts';
import type { PolicySource, RawPolicy } from './raw-policy.ts';
import type { RunTool } from './run-tool.ts';

/**
 * The policy of Windows, from `HKLM\Software\Policies\Bulkhead\Bulkhead`.
 *
 * Threat: HKCU is the operator's own, and so is the 32-bit view of another program's writing; only
 * administrators write below HKLM\Software\Policies. Node has no registry, and an add-on for it would
 * be one more thing to trust.
 * So reg.exe of Windows itself reads that one key, in the 64-bit view, by its full path. What it
 * writes is ASCII here, because its code page is not known; anything else is refused, not guessed.
 * Tested on captured output in test/unit/main/policy/registry-policy.test.ts; not run on Windows.
 */

const REG_EXE = 'C:\\Windows\\System32\\reg.exe';
const PARENT = 'Software\\Policies';
const VENDOR = `${PARENT}\\Bulkhead`;
const KEY = `${VENDOR}\\Bulkhead`;
const FULL_KEY = `HKEY_LOCAL_MACHINE\\${KEY}`;

/** As reg.exe writes a value: four spaces, name, four spaces, type, and data unless it is empty. */
const VALUE_LINE = /^ {4}(\S(?:.*?\S)?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;
const MAX_LIST = 2_000;

export function registryPolicy(run: RunTool): PolicySource {
  const query = (key: string, ...args: readonly string[]) =>
    run(REG_EXE, ['query', `HKLM\\${key}`, ...args, '/reg:64']);

  /** Whether a key has a child; null when the key itself cannot be read. */
  const hasChild = async (key: string, child: string): Promise<boolean | null> => {
    const result = await query(key);
    if (result.kind === 'failed' || result.code !== 0) return null;
    const sought = `HKEY_LOCAL_MACHINE\\${child}`.toLowerCase();
    const lines = result.output.toString('latin1').split(/\r?\n/);
    return lines.some((line) => line.trim().toLowerCase() === sought);
  };

  return {
    place: `HKLM\\${KEY}`,
    async read(): Promise<RawPolicy> {
      const result = await query(KEY, '/s');
      if (result.kind === 'failed') return UNREADABLE;
      if (result.code === 0) return parseRegistryOutput(result.output);
      // It says the same, in the system's language, of a key that is not there and of one that may
      // not be read. The keys above tell them apart.
      const hasVendor = await hasChild(PARENT, VENDOR);
      if (hasVendor === null) return UNREADABLE;
      if (!hasVendor) return { state: 'absent' };
      return (await hasChild(VENDOR, KEY)) === false ? { state: 'absent' } : UNREADABLE;
    },
  };
}

const UNREADABLE: RawPolicy = { state: 'unreadable', reason: 'cannot be read' };
const rejected = (reason: string): RawPolicy => ({ state: 'rejected', reason });

/** Reads what `reg query KEY /s` writes. @param output as it came, in whatever code page */
export function parseRegistryOutput(output: Buffer): RawPolicy {
  if (output.some((byte) => byte > 0x7e || (byte < 0x20 && byte !== 0x0d && byte !== 0x0a))) {
    return rejected('has characters that are not ASCII');
  }
  const values = new Map<string, FlatContent>();
  /** Name of the list whose entries come; null for the values of the key itself. */
  let list: string | null = null;
  for (const line of output.toString('latin1').split(/\r?\n/)) {
    if (line.trim() === '') continue;
    if (!line.startsWith(' ')) {
      const below = belowKey(line);
      if (below === null) return rejected('is not in the form that is known');
      list = below === '' ? null : below;
      if (list === null) continue;
      if (kindOf(list) !== 'list') return rejected(`has a key that is not known: ${short(list)}`);
      if (values.has(list)) return rejected(`has a list twice: ${list}`);
      values.set(list, []);
      continue;
    }
    const [, name, type, data = ''] = VALUE_LINE.exec(line) ?? [];
    if (name === undefined || type === undefined) {
      return rejected('is not in the form that is known');
    }
    if (list !== null) {
      const entries = values.get(list) as string[];
      if (type !== 'REG_SZ') return rejected(`has a value of the wrong kind: ${list}`);
      if (entries.length === MAX_LIST) return rejected(`has too many entries: ${list}`);
      entries.push(data);
      continue;
    }
    if (values.has(name)) return rejected(`has a value twice: ${short(name)}`);
    const content = contentOf(name, type, data);
    if (content === null) return rejected(`has a value of the wrong kind: ${short(name)}`);
    values.set(name, content);
  }
  const nested = nestFlatValues(values);
  return nested.ok ? { state: 'read', value: nested.value } : rejected(nested.reason);
}

/** What of a key's name is below ours; empty for ours itself, null for another. */
function belowKey(line: string): string | null {
  if (line.slice(0, FULL_KEY.length).toLowerCase() !== FULL_KEY.toLowerCase()) return null;
  const rest = line.slice(FULL_KEY.length);
  if (rest === '') return '';
  return rest.startsWith('\\') && rest.length > 1 ? rest.slice(1) : null;
}

/** A value that is not known is told of by its name later, whatever its kind. */
function contentOf(name: string, type: string, data: string): FlatContent | null {
  const kind = kindOf(name);
  if (kind === null) return data;
  // No REG_EXPAND_SZ: what it means is said by variables, and those are the operator's.
  if (kind === 'text') return type === 'REG_SZ' ? data : null;
  if (type !== 'REG_DWORD' || !/^0x[0-9a-f]{1,8}$/i.test(data)) return null;
  const number = Number(data);
  if (kind === 'number') return number;
  return kind === 'boolean' && number <= 1 ? number === 1 : null;
}

const short = (name: string) => name.slice(0, 60);
