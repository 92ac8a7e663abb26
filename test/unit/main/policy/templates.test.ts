import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  FLAT_VALUES,
  type FlatContent,
  nestFlatValues,
} from '../../../../main/policy/flat-values.ts';
import { Policy } from '../../../../main/policy/policy-schema.ts';
import { parsePreferences, PREFERENCES_PATH } from '../../../../main/policy/preferences-policy.ts';
import { parseRegistryOutput } from '../../../../main/policy/registry-policy.ts';

// What administrators are given says the same as the code that reads it.

const FOLDER = join(import.meta.dirname, '../../../../resources/policy');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one);

const NAMES = FLAT_VALUES.map(({ name }) => name).sort();
/** Paths are another on each system, and only one of them is this one's. */
const hereAlso = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/"[A-Z]:\\\\(?:\\.|[^"\\])*"/g, '"/folder"'));

/** Every leaf of the schema, as a path; lists and choices of values are leaves. */
function leaves(schema: unknown, path: readonly string[] = []): string[] {
  const { properties, anyOf, oneOf, propertyNames, additionalProperties } = schema as {
    properties?: Record<string, unknown>;
    anyOf?: readonly unknown[];
    oneOf?: readonly unknown[];
    propertyNames?: { enum: readonly string[] };
    additionalProperties?: unknown;
  };
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([key, one]) => leaves(one, [...path, key]));
  }
  if (propertyNames !== undefined) {
    return propertyNames.enum.flatMap((key) => leaves(additionalProperties, [...path, key]));
  }
  const choices = (anyOf ?? oneOf ?? []).filter(
    (one) => (one as { type?: string }).type !== 'null',
  );
  if (choices.length > 0) return choices.flatMap((one) => leaves(one, path));
  return [path.join('.')];
}

describe('FLAT_VALUES', () => {
  it('has a name for everything that a policy can say, and for nothing else', () => {
    const wanted = new Set(leaves(z.toJSONSchema(Policy, { io: 'input' })));

    expect(FLAT_VALUES.map(({ path }) => path.join('.')).sort()).toEqual([...wanted].sort());
    expect(new Set(NAMES).size).toBe(NAMES.length);
  });
});

describe('the JSON schema', () => {
  it('is the one of the code', () => {
    expect(JSON.parse(read('policy.schema.json'))).toEqual(z.toJSONSchema(Policy, { io: 'input' }));
  });
});

describe('the ADMX and ADML', () => {
  const admx = read('windows/bulkhead.admx');
  const adml = read('windows/en-US/bulkhead.adml');

  it('have a policy for every value, of its kind, in the key that is read', () => {
    expect(all(admx, /<policy name="(\w+)"/g).sort()).toEqual(NAMES);
    expect(all(admx, /valueName="(\w+)"/g).sort()).toEqual(
      FLAT_VALUES.flatMap(({ name, kind }) => (kind === 'list' ? [] : [name])).sort(),
    );
    for (const { name, kind } of FLAT_VALUES) {
      const [policy = ''] = new RegExp(`<policy name="${name}"[^]*?</policy>`).exec(admx) ?? [];
      expect(policy).toContain('key="Software\\Policies\\Bulkhead\\Bulkhead"');
      expect(policy).toContain('class="Machine"');
      expect(policy).toMatch(
        {
          boolean: /<enabledValue><decimal value="1"/,
          number: /<decimal id=/,
          text: /<(?:text|enum) id=/,
          list: new RegExp(`<list id="${name}" key="[^"]*\\\\${name}" valuePrefix=""`),
        }[kind],
      );
    }
  });

  it('have bounds and choices that the schema takes', () => {
    const judge = (name: string, content: FlatContent) => {
      const nested = nestFlatValues(new Map([[name, content]]));
      // Of a rule that needs another one as well, only what is wrong with this one counts.
      const { path } = FLAT_VALUES.find((value) => value.name === name) ?? { path: [] };
      if (!nested.ok) return false;
      const parsed = Policy.safeParse(nested.value);
      return (
        parsed.success || !parsed.error.issues.some((i) => i.path.join('.') === path.join('.'))
      );
    };
    for (const match of admx.matchAll(/<decimal id="(\w+)".*minValue="(\d+)" maxValue="(\d+)"/g)) {
      const [, name = '', min, max] = match;
      for (const [value, isTaken] of [
        [Number(min), true],
        [Number(max), true],
        [Number(min) - 1, false],
        [Number(max) + 1, false],
      ] as const) {
        expect([name, value, judge(name, value)]).toEqual([name, value, isTaken]);
      }
    }
    for (const [enumeration, name = ''] of admx.matchAll(/<enum id="(\w+)"[^]*?<\/enum>/g)) {
      for (const value of all(enumeration, /<string>([^<]+)<\/string>/g)) {
        expect([name, value, judge(name, value ?? '')]).toEqual([name, value, true]);
      }
      expect(judge(name, 'nonsense')).toBe(false);
    }
  });

  it('have every text that is referred to, and no other', () => {
    expect([...new Set(all(admx, /\$\(string\.(\w+)\)/g))].sort()).toEqual(
      all(adml, /<string id="(\w+)"/g).sort(),
    );
    expect(all(admx, /\$\(presentation\.(\w+)\)/g).sort()).toEqual(
      all(adml, /<presentation id="(\w+)"/g).sort(),
    );
    expect(all(adml, /refId="(\w+)"/g).sort()).toEqual(
      all(adml, /<presentation id="(\w+)"/g).sort(),
    );
  });
});

describe('the examples', () => {
  it('of Linux is a policy', () => {
    expect(exampleOf(JSON.parse(read('linux/policy.json')))).toBeDefined();
  });

  it('of macOS is a policy', () => {
    const [, body = ''] =
      /values<\/string>[^]*?<\/string>([^]*?)\n {4}<\/dict>/.exec(
        read('macos/bulkhead.mobileconfig'),
      ) ?? [];
    const values = Object.fromEntries(
      [
        ...body.matchAll(
          /<key>(\w+)<\/key>\s*(<array>[^]*?<\/array>|<[^>]+\/>|<(\w+)>[^<]*<\/\3>)/g,
        ),
      ].map(([, name = '', value = '']) => [name, ofPlist(value)]),
    );

    const raw = parsePreferences(Buffer.from(JSON.stringify(values)));
    expect(raw.state === 'read' && exampleOf(raw.value)).toBeTruthy();
    expect(Object.keys(values).length).toBeGreaterThan(15);
  });

  it('of macOS is for the bundle that is packaged, and so is what is read', () => {
    const packaged = readFileSync(join(FOLDER, '../../electron-builder.yml'), 'utf8');
    const [, appId = ''] = /^appId: (\S+)$/m.exec(packaged) ?? [];
    const types = all(
      read('macos/bulkhead.mobileconfig'),
      /<key>PayloadType<\/key>\s*<string>(.*?)<\/string>/g,
    );

    expect(appId).toMatch(/^[a-z.]{5,}$/);
    expect(types).toEqual(['Configuration', appId]);
    expect(PREFERENCES_PATH).toBe(`/Library/Managed Preferences/${appId}.plist`);
  });

  it('of Windows is a policy, as reg.exe would show it', () => {
    const shown = read('windows/bulkhead.reg')
      .split('\r\n')
      .slice(1)
      .map((line) =>
        line
          .replace(/^\[(.*)\]$/, '$1')
          .replace(
            /^"(.+?)"=dword:(\w+)$/,
            (_, name, hex) =>
              `    ${name}    REG_DWORD    0x${Number.parseInt(hex, 16).toString(16)}`,
          )
          .replace(
            /^"(.+?)"="(.*)"$/,
            (_, name, text) => `    ${name}    REG_SZ    ${text.replaceAll('\\\\', '\\')}`,
          ),
      )
      .join('\r\n');

    const raw = parseRegistryOutput(Buffer.from(shown));
    expect(raw).toMatchObject({ state: 'read' });
    expect(raw.state === 'read' && exampleOf(hereAlso(raw.value))).toBeTruthy();
  });
});

/** What an example says. Whoever takes it over as it is must not trust a key of ours, or nobody's. */
function exampleOf(value: unknown): Policy {
  const policy = Policy.parse(value);
  expect(policy.updates).toEqual({ allowed: false });
  // Nor believe in checkpoints in a folder of the workstation, which this account may change.
  expect(policy.journal.checkpoints?.kind).not.toBe('folder');
  return policy;
}

function ofPlist(value: string): FlatContent {
  if (value.startsWith('<array>')) {
    return all(value, /<string>([^<]*)<\/string>/g).map((one) => one ?? '');
  }
  if (value === '<true/>' || value === '<false/>') return value === '<true/>';
  const [, type, text = ''] = /^<(\w+)>([^<]*)</.exec(value) ?? [];
  return type === 'integer' ? Number(text) : text;
}
