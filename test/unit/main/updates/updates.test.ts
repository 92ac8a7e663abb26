import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSeenReleases } from '../../../../main/updates/seen-releases.ts';
import { createUpdates, type UpdatesOptions } from '../../../../main/updates/updates.ts';
import { type UpdateResult, UpdatesState } from '../../../../preload/contract/index.ts';
import {
  aManifest,
  aPackage,
  aPolicy,
  aRelease,
  aSigner,
  anUpdateHost,
  MANIFEST_URL,
  PACKAGE,
} from '../../../support/signed-update.ts';

const signer = aSigner();
const FILE = 'bulkhead-1.4.0.tar.gz';
const refused = (fault: string, version: string | null = null) => ({
  kind: 'refused',
  fault,
  version,
});

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'updates-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function anApp(
  files: Parameters<typeof anUpdateHost>[0] = aRelease(signer),
  said: Partial<UpdatesOptions> & { readonly dir?: string } = {},
) {
  const host = anUpdateHost(files);
  const clock = { now: new Date('2026-11-15T08:00:00Z') };
  const now = () => clock.now;
  const states: UpdatesState[] = [];
  const byItself: UpdateResult[] = [];
  const written: { readonly path: string; readonly bytes: Buffer }[] = [];
  const updates = createUpdates({
    policy: aPolicy(signer),
    running: { version: '1.2.0', platform: process.platform, arch: process.arch },
    seen: openSeenReleases({ dir: said.dir ?? aFolder(), now }),
    fetch: host.fetch,
    chooseFile: (name) => Promise.resolve(`/chosen/${name}`),
    writeFile: async (path, chunks) => {
      written.push({ path, bytes: Buffer.concat(chunks) });
    },
    isOnline: () => true,
    isLocked: () => false,
    now,
    onChanged: (state) => states.push(UpdatesState.parse(state)),
    onCheckedByItself: (result) => byItself.push(result),
    ...said,
  });
  return { updates, host, clock, states, byItself, written };
}

describe('without a policy', () => {
  it('nothing is asked, whoever calls', async () => {
    const { updates, host } = anApp(aRelease(signer), {
      policy: { allowed: false },
      seen: null,
    });
    await expect(updates.check()).rejects.toMatchObject({ code: 'not-available' });
    await expect(updates.download(FILE)).rejects.toMatchObject({ code: 'not-found' });
    await updates.checkIfDue();

    expect(host.asked).toEqual([]);
    expect(updates.get()).toMatchObject({ source: null, last: null });
  });
});

describe('a check', () => {
  it('finds a newer version and what there is of it for this device', async () => {
    const other = { ...aPackage('other.msi'), platform: 'win32', arch: 'arm64' };
    const { updates, host, states } = anApp(
      aRelease(signer, { minimum: '1.3.0', packages: [aPackage(FILE), other] }),
      { running: { version: '1.2.0', platform: 'linux', arch: 'x64' } },
    );
    const { platform: _platform, arch: _arch, ...offered } = aPackage(FILE);
    const isHere = process.platform === 'linux' && process.arch === 'x64';

    expect(await updates.check()).toEqual({
      kind: 'newer',
      version: '1.4.0',
      releasedAt: '2026-11-01T08:00:00Z',
      isBelowMinimum: true,
      packages: isHere ? [offered] : [],
    });
    expect(host.asked).toEqual([MANIFEST_URL, `${MANIFEST_URL}.sig`]);
    expect(states.map(({ work }) => work?.kind ?? null)).toEqual(['checking', null]);
  });

  it('finds nothing newer than what runs', async () => {
    const { updates } = anApp(aRelease(signer), {
      running: { version: '1.4.0', platform: 'linux', arch: 'x64' },
    });
    expect(await updates.check()).toEqual({ kind: 'current', version: '1.4.0' });
  });

  const bytes = Buffer.from(JSON.stringify(aManifest()));
  const sound = aRelease(signer);
  it.each<readonly [string, Parameters<typeof anUpdateHost>[0], object]>([
    ['another key signed it', aRelease(aSigner()), refused('signature')],
    [
      'a byte was changed',
      { ...sound, 'manifest.json': Buffer.from(bytes.toString().replace('1.4.0', '1.4.1')) },
      refused('signature'),
    ],
    ['it is cut off', { ...sound, 'manifest.json': bytes.subarray(0, 50) }, refused('signature')],
    ['there is no manifest', {}, refused('not-found')],
    ['there is no signature', { 'manifest.json': bytes }, refused('not-found')],
    ['it says more', aRelease(signer, { more: 1 }), refused('form')],
    ['it is too large', aRelease(signer, { more: 'x'.repeat(70_000) }), refused('too-large')],
    [
      'the signature is too large',
      { ...sound, 'manifest.json.sig': 'A'.repeat(300) },
      refused('too-large'),
    ],
    [
      'it is older than what runs',
      aRelease(signer, { version: '1.1.9' }),
      refused('older-than-running', '1.1.9'),
    ],
    [
      'it has expired',
      aRelease(signer, { expiresAt: '2026-11-14T08:00:00Z' }),
      refused('expired', '1.4.0'),
    ],
    [
      'it is elsewhere',
      {
        ...sound,
        'manifest.json': () =>
          new Response(null, { status: 301, headers: { location: 'https://attacker.example/' } }),
      },
      refused('redirected'),
    ],
    [
      'nobody answers',
      { 'manifest.json': () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')) },
      refused('unreachable'),
    ],
  ])('is refused when %s, and nothing can be downloaded', async (_, files, result) => {
    const { updates } = anApp(files);

    expect(await updates.check()).toEqual(result);
    expect(updates.get().last?.result).toEqual(result);
    await expect(updates.download(FILE)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('remembers the newest over restarts, and refuses what is older', async () => {
    const dir = aFolder();
    await anApp(aRelease(signer, { version: '1.5.0' }), { dir }).updates.check();

    expect(await anApp(aRelease(signer), { dir }).updates.check()).toEqual(
      refused('older-than-seen', '1.4.0'),
    );
    const again = aRelease(signer, { version: '1.5.0' });
    expect(await anApp(again, { dir }).updates.check()).toMatchObject({ kind: 'newer' });
  });

  it('remembers nothing that it refused', async () => {
    const dir = aFolder();
    await anApp(aRelease(aSigner(), { version: '9.0.0' }), { dir }).updates.check();
    const expired = aRelease(signer, { version: '9.0.0', expiresAt: '2026-11-02T08:00:00Z' });
    await anApp(expired, { dir }).updates.check();

    expect(await anApp(aRelease(signer), { dir }).updates.check()).toMatchObject({ kind: 'newer' });
  });

  it('offers nothing that it cannot remember', async () => {
    const full = {
      newest: () => null,
      askedAt: () => null,
      noteAsked: () => undefined,
      noteNewest: () => {
        throw new Error('disk full');
      },
    };
    const { updates } = anApp(aRelease(signer), { seen: full });
    await expect(updates.check()).rejects.toThrow('disk full');

    expect(updates.get()).toMatchObject({ work: null, last: null });
    await expect(updates.download(FILE)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is one at a time, and none while offline', async () => {
    const { updates } = anApp();
    const first = updates.check();
    await expect(updates.check()).rejects.toMatchObject({ code: 'conflict' });
    await first;

    const offline = anApp(aRelease(signer), { isOnline: () => false });
    await expect(offline.updates.check()).rejects.toMatchObject({ code: 'offline' });
    expect(offline.host.asked).toEqual([]);
  });
});

describe('a daily check', () => {
  const daily = { policy: aPolicy(signer, true) };

  it('is made once a day, and again by a clock that was set back', async () => {
    const { updates, clock, byItself } = anApp(aRelease(signer), daily);
    await updates.checkIfDue();
    await updates.checkIfDue();
    expect(byItself).toMatchObject([{ kind: 'newer' }]);

    clock.now = new Date('2026-11-16T07:59:59Z');
    await updates.checkIfDue();
    expect(byItself.length).toBe(1);
    clock.now = new Date('2026-11-16T08:00:00Z');
    await updates.checkIfDue();
    expect(byItself.length).toBe(2);
    clock.now = new Date('2026-01-01T08:00:00Z');
    await updates.checkIfDue();
    expect(byItself.length).toBe(3);
  });

  it('is not repeated when nobody answers', async () => {
    const { updates, host, byItself } = anApp({}, daily);
    await updates.checkIfDue();
    await updates.checkIfDue();

    expect(byItself).toEqual([refused('not-found')]);
    expect(host.asked).toEqual([MANIFEST_URL]);
  });

  it.each<readonly [string, Partial<UpdatesOptions>]>([
    ['the policy does not want it', { policy: aPolicy(signer) }],
    ['Bulkhead is locked', { ...daily, isLocked: () => true }],
    ['the device is offline', { ...daily, isOnline: () => false }],
  ])('is not made while %s', async (_, said) => {
    const { updates, host } = anApp(aRelease(signer), said);
    await updates.checkIfDue();

    expect(host.asked).toEqual([]);
  });
});

describe('a download', () => {
  it('writes the verified bytes where the operator chose', async () => {
    const { updates, host, states, written } = anApp();
    await updates.check();

    expect(await updates.download(FILE)).toEqual({
      fileName: FILE,
      version: '1.4.0',
      sha256: aPackage(FILE).sha256,
    });
    expect(written).toEqual([{ path: `/chosen/${FILE}`, bytes: PACKAGE }]);
    expect(host.asked.at(-1)).toBe(`https://updates.contoso.example/bulkhead/${FILE}`);
    expect(states.at(-2)?.work).toMatchObject({ received: PACKAGE.length, size: PACKAGE.length });
    expect(updates.get().work).toBeNull();
  });

  it('writes nothing of another file', async () => {
    const { updates, written } = anApp({ ...aRelease(signer), [FILE]: 'x'.repeat(PACKAGE.length) });
    await updates.check();
    await expect(updates.download(FILE)).rejects.toMatchObject({
      code: 'not-available',
      message: expect.stringContaining('not the package that was signed'),
    });

    expect(written).toEqual([]);
    expect(updates.get().work).toBeNull();
  });

  it.each([
    ['too much', () => new Response('x'.repeat(1_000)), /more than the package/],
    ['a way elsewhere', () => new Response(null, { status: 307 }), /led to another place/],
    ['nothing', () => Promise.reject(new Error('net::ERR_FAILED')), /was cut off/],
  ])('says in words that the host sent %s', async (_, answer, words) => {
    const { updates } = anApp({ ...aRelease(signer), [FILE]: answer });
    await updates.check();

    await expect(updates.download(FILE)).rejects.toMatchObject({
      code: 'not-available',
      message: expect.stringMatching(words),
    });
  });

  it('is of what the last check offered only', async () => {
    const { updates, clock } = anApp();
    await expect(updates.download(FILE)).rejects.toMatchObject({ code: 'not-found' });
    await updates.check();
    await expect(updates.download('other.deb')).rejects.toMatchObject({ code: 'not-found' });
    clock.now = new Date('2026-12-31T08:00:00Z');
    await expect(updates.download(FILE)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('asks where to before anything else, and nothing when there is no answer', async () => {
    const chooseFile = vi.fn<UpdatesOptions['chooseFile']>(() => Promise.resolve(null));
    const { updates, host } = anApp(aRelease(signer), { chooseFile });
    await updates.check();
    const asked = host.asked.length;
    await expect(updates.download(FILE)).rejects.toMatchObject({ code: 'cancelled' });

    expect(chooseFile).toHaveBeenCalledExactlyOnceWith(FILE);
    expect(host.asked.length).toBe(asked);
  });

  it('ends when the operator ends it, and writes nothing', async () => {
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { updates, written } = anApp(aRelease(signer), {
      fetch: async (url, init) => {
        if (!url.endsWith(FILE)) return anUpdateHost(aRelease(signer)).fetch(url, init);
        const fail = new Promise<never>((_, reject) => {
          init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
        });
        begun();
        return fail;
      },
    });
    await updates.check();
    const ended = updates.download(FILE).catch((error: unknown) => error);
    await isBegun;
    updates.cancel();
    expect(await ended).toMatchObject({ code: 'cancelled' });

    expect(written).toEqual([]);
    expect(updates.get().work).toBeNull();
  });
});
