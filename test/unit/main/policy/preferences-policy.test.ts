import { describe, expect, it } from 'vitest';
import {
  parsePreferences,
  preferencesPolicy,
  PREFERENCES_PATH,
} from '../../../../main/policy/preferences-policy.ts';
import type { ToolResult } from '../../../../main/policy/run-tool.ts';
import type { TrustedFile } from '../../../../main/policy/trusted-file.ts';

const parse = (value: unknown) => parsePreferences(Buffer.from(JSON.stringify(value)));

describe('parsePreferences', () => {
  it('reads values, and leaves out what the system adds', () => {
    expect(
      parse({
        AllowedTenants: ['0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522202'],
        ExportAllowed: false,
        LiveViewLimit: 3,
        PayloadUUID: 'x',
      }),
    ).toEqual({
      state: 'read',
      value: {
        tenants: { allowed: ['0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522202'] },
        export: { allowed: false },
        settings: { liveViewLimit: 3 },
      },
    });
  });

  it.each([
    ['a value that is not known', { Export: false }, 'not known: Export'],
    ['a value of another kind', { ExportAllowed: 'no' }, 'wrong kind: ExportAllowed'],
    ['a number for yes', { ExportAllowed: 1 }, 'wrong kind: ExportAllowed'],
    ['a list of numbers', { AllowedTenants: [1] }, 'wrong kind: AllowedTenants'],
    ['a dictionary', { ExportAllowed: { allowed: true } }, 'wrong kind: ExportAllowed'],
    ['a list', [], 'not a list of preferences'],
  ])('refuses %s', (_what, value, reason) => {
    expect(parse(value)).toMatchObject({
      state: 'rejected',
      reason: expect.stringContaining(reason) as string,
    });
  });
});

describe('preferencesPolicy', () => {
  async function read(file: TrustedFile, result: ToolResult = { kind: 'failed' }) {
    const calls: unknown[] = [];
    const raw = await preferencesPolicy(
      async (program, args, input) => {
        calls.push([program, args.join(' '), input]);
        return result;
      },
      (path) => {
        expect(path).toBe(PREFERENCES_PATH);
        return file;
      },
    ).read();
    return { raw, calls };
  }
  const FILE: TrustedFile = { state: 'read', bytes: Buffer.from('bplist00') };

  it('has the bytes that were checked converted, not the file of that name', async () => {
    const output = Buffer.from('{"ExportAllowed":false}');
    const { raw, calls } = await read(FILE, { kind: 'ended', code: 0, output });

    expect(raw).toEqual({ state: 'read', value: { export: { allowed: false } } });
    expect(calls).toEqual([['/usr/bin/plutil', '-convert json -o - -', Buffer.from('bplist00')]]);
  });

  it('runs nothing for a file that is not there, not trusted or not readable', async () => {
    for (const [file, state] of [
      [{ state: 'absent' }, 'absent'],
      [{ state: 'refused', reason: 'does not belong to root' }, 'rejected'],
      [{ state: 'unreadable', code: 'EACCES' }, 'unreadable'],
    ] as const) {
      const { raw, calls } = await read(file);
      expect(raw.state).toBe(state);
      expect(calls).toEqual([]);
    }
  });

  it('tells of a file that cannot be converted', async () => {
    const output = Buffer.from('x');
    expect((await read(FILE)).raw.state).toBe('unreadable');
    expect((await read(FILE, { kind: 'ended', code: 1, output })).raw.state).toBe('rejected');
    expect((await read(FILE, { kind: 'ended', code: 0, output })).raw.state).toBe('rejected');
  });
});
