import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEstateFile } from '../../../../main/tenants/estate-file.ts';
import type { GroupId } from '../../../../preload/contract/index.ts';
import { fileSystemWithout } from '../stored-files/failing-file-system.ts';
import { aDraft, allBytesOf, aProfile, aRun, aFailure, idOf } from './a-registry.ts';

const entry = (n: number, changes: object = {}) => ({
  ...aDraft(n),
  groupName: null,
  isFavourite: false,
  ...changes,
});

describe('add', () => {
  it('shows the tenant, keeps it for the next run, and grows the revision by one', () => {
    const { dir, registry, told } = aRun();

    const tenant = registry.add(aDraft(1, { accessPath: 'gdap', notes: 'first\r\nsecond' }));

    expect(tenant).toMatchObject({
      id: idOf(1),
      name: 'Tenant 1',
      domain: 'tenant1.example',
      accessPath: 'gdap',
      handOff: 'ask',
      notes: 'first\nsecond',
      initials: 'T1',
      groupId: null,
      isFavourite: false,
      addedAt: '2026-03-04T05:06:07.000Z',
      lastOpenedAt: null,
    });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ revision: 1, tenants: [tenant] });
    expect(aRun(dir).registry.get().tenants).toEqual([tenant]);
  });

  it('keeps what is chosen about the managed browser, then and later', () => {
    const { dir, registry } = aRun();
    registry.add(aDraft(1, { handOff: 'never' }));
    expect(registry.find(idOf(1))?.handOff).toBe('never');

    registry.update({ id: idOf(1), handOff: 'always' });
    registry.update({ id: idOf(1), notes: 'x' });

    expect(aRun(dir).registry.find(idOf(1))?.handOff).toBe('always');
  });

  it('takes an id in capitals and keeps it in lower case', () => {
    const { registry } = aRun();
    const id = 'ABCDEF00-0000-4000-8000-00000000000A';

    registry.add(aDraft(1, { id }));

    expect(registry.get().tenants[0]?.id).toBe(id.toLowerCase());
    expect(() => registry.add(aDraft(2, { id }))).toThrow(aFailure('conflict', 'Tenant 1'));
  });

  it('refuses an id that is there and names the tenant that has it', () => {
    const { registry, told } = aRun();
    registry.add(aDraft(1));

    expect(() => registry.add(aDraft(1, { name: 'Other' }))).toThrow(
      aFailure('conflict', 'as Tenant 1'),
    );

    expect(registry.get().tenants).toHaveLength(1);
    expect(told).toHaveLength(1);
  });

  it.each([
    ['all zeros', '00000000-0000-0000-0000-000000000000', 'stands for no tenant'],
    ['personal accounts', '9188040d-6c67-4c5b-b112-36a304b66dad', 'personal Microsoft accounts'],
    ['Microsoft’s services', 'f8cdef31-a31e-4b4a-93e4-5f571e91255a', 'Microsoft’s own tenant'],
    ['something else', '../../etc', 'no tenant'],
  ])('refuses the id of %s', (_name, id, words) => {
    const { registry } = aRun();

    expect(() => registry.add(aDraft(1, { id }))).toThrow(aFailure('invalid', words));
  });

  it('takes hidden characters out of the name, and refuses a name of nothing else', () => {
    const { registry } = aRun();

    const tenant = registry.add(aDraft(1, { name: ' Con\u202etoso\u200b ' }));

    expect(tenant.name).toBe('Contoso');
    expect(() => registry.add(aDraft(2, { name: '\u200b\u202e' }))).toThrow(
      aFailure('invalid', 'a name that can be seen'),
    );
  });

  it('refuses a look that another tenant has, and chooses one when none is wished for', () => {
    const { registry } = aRun();
    registry.add(aDraft(1, { colour: '#0f6cbd', initials: 'CO' }));

    expect(() => registry.add(aDraft(2, { colour: '#0f6cbd', initials: 'co' }))).toThrow(
      aFailure('conflict', 'Tenant 1 has this colour and these initials already'),
    );
    const other = registry.add(aDraft(2, { initials: 'CO' }));

    expect(other.initials).toBe('CO');
    expect(other.colour).not.toBe('#0f6cbd');
  });

  it.each(['ABCD', '👍', '<b>', '\u202eA'])('refuses %j as initials', (initials) => {
    expect(() => aRun().registry.add(aDraft(1, { initials }))).toThrow(
      aFailure('invalid', /tenant|letters/),
    );
  });

  it('refuses a group that is not there', () => {
    const { registry } = aRun();

    expect(() => registry.add(aDraft(1, { groupId: 'gone' }))).toThrow(
      aFailure('not-found', 'group'),
    );
  });

  it('changes nothing when it cannot be saved', () => {
    const dir = aProfile();
    aRun(dir).registry.add(aDraft(1));
    const { registry, told } = aRun(dir, fileSystemWithout('writeSync', 'ENOSPC').fs);
    const before = registry.get();

    expect(() => registry.add(aDraft(2))).toThrow(aFailure('storage-failed', 'disk is full'));

    expect(registry.get()).toBe(before);
    expect(told).toEqual([]);
    expect(aRun(dir).registry.get().tenants).toHaveLength(1);
  });
});

describe('addMany', () => {
  it('adds all in one change, with groups and favourites', () => {
    const { registry, told } = aRun();
    const east = registry.addGroup('East');

    registry.addMany([
      entry(1, { groupName: 'EAST' }),
      entry(2, { groupName: ' West ', isFavourite: true }),
      entry(3, { groupName: 'west' }),
    ]);

    const { tenants, groups, favourites } = registry.get();
    expect(told).toHaveLength(2);
    expect(groups.map(({ name }) => name)).toEqual(['East', 'West']);
    expect(tenants.map(({ groupId }) => groupId)).toEqual([east.id, groups[1]?.id, groups[1]?.id]);
    expect(favourites).toEqual([idOf(2)]);
  });

  it('adds none when one is there already', () => {
    const { registry, told } = aRun();
    registry.add(aDraft(2));

    expect(() => registry.addMany([entry(1), entry(2)])).toThrow(aFailure('conflict', 'Tenant 2'));

    expect(registry.get().tenants).toHaveLength(1);
    expect(told).toHaveLength(1);
  });

  it('adds none when it cannot be saved', () => {
    const { registry } = aRun(aProfile(), fileSystemWithout('renameSync', 'EIO').fs);

    expect(() => registry.addMany([entry(1), entry(2)])).toThrow(aFailure('storage-failed', 'EIO'));

    expect(registry.get().tenants).toEqual([]);
  });

  it('replaces a look that is taken instead of refusing the list', () => {
    const { registry } = aRun();
    const look = { colour: '#0f6cbd', initials: 'CO' };

    const added = registry.addMany([entry(1, look), entry(2, look), entry(3, look)]);

    expect(added[0]).toMatchObject(look);
    expect(new Set(added.map(({ colour }) => colour)).size).toBe(3);
    expect(added.map(({ initials }) => initials)).toEqual(['CO', 'CO', 'CO']);
  });

  it('holds 2,000 tenants, each with a look of its own, and no more', () => {
    const { dir, registry } = aRun();
    registry.addMany(
      Array.from({ length: 2000 }, (_, index) => entry(index + 1, { name: 'Contoso' })),
    );

    expect(() => registry.add(aDraft(5000))).toThrow(aFailure('conflict', 'holds 2,000'));
    expect(() => registry.addMany([entry(5000)])).toThrow(aFailure('conflict', 'holds 2,000'));

    const { tenants } = aRun(dir).registry.get();
    expect(new Set(tenants.map(({ colour, initials }) => `${colour}${initials}`)).size).toBe(2000);
  });

  it('leaves tenants without a group when there are 200 groups', () => {
    const { registry } = aRun();
    registry.addMany(
      Array.from({ length: 201 }, (_, index) => entry(index + 1, { groupName: `G${index}` })),
    );

    expect(registry.get().groups).toHaveLength(200);
    expect(registry.find(idOf(201))?.groupId).toBeNull();
    expect(() => registry.addGroup('One more')).toThrow(aFailure('conflict', '200 groups'));
  });
});

describe('update', () => {
  it('changes what is said and nothing else', () => {
    const { dir, registry } = aRun();
    const before = registry.add(aDraft(1));

    const after = registry.update({ id: idOf(1), name: ' New\u200b name ', cloud: 'gcc-high' });

    expect(after).toEqual({ ...before, name: 'New name', cloud: 'gcc-high' });
    expect(aRun(dir).registry.get().tenants).toEqual([after]);
  });

  it('keeps the favourites in the order in which they became such', () => {
    const { dir, registry } = aRun();
    for (const n of [1, 2, 3]) registry.add(aDraft(n));

    for (const n of [3, 1, 2]) registry.update({ id: idOf(n), isFavourite: true });
    registry.update({ id: idOf(3), isFavourite: true });
    registry.update({ id: idOf(1), isFavourite: false });

    expect(registry.get().favourites).toEqual([idOf(3), idOf(2)]);
    expect(registry.find(idOf(3))?.isFavourite).toBe(true);
    expect(registry.find(idOf(1))?.isFavourite).toBe(false);
    expect(aRun(dir).registry.get().favourites).toEqual([idOf(3), idOf(2)]);
  });

  it('takes a tenant out of its group', () => {
    const { registry } = aRun();
    const { id: groupId } = registry.addGroup('East');
    registry.add(aDraft(1, { groupId }));

    expect(registry.update({ id: idOf(1), name: 'Same group' }).groupId).toBe(groupId);
    expect(registry.update({ id: idOf(1), groupId: null }).groupId).toBeNull();
    expect(() => registry.update({ id: idOf(1), groupId: 'gone' as GroupId })).toThrow(
      aFailure('not-found', 'group'),
    );
  });

  it('refuses the look of another tenant, not its own', () => {
    const { registry } = aRun();
    registry.add(aDraft(1, { colour: '#0f6cbd', initials: 'AA' }));
    registry.add(aDraft(2, { colour: '#0f6cbd', initials: 'BB' }));

    expect(() => registry.update({ id: idOf(2), initials: 'AA' })).toThrow(
      aFailure('conflict', 'Tenant 1 has this colour'),
    );
    expect(registry.update({ id: idOf(2), initials: 'BB', colour: '#0f6cbd' }).initials).toBe('BB');
    expect(registry.update({ id: idOf(2), initials: 'bc' }).initials).toBe('bc');
  });

  it('says when the tenant is gone', () => {
    expect(() => aRun().registry.update({ id: idOf(1) })).toThrow(
      aFailure('not-found', 'not in the estate'),
    );
  });
});

describe('orderFavourites', () => {
  it('orders what is named first and ignores what is no favourite', () => {
    const { registry } = aRun();
    for (const n of [1, 2, 3, 4]) {
      registry.add(aDraft(n));
      if (n !== 4) registry.update({ id: idOf(n), isFavourite: true });
    }

    registry.orderFavourites([idOf(3), idOf(4), idOf(3), idOf(1), idOf(99)]);

    expect(registry.get().favourites).toEqual([idOf(3), idOf(1), idOf(2)]);
  });
});

describe('groups', () => {
  it('are added, renamed and removed; their tenants stay', () => {
    const { dir, registry } = aRun();
    const east = registry.addGroup('East');
    registry.add(aDraft(1, { groupId: east.id }));

    registry.renameGroup(east.id, 'Far East');
    expect(aRun(dir).registry.get().groups).toEqual([{ id: east.id, name: 'Far East' }]);
    registry.removeGroup(east.id);

    expect(registry.get().groups).toEqual([]);
    expect(registry.find(idOf(1))?.groupId).toBeNull();
  });

  it('have names of their own, whatever the case', () => {
    const { registry } = aRun();
    const east = registry.addGroup('East');
    const west = registry.addGroup('West');

    expect(() => registry.addGroup('EAST\u200b')).toThrow(aFailure('conflict', 'called East'));
    expect(() => registry.renameGroup(west.id, 'ｅａｓｔ')).toThrow(
      aFailure('conflict', 'called East'),
    );
    expect(() => registry.addGroup('\u200b')).toThrow(aFailure('invalid', 'name'));
    registry.renameGroup(east.id, 'EAST');

    expect(registry.get().groups.map(({ name }) => name)).toEqual(['EAST', 'West']);
  });

  it('that are gone are told', () => {
    const { registry } = aRun();

    expect(() => registry.renameGroup('gone' as GroupId, 'x')).toThrow(
      aFailure('not-found', 'group'),
    );
    expect(() => registry.removeGroup('gone' as GroupId)).toThrow(aFailure('not-found', 'group'));
  });
});

describe('markOpened', () => {
  it('keeps the twelve opened last, the latest first', () => {
    const { dir, registry, pass } = aRun();
    for (let n = 1; n <= 14; n += 1) registry.add(aDraft(n));

    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 5]) {
      pass(1000);
      registry.markOpened(idOf(n));
    }

    const { recent } = registry.get();
    expect(recent).toEqual([5, 14, 13, 12, 11, 10, 9, 8, 7, 6, 4, 3].map(idOf));
    expect(registry.find(idOf(5))?.lastOpenedAt).toBe('2026-03-04T05:06:22.000Z');
    expect(aRun(dir).registry.get().recent).toEqual(recent);
  });

  it('does not write again for the same tenant within a minute', () => {
    const { registry, told, pass } = aRun();
    registry.add(aDraft(1));
    registry.markOpened(idOf(1));
    const before = told.length;

    pass(59_000);
    registry.markOpened(idOf(1));
    expect(told).toHaveLength(before);
    pass(1000);
    registry.markOpened(idOf(1));

    expect(told).toHaveLength(before + 1);
  });

  it('does not stop a page from opening when the disk is full', () => {
    const dir = aProfile();
    aRun(dir).registry.add(aDraft(1));
    const { registry } = aRun(dir, fileSystemWithout('writeSync', 'ENOSPC').fs);

    registry.markOpened(idOf(1));
    registry.markOpened(idOf(99));

    expect(registry.get().recent).toEqual([idOf(1)]);
    expect(aRun(dir).registry.get().recent).toEqual([]);
  });
});

describe('remove', () => {
  const secret = { name: 'Canary Corp', domain: 'canary-4711.example', notes: 'canary-notes' };

  it('leaves no byte of the tenant in any file of the profile', () => {
    const { dir, registry, pass } = aRun();
    registry.add(aDraft(1));
    registry.add(aDraft(7, { ...secret, name: 'Former canary name' }));
    registry.update({ id: idOf(7), ...secret, isFavourite: true });
    registry.markOpened(idOf(7));
    pass(90_000);
    registry.markOpened(idOf(1));
    writeFileSync(
      join(dir, 'tenants.json.damaged-20260101T000000Z'),
      allBytesOf(dir).replaceAll('"version"', ''),
    );
    expect(allBytesOf(dir).toLowerCase()).toContain('canary');

    registry.remove(idOf(7));

    const bytes = allBytesOf(dir).toLowerCase();
    expect(bytes).not.toContain('canary');
    expect(bytes).not.toContain(idOf(7));
    expect(bytes).toContain(idOf(1));
    expect(aRun(dir).registry.get().tenants).toEqual(registry.get().tenants);
    expect(registry.get()).toMatchObject({ favourites: [], recent: [idOf(1)] });
  });

  it('keeps the tenant when the disk does not take it', () => {
    const dir = aProfile();
    aRun(dir).registry.add(aDraft(1));
    const { registry } = aRun(dir, fileSystemWithout('fsyncSync', 'EIO').fs);

    expect(() => registry.remove(idOf(1))).toThrow(aFailure('storage-failed', 'EIO'));

    expect(registry.find(idOf(1))).not.toBeNull();
    expect(aRun(dir).registry.find(idOf(1))).not.toBeNull();
  });

  it('says when the tenant is gone', () => {
    expect(() => aRun().registry.remove(idOf(1))).toThrow(
      aFailure('not-found', 'not in the estate'),
    );
  });
});

describe('partitions', () => {
  it('are named after the tenant', () => {
    const { registry } = aRun();
    registry.add(aDraft(1));

    expect(registry.partitionOf(idOf(1))).toBe(`persist:tenant-${idOf(1)}`);
    expect(registry.partitionFolderOf(idOf(1))).toBe(`tenant-${idOf(1)}`);
    expect(() => registry.partitionOf(idOf(2))).toThrow(aFailure('not-found', 'not in the estate'));
  });

  it('are fresh ones for a tenant that is forgotten and added again in the same run', () => {
    const { dir, registry } = aRun();
    const names = [0, 1, 2].map(() => {
      registry.add(aDraft(1));
      const name = registry.partitionOf(idOf(1));
      registry.remove(idOf(1));
      return name;
    });
    registry.add(aDraft(1));

    expect(names).toEqual([
      `persist:tenant-${idOf(1)}`,
      `persist:tenant-${idOf(1)}.1`,
      `persist:tenant-${idOf(1)}.2`,
    ]);
    expect(aRun(dir).registry.partitionOf(idOf(1))).toBe(`persist:tenant-${idOf(1)}.3`);
  });

  it('are never those of which something is left on disk', () => {
    const left = new Set([`tenant-${idOf(1)}`, `tenant-${idOf(1)}.1`]);
    const { registry } = aRun(aProfile(), undefined, (folder) => left.has(folder));

    registry.add(aDraft(1));
    registry.addMany([entry(2)]);

    expect(registry.partitionFolderOf(idOf(1))).toBe(`tenant-${idOf(1)}.2`);
    expect(registry.partitionFolderOf(idOf(2))).toBe(`tenant-${idOf(2)}`);
  });

  it('stay what they were while the tenant is there', () => {
    const { dir, registry } = aRun();
    registry.add(aDraft(1));

    const next = aRun(dir, undefined, () => true).registry;

    expect(next.partitionFolderOf(idOf(1))).toBe(`tenant-${idOf(1)}`);
  });
});

describe('findLookalike', () => {
  it('finds the tenant whose name can be mistaken for another', () => {
    const { registry } = aRun();
    registry.add(aDraft(1, { name: 'Contoso' }));

    expect(registry.findLookalike('C0ntоso')?.id).toBe(idOf(1));
    expect(registry.findLookalike('Contoso', idOf(1))).toBeNull();
    expect(registry.findLookalike('Fabrikam')).toBeNull();
  });
});

describe('a list of tenants that is damaged', () => {
  const record = (n: number) => ({
    ...aDraft(n),
    accessPath: 'unknown',
    handOff: 'ask',
    colour: '#0f6cbd',
    initials: `T${n}`,
    groupId: null,
    notes: '',
    addedAt: '2026-01-01T00:00:00.000Z',
    lastOpenedAt: null,
    generation: 0,
  });
  const write = (dir: string, data: object, version = 2) => {
    const estate = {
      tenants: [],
      groups: [],
      favourites: [],
      recent: [],
      ...data,
    };
    mkdirSync(dir, { recursive: true });
    writeFileSync(
      join(dir, 'tenants.json'),
      JSON.stringify({ format: 'bulkhead-tenants', version, data: estate }),
    );
  };
  const open = (dir: string) => openEstateFile(dir, () => new Date());

  it('is read when it is one', () => {
    const dir = aProfile();
    write(dir, { tenants: [record(1), record(2)] });

    expect(open(dir).problem).toBeNull();
  });

  it('from before the choice about the managed browser is read, and asks', () => {
    const dir = aProfile();
    const { handOff: _later, ...first } = record(1);
    write(dir, { tenants: [first], favourites: [idOf(1)] }, 1);

    const file = open(dir);

    expect(file.problem).toBeNull();
    expect(file.value).toMatchObject({ tenants: [{ ...first, handOff: 'ask' }] });
    expect(file.value.favourites).toEqual([idOf(1)]);
  });

  it.each([
    ['tenants that are no list', { tenants: 'none' }],
    ['a tenant that is none', { tenants: ['x'] }],
  ])('from before that choice with %s is set aside', (_name, data) => {
    const dir = aProfile();
    write(dir, data, 1);

    expect(open(dir).problem?.state).toBe('damaged');
  });

  it.each([
    ['a choice that is none', { tenants: [{ ...record(1), handOff: 'sometimes' }] }],
    [
      'an id in capitals',
      { tenants: [{ ...record(1), id: idOf(1).replace('a', 'A').toUpperCase() + 'A' }] },
    ],
    ['an id that leaves the folder', { tenants: [{ ...record(1), id: '../../x' }] }],
    ['one tenant twice', { tenants: [record(1), record(1)] }],
    ['a key that is none of ours', { surprise: [] }],
    ['a generation that is no number', { tenants: [{ ...record(1), generation: '1/..' }] }],
    ['a colour that is script', { tenants: [{ ...record(1), colour: 'red;background:url(x)' }] }],
  ])('with %s is set aside', (_name, data) => {
    const dir = aProfile();
    write(dir, data);

    const file = open(dir);

    expect(file.problem?.state).toBe('damaged');
    expect(file.value.tenants).toEqual([]);
  });

  it('in its references shows what is there', () => {
    const dir = aProfile();
    write(dir, {
      tenants: [{ ...record(1), groupId: 'gone' }],
      favourites: [idOf(2), idOf(1), idOf(1)],
      recent: [idOf(2)],
    });

    const estate = aRun(dir).registry.get();

    expect(estate.tenants[0]).toMatchObject({ groupId: null, isFavourite: true });
    expect(estate).toMatchObject({ favourites: [idOf(1)], recent: [] });
  });

  it('loses at most the last change', () => {
    const { dir, registry } = aRun();
    registry.add(aDraft(1));
    registry.add(aDraft(2));
    rmSync(join(dir, 'tenants.json'));

    expect(
      aRun(dir)
        .registry.get()
        .tenants.map(({ id }) => id),
    ).toEqual([idOf(1)]);
  });
});
