import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRegistryOutput, registryPolicy } from '../../../../main/policy/registry-policy.ts';
import type { ToolResult } from '../../../../main/policy/run-tool.ts';

const KEY = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Bulkhead\\Bulkhead';

/** As reg.exe writes it: an empty line, a key, its values; and so on for each key below it. */
const OUTPUT = [
  '',
  KEY,
  '    DownloadsAllowed    REG_DWORD    0x1',
  '    DownloadFolder    REG_SZ    C:\\Exports of Bulkhead',
  '    CollectEveryMinutes    REG_DWORD    0xf0',
  '    ClientIdGlobal    REG_SZ    0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201',
  '',
  `${KEY}\\AllowedTenants`,
  '    1    REG_SZ    0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522202',
  '    2    REG_SZ    0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522203',
  '',
  `${KEY}\\RequestHostsGccHigh`,
  '    1    REG_SZ    *.cdn.contoso.example',
  '',
  '',
].join('\r\n');

const parse = (text: string) => parseRegistryOutput(Buffer.from(text, 'latin1'));
const reasonOf = (text: string) => {
  const raw = parse(text);
  return raw.state === 'rejected' ? raw.reason : raw.state;
};
const withValue = (line: string) => `\r\n${KEY}\r\n${line}\r\n`;

describe('parseRegistryOutput', () => {
  it('reads values and lists into the nested policy', () => {
    expect(parse(OUTPUT)).toEqual({
      state: 'read',
      value: {
        downloads: { allowed: true, folder: 'C:\\Exports of Bulkhead' },
        collection: { everyMinutes: 240 },
        settings: { clientIds: { global: '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201' } },
        tenants: {
          allowed: ['0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522202', '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522203'],
        },
        additionalHosts: { 'gcc-high': { requests: ['*.cdn.contoso.example'] } },
      },
    });
  });

  it('reads a key without values as an empty policy', () => {
    expect(parse(`\r\n${KEY}\r\n\r\n`)).toEqual({ state: 'read', value: {} });
    expect(parse('')).toEqual({ state: 'read', value: {} });
  });

  it('tells 0 from 1 and takes nothing else for yes or no', () => {
    expect(parse(withValue('    ExportAllowed    REG_DWORD    0x0'))).toEqual({
      state: 'read',
      value: { export: { allowed: false } },
    });
    expect(reasonOf(withValue('    ExportAllowed    REG_DWORD    0x2'))).toContain('wrong kind');
    expect(reasonOf(withValue('    ExportAllowed    REG_SZ    1'))).toContain('wrong kind');
  });

  it.each([
    ['a value that is not known', '    Downloads    REG_DWORD    0x1', 'not known: Downloads'],
    ['the unnamed value', '    (Default)    REG_SZ    x', 'not known: (Default)'],
    ['a hostile name', '    __proto__    REG_SZ    x', 'not known: __proto__'],
    [
      'a path of variables',
      '    DownloadFolder    REG_EXPAND_SZ    %USERPROFILE%\\x',
      'wrong kind: DownloadFolder',
    ],
    ['a list as a value', '    AllowedTenants    REG_SZ    x', 'wrong kind: AllowedTenants'],
    ['a number as text', '    LiveViewLimit    REG_SZ    5', 'wrong kind: LiveViewLimit'],
    ['a line of another form', '   LiveViewLimit REG_DWORD 0x5', 'not in the form'],
    ['letters of a code page', '    DownloadFolder    REG_SZ    C:\\\xc4', 'not ASCII'],
    ['a NUL', '    DownloadFolder    REG_SZ    C:\\\0', 'not ASCII'],
  ])('refuses %s', (_what, line, reason) => {
    expect(reasonOf(withValue(line))).toContain(reason);
  });

  it('refuses what comes twice, other keys and keys that are not known', () => {
    const twice = '    LiveViewLimit    REG_DWORD    0x5';
    expect(reasonOf(withValue(`${twice}\r\n${twice}`))).toContain('twice');
    expect(reasonOf(`\r\n${KEY}\\AllowedTenants\r\n\r\n${KEY}\\AllowedTenants\r\n`)).toContain(
      'twice',
    );
    expect(reasonOf(`\r\n${KEY}\\Other\r\n`)).toContain('not known: Other');
    expect(reasonOf(`\r\n${KEY}Other\r\n`)).toContain('not in the form');
    expect(reasonOf('\r\nHKEY_CURRENT_USER\\Software\r\n')).toContain('not in the form');
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = `\r\n${KEY}\r\n    ${Buffer.from(bytes).toString('ascii')}`;
        for (const output of [Buffer.from(bytes), Buffer.from(text)]) {
          expect(['read', 'rejected']).toContain(parseRegistryOutput(output).state);
        }
      }),
    );
  });
});

describe('registryPolicy', () => {
  const REFUSED: ToolResult = { kind: 'ended', code: 1, output: Buffer.alloc(0) };
  const listing = (...children: readonly string[]): ToolResult => ({
    kind: 'ended',
    code: 0,
    output: Buffer.from(
      children.map((child) => `\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${child}`).join(''),
    ),
  });

  /** @param answers by key, without the root */
  async function read(answers: Readonly<Record<string, ToolResult>>) {
    const calls: string[] = [];
    const raw = await registryPolicy(async (program, args) => {
      calls.push([program, ...args].join(' '));
      return answers[args[1]?.replace('HKLM\\Software\\', '') ?? ''] ?? { kind: 'failed' };
    }).read();
    return { raw, calls };
  }

  it('asks the system’s own tool for one key, in the 64-bit view', async () => {
    const { raw, calls } = await read({
      'Policies\\Bulkhead\\Bulkhead': { kind: 'ended', code: 0, output: Buffer.from(OUTPUT) },
    });

    expect(raw.state).toBe('read');
    expect(calls).toEqual([
      'C:\\Windows\\System32\\reg.exe query HKLM\\Software\\Policies\\Bulkhead\\Bulkhead /s /reg:64',
    ]);
  });

  it('tells a key that is not there from one that may not be read', async () => {
    const key = { 'Policies\\Bulkhead\\Bulkhead': REFUSED };

    expect((await read({ ...key, Policies: listing('Microsoft') })).raw.state).toBe('absent');
    expect(
      (
        await read({
          ...key,
          Policies: listing('Bulkhead'),
          'Policies\\Bulkhead': listing('Bulkhead\\Other'),
        })
      ).raw.state,
    ).toBe('absent');
    expect(
      (
        await read({
          ...key,
          Policies: listing('Bulkhead'),
          'Policies\\Bulkhead': listing('Bulkhead\\Bulkhead'),
        })
      ).raw.state,
    ).toBe('unreadable');
    expect(
      (await read({ ...key, Policies: listing('Bulkhead'), 'Policies\\Bulkhead': REFUSED })).raw
        .state,
    ).toBe('unreadable');
    expect((await read({ ...key, Policies: REFUSED })).raw.state).toBe('unreadable');
    expect((await read({})).raw.state).toBe('unreadable');
  });
});
