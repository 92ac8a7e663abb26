import { chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StoredEstate, StoredTenant } from '../../../main/tenants/estate-file.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';

// A tenant's id becomes the name of a folder. Whatever else is handed in as one, through the bridge
// or through the file that the tenants are kept in, must become no folder at all, and two ids must
// never become one.

const ID = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';

const NOT_IDS: Readonly<Record<string, string>> = {
  nothing: '',
  'another case': ID.toUpperCase(),
  'one letter of another case': ID.replace('c', 'C'),
  'full-width digits': ID.replace('7', '７'),
  'letters that fold to others': ID.replace('f', 'ﬀ'),
  'a letter with a combining mark': ID.replace('a', 'a\u0301'),
  'a folder above': `../${ID}`,
  'folders above': '../../../escaped',
  'as long as an id, and a folder above': '../escaped/00000000000000000000000000'.slice(0, 36),
  'an encoded separator': `${ID.slice(0, -3)}%2f`,
  'an encoded folder above': '%2e%2e%2fescaped',
  'a separator': `${ID}/escaped`,
  'a Windows separator': `${ID}\\escaped`,
  'a drive': `C:${ID}`,
  'a NUL': `${ID}\0`,
  'a line end': `${ID}\n`,
  'a space': ` ${ID}`,
  'a dot at the end': `${ID}.`,
  'a generation': `${ID}.1`,
  braces: `{${ID}}`,
  '300 characters': 'a'.repeat(300),
  'a session in memory': 'persist:',
  'the name of a device': 'con',
};

/** Calls the bridge with what its types forbid; answers with the code of the failure. */
function codeOf(bulkhead: Bulkhead, area: string, method: string, input: object): Promise<string> {
  return bulkhead.shell.evaluate(
    async ([a, m, i]) => {
      const bridge = Reflect.get(globalThis, 'bulkhead') as Record<
        string,
        Record<string, (input: object) => Promise<{ ok: boolean; error?: { code: string } }>>
      >;
      const answer = await bridge[a]?.[m]?.(i);
      return answer?.error?.code ?? 'accepted';
    },
    [area, method, input] as const,
  );
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Names below a folder at whatever depth that only an id that got out could have made. */
async function escapedFrom(profileDir: string): Promise<readonly string[]> {
  const below = await readdir(profileDir, { recursive: true });
  const beside = await readdir(dirname(profileDir));
  return [...below, ...beside].filter((path) => basename(path).includes('escaped'));
}

/** Writes a file into the profile as the account that Electron runs as would. */
async function writeAsOwner(profileDir: string, path: string, text: string): Promise<void> {
  const { uid, gid } = await stat(profileDir);
  await mkdir(dirname(join(profileDir, path)), { recursive: true });
  await writeFile(join(profileDir, path), text);
  for (let at = path; at !== '.'; at = dirname(at)) await chown(join(profileDir, at), uid, gid);
}

const folders = (profileDir: string) => readdir(join(profileDir, 'Partitions'));

test('the bridge takes nothing but a plain id for a tenant', async ({ bulkhead, profileDir }) => {
  const before = await bulkhead.estate();
  const foldersBefore = await folders(profileDir);
  const draft = { name: 'Hostile', domain: 'hostile.example', cloud: 'global' };
  const answers: Record<string, readonly string[]> = {};
  for (const [what, id] of Object.entries(NOT_IDS)) {
    answers[what] = await Promise.all([
      codeOf(bulkhead, 'tenants', 'add', { ...draft, id }),
      codeOf(bulkhead, 'tenants', 'update', { id, name: 'Hostile' }),
      codeOf(bulkhead, 'tenants', 'signOut', { tenantId: id }),
      codeOf(bulkhead, 'tenants', 'forget', { tenantId: id, typedName: 'Hostile' }),
      codeOf(bulkhead, 'compartments', 'select', { tenantId: id }),
      codeOf(bulkhead, 'compartments', 'openPortal', { tenantId: id, portalId: 'defender' }),
    ]);
  }

  for (const [what, codes] of Object.entries(answers))
    expect(codes, what).toEqual(Array.from({ length: 6 }, () => 'invalid'));
  expect(await bulkhead.estate()).toEqual(before);
  expect(await folders(profileDir)).toEqual(foldersBefore);
  expect(await escapedFrom(profileDir)).toEqual([]);
});

test('every tenant has a folder of its own, named after it alone', async ({
  bulkhead,
  cloud,
  profileDir,
}) => {
  // Ids that are as alike as ids can be.
  const ids = [ID, `${ID.slice(0, -1)}2`, `${ID.slice(0, -1)}0`] as TenantId[];
  for (const id of ids) {
    const name = `Tenant ${id}`;
    await bulkhead.call('tenants', 'add', { id, name, domain: 'alike.example', cloud: 'global' });
  }
  ids.push(demoTenant(cloud, 'Contoso').id);
  const dirs: (string | null)[] = [];
  for (const id of ids) {
    dirs.push(await bulkhead.partitionOf(await bulkhead.open(id, 'defender')));
  }

  const partitionsDir = join(profileDir, 'Partitions');
  expect(dirs).toEqual(ids.map((id) => join(partitionsDir, `tenant-${id}`)));
  expect((await folders(profileDir)).toSorted()).toEqual(
    ['shell', ...ids.map((id) => `tenant-${id}`)].toSorted(),
  );
});

test.describe('a list of tenants that somebody else wrote', () => {
  const GOOD: StoredTenant = {
    id: ID as TenantId,
    name: 'Good',
    domain: 'good.example',
    cloud: 'global',
    accessPath: 'member',
    handOff: 'ask',
    colour: '#336699',
    initials: 'G',
    groupId: null,
    notes: '',
    addedAt: '2026-01-01T00:00:00.000Z',
    lastOpenedAt: null,
    generation: 0,
  };
  const EMPTY: StoredEstate = { tenants: [], groups: [], favourites: [], recent: [] };
  const listOf = (...tenants: readonly object[]) => ({
    format: 'bulkhead-tenants',
    version: 2,
    data: { ...EMPTY, tenants },
  });
  const withTwin = (twin: object) => listOf(GOOD, { ...GOOD, name: 'Twin', ...twin });

  test('is read when all of it is plain', async ({ start, profileDir }) => {
    await writeAsOwner(profileDir, 'tenants.json', JSON.stringify(listOf(GOOD)));
    const bulkhead = await start({ isFilled: false });
    expect((await bulkhead.estate()).tenants.map(({ id }) => id)).toEqual([ID]);
  });

  const LISTS: Readonly<Record<string, object>> = {
    'an id that leads out of the folder': withTwin({ id: '../../../escaped' }),
    'the same id in another case': withTwin({ id: ID.toUpperCase() }),
    'a generation that leads out of the folder': withTwin({
      id: `${ID.slice(0, -1)}2`,
      generation: '1/../../../escaped',
    }),
  };
  for (const [what, list] of Object.entries(LISTS)) {
    test(`is set aside for ${what}, and no folder made or deleted`, async ({
      start,
      profileDir,
    }) => {
      const canaries = ['canary/file', `Partitions/tenant-${ID}/file`];
      for (const path of canaries) await writeAsOwner(profileDir, path, 'canary');
      await writeAsOwner(profileDir, 'tenants.json', JSON.stringify(list));

      const bulkhead = await start({ isFilled: false });

      expect((await bulkhead.estate()).tenants).toEqual([]);
      const { problems } = await bulkhead.call('app', 'getStart', {});
      expect(problems).toMatchObject([{ what: 'tenants', state: 'damaged' }]);
      const kept = await readFile(join(profileDir, problems[0]?.keptAs ?? ''), 'utf8');
      expect(JSON.parse(kept)).toEqual(list);
      expect((await folders(profileDir)).toSorted()).toEqual(['shell', `tenant-${ID}`]);
      for (const path of canaries) expect(await isThere(join(profileDir, path))).toBe(true);
      expect(await escapedFrom(profileDir)).toEqual([]);
    });
  }
});
