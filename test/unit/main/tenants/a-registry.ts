import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { Failure } from '../../../../main/ipc/failure.ts';
import type { FileSystem } from '../../../../main/stored-files/file-system.ts';
import { openEstateFile } from '../../../../main/tenants/estate-file.ts';
import {
  createTenantRegistry,
  type TenantRegistry,
} from '../../../../main/tenants/tenant-registry.ts';
import {
  type ErrorCode,
  Estate,
  type TenantDraft,
  TenantId,
} from '../../../../preload/contract/index.ts';

/** Tenant id number `n`. */
export const idOf = (n: number): TenantId =>
  TenantId.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);

export function aDraft(n: number, changes: Partial<TenantDraft> = {}): TenantDraft {
  return {
    id: idOf(n),
    name: `Tenant ${n}`,
    domain: `tenant${n}.example`,
    cloud: 'global',
    ...changes,
  };
}

/** A profile folder of its own, removed after the test. */
export function aProfile(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bulkhead-estate-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export interface RegistryRun {
  readonly dir: string;
  readonly registry: TenantRegistry;
  /** What the page was told, each checked against the contract. */
  readonly told: readonly Estate[];
  /** Sets the clock forward. */
  pass(ms: number): void;
}

/** One run of the app on a profile. */
export function aRun(
  dir = aProfile(),
  fs?: FileSystem,
  hasFolder?: (folder: string) => boolean,
): RegistryRun {
  let clock = Date.parse('2026-03-04T05:06:07.000Z');
  let drawn = 0;
  const now = () => new Date(clock);
  const told: Estate[] = [];
  const registry = createTenantRegistry({
    file: openEstateFile(dir, now, fs),
    now,
    random: (size) => {
      drawn += 1;
      const bytes = new Uint8Array(size);
      new DataView(bytes.buffer).setUint32(0, drawn);
      return bytes;
    },
    onChanged: (estate) => told.push(Estate.parse(estate)),
    ...(hasFolder === undefined ? {} : { hasFolder }),
  });
  return { dir, registry, told, pass: (ms) => (clock += ms) };
}

/** Every byte of the files in a folder. */
export function allBytesOf(dir: string): string {
  return readdirSync(dir)
    .map((name) => `${name}\n${readFileSync(join(dir, name), 'latin1')}`)
    .join('\n');
}

/** For `toThrow`: a Failure of this code whose message holds the words. */
export function aFailure(code: ErrorCode, words: string | RegExp): Failure {
  return expect.toSatisfy(
    (thrown: unknown) =>
      thrown instanceof Failure &&
      thrown.code === code &&
      (typeof words === 'string' ? thrown.message.includes(words) : words.test(thrown.message)),
    `Failure ${code}: ${String(words)}`,
  ) as Failure;
}
