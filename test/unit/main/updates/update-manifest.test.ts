import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readManifest,
  requireAcceptable,
  UpdateRefusal,
} from '../../../../main/updates/update-manifest.ts';
import { aManifest, aPackage, aSigner } from '../../../support/signed-update.ts';

const signer = aSigner();
const read = (bytes: Uint8Array) => readManifest(bytes, signer.sign(bytes), [signer.key]);
const readText = (text: string) => read(Buffer.from(text));
const faultOf = (work: () => unknown) => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof UpdateRefusal ? error.fault : error;
  }
};

describe('a manifest', () => {
  it('is read when it is signed', () => {
    expect(readText(JSON.stringify(aManifest()))).toMatchObject({ version: '1.4.0' });
  });

  it('is not even parsed when it is not', () => {
    const bytes = Buffer.from('no manifest at all');
    expect(faultOf(() => readManifest(bytes, aSigner().sign(bytes), [signer.key]))).toBe(
      'signature',
    );
    expect(faultOf(() => read(bytes))).toBe('form');
  });

  const huge = Array.from({ length: 33 }, (_, at) => aPackage(`p${String(at)}.deb`));
  it.each<readonly [string, Record<string, unknown>]>([
    ['a field that is not known', aManifest({ run: 'setup.exe' })],
    ['another format', aManifest({ format: 2 })],
    ['a version with words', aManifest({ version: '1.4.0-beta' })],
    ['a version with an empty number', aManifest({ version: '1..0' })],
    ['a version with a leading nought', aManifest({ version: '1.04.0' })],
    ['a version that is a number', aManifest({ version: 1.4 })],
    ['a minimum above what is offered', aManifest({ minimum: '1.4.1' })],
    ['no end', aManifest({ expiresAt: undefined })],
    ['an end before its beginning', aManifest({ expiresAt: '2026-10-01T08:00:00Z' })],
    ['a time that is none', aManifest({ releasedAt: 'yesterday' })],
    ['no package', aManifest({ packages: [] })],
    ['too many packages', aManifest({ packages: huge })],
    ['one name twice', aManifest({ packages: [aPackage('a.deb'), aPackage('a.deb')] })],
    ...['', '..', '../a.deb', 'a/b.deb', 'a\\b.deb', '//attacker.example/a.deb', '.a', 'a%2fb'].map(
      (name) => [`a package called “${name}”`, aManifest({ packages: [aPackage(name)] })] as const,
    ),
    ...['https:a.deb', 'a.deb?x', 'a.deb#x', 'a b.deb', 'a\nb.deb', 'é.deb', 'a'.repeat(121)].map(
      (name) => [`a package called “${name}”`, aManifest({ packages: [aPackage(name)] })] as const,
    ),
    ...[0, -1, 1.5, 600_000_000].map(
      (size) =>
        [
          `a package of ${String(size)} bytes`,
          aManifest({ packages: [{ ...aPackage('a.deb'), size }] }),
        ] as const,
    ),
    [
      'a digest in capitals',
      aManifest({ packages: [{ ...aPackage('a.deb'), sha256: 'A'.repeat(64) }] }),
    ],
    [
      'a package with more to say',
      aManifest({ packages: [{ ...aPackage('a.deb'), url: 'https://attacker.example/' }] }),
    ],
  ])('is refused with %s', (_, manifest) => {
    expect(faultOf(() => readText(JSON.stringify(manifest)))).toBe('form');
  });

  it.each([
    ['cut off', JSON.stringify(aManifest()).slice(0, -1)],
    ['two of them', `${JSON.stringify(aManifest())}{}`],
    ['after a byte order mark', `\uFEFF${JSON.stringify(aManifest())}`],
    ['a list', '[]'],
    ['empty', ''],
  ])('is refused when it is %s', (_, text) => {
    expect(faultOf(() => readText(text))).toBe('form');
  });

  it('is refused, never more, whatever an administrator signs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        return faultOf(() => read(bytes)) === 'form';
      }),
    );
    const bytes = Buffer.from(JSON.stringify(aManifest()).replace('1.4.0', '1.4.\xff'), 'latin1');
    expect(faultOf(() => read(bytes))).toBe('form');
  });
});

describe('what a manifest must not do', () => {
  const now = new Date('2026-11-15T08:00:00Z');
  const at = (said: Partial<Parameters<typeof requireAcceptable>[1]> = {}) => ({
    running: '1.2.0',
    newest: null,
    now,
    ...said,
  });
  const accept = (manifest: Record<string, unknown>, said?: Parameters<typeof at>[0]) =>
    faultOf(() => requireAcceptable(readText(JSON.stringify(manifest)), at(said)));

  it('is nothing where it offers what runs or something newer', () => {
    expect(accept(aManifest())).toBeNull();
    expect(accept(aManifest(), { running: '1.4.0' })).toBeNull();
  });

  it('is to offer less than what runs', () => {
    expect(accept(aManifest(), { running: '1.4.1' })).toBe('older-than-running');
    expect(accept(aManifest(), { running: '1.10.0' })).toBe('older-than-running');
  });

  it('is to offer less than was offered before, also of the same version', () => {
    const newest = (version: string, releasedAt = '2026-11-01T08:00:00Z') => ({
      newest: { version, releasedAt },
    });
    expect(accept(aManifest(), newest('1.5.0'))).toBe('older-than-seen');
    expect(accept(aManifest(), newest('1.4.0', '2026-11-01T08:00:01Z'))).toBe('older-than-seen');
    expect(accept(aManifest(), newest('1.4.0'))).toBeNull();
    expect(accept(aManifest(), newest('1.3.9', '2026-11-10T08:00:00Z'))).toBeNull();
  });

  it('is to be past its end', () => {
    const expiresAt = now.toISOString();
    expect(accept(aManifest({ expiresAt }))).toBe('expired');
    expect(accept(aManifest({ expiresAt: '2026-11-15T08:00:00.001Z' }))).toBeNull();
  });
});
