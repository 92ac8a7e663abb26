import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDeviceViews } from '../../../../main/inventory/device-views.ts';
import { DeviceView, StartProblem } from '../../../../preload/contract/index.ts';
import { fileSystemWithout } from '../stored-files/failing-file-system.ts';
import { aFailure, allBytesOf, aProfile, idOf } from '../tenants/a-registry.ts';

const now = () => new Date('2026-03-04T05:06:07.000Z');
const open = (dir: string) => openDeviceViews({ dir, now });

type Filter = DeviceView['query']['filter'];

const aView = (name: string, filter: Partial<Filter> = {}): DeviceView =>
  DeviceView.parse({
    name,
    query: {
      filter: {
        tenantIds: null,
        search: '',
        facets: {},
        isNew: false,
        stale: null,
        staleAfterDays: 30,
        isChanged: false,
        ...filter,
      },
      sort: [{ column: 'lastSeen', isDescending: true }],
    },
    columns: ['name', 'tenant'],
  });
const namesOf = (views: readonly DeviceView[]) => views.map(({ name }) => name);

describe('openDeviceViews', () => {
  it('begins without views, and keeps what is saved, by name', () => {
    const dir = aProfile();
    const views = open(dir);
    expect([views.problem, views.list()]).toEqual([null, []]);

    views.save(aView('Stale', { stale: 'only' }));
    const saved = views.save(aView('At risk', { facets: { risk: ['high', ''] } }));

    expect(saved).toEqual([
      aView('At risk', { facets: { risk: ['high', ''] } }),
      aView('Stale', { stale: 'only' }),
    ]);
    expect(open(dir).list()).toEqual(saved);
  });

  it.each(['at RISK', ' At risk ', 'At risk'])('takes %j for the view At risk', (name) => {
    const views = open(aProfile());
    views.save(aView('At risk'));
    views.save(aView('Stale'));

    const saved = views.save(aView(name, { isNew: true }));

    expect(saved).toHaveLength(2);
    expect(saved).toContainEqual(aView(name, { isNew: true }));
    expect(namesOf(views.remove(name.toUpperCase()))).toEqual(['Stale']);
  });

  it('takes letters for the same however they are composed', () => {
    const views = open(aProfile());
    views.save(aView('Ger\u00e4te'));

    expect(views.save(aView('Gera\u0308te'))).toHaveLength(1);
  });

  it('keeps 200 and says what to do with the next; one that is there can still be replaced', () => {
    const dir = aProfile();
    const data = { views: Array.from({ length: 200 }, (_, index) => aView(`View ${index}`)) };
    writeFileSync(
      join(dir, 'views.json'),
      JSON.stringify({ format: 'bulkhead-views', version: 1, data }),
    );
    const views = open(dir);

    expect(() => views.save(aView('One more'))).toThrow(aFailure('conflict', 'Remove one first'));
    expect(views.save(aView('View 7', { isNew: true }))).toHaveLength(200);
    views.remove('View 8');
    expect(views.save(aView('One more'))).toHaveLength(200);
  });

  it('says that a view is not there', () => {
    const views = open(aProfile());
    views.save(aView('Stale'));

    expect(() => views.remove('Other')).toThrow(aFailure('not-found', 'no such view'));
    expect(namesOf(views.list())).toEqual(['Stale']);
  });

  it('changes nothing when it cannot be saved', () => {
    const dir = aProfile();
    open(dir).save(aView('Stale'));
    const views = openDeviceViews({ dir, now, fs: fileSystemWithout('writeSync', 'ENOSPC').fs });

    expect(() => views.save(aView('New'))).toThrow(aFailure('storage-failed', 'disk is full'));
    expect(() => views.remove('Stale')).toThrow(aFailure('storage-failed', 'disk is full'));

    expect(namesOf(views.list())).toEqual(['Stale']);
    expect(namesOf(open(dir).list())).toEqual(['Stale']);
  });

  const file = (version: number, data: unknown) =>
    JSON.stringify({ format: 'bulkhead-views', version, data });
  it.each([
    ['damaged', 'nonsense'],
    ['damaged', file(1, { views: [{ ...aView('a'), columns: ['no such column'] }] })],
    ['damaged', file(1, { views: [{ ...aView('a'), more: true }] })],
    ['damaged', file(1, { views: Array.from({ length: 201 }, () => aView('a')) })],
    ['newer-version', file(2, {})],
  ])('starts without views when the file is %s, and keeps the file', (state, content) => {
    const dir = aProfile();
    writeFileSync(join(dir, 'views.json'), content);

    const views = open(dir);

    expect(views.list()).toEqual([]);
    expect(StartProblem.parse(views.problem)).toMatchObject({ what: 'views', state });
    views.save(aView('New'));
    expect(allBytesOf(dir)).toContain(content);
  });
});

describe('forget', () => {
  const [GONE, OTHER] = [idOf(1), idOf(2)];

  it('takes a tenant out of every view, and the views that show nothing else', () => {
    const views = open(aProfile());
    for (const view of [
      aView('all'),
      aView('both', { tenantIds: [GONE, OTHER] }),
      aView('none', { tenantIds: [] }),
      aView('only the facet', { facets: { tenant: [GONE], risk: ['high'] } }),
      aView('only this', { tenantIds: [GONE] }),
      aView('other', { tenantIds: [OTHER], facets: { tenant: [OTHER, GONE] } }),
    ]) {
      views.save(view);
    }

    views.forget(GONE);

    expect(views.list()).toEqual([
      aView('all'),
      aView('both', { tenantIds: [OTHER] }),
      aView('none', { tenantIds: [] }),
      aView('other', { tenantIds: [OTHER], facets: { tenant: [OTHER] } }),
    ]);
  });

  it('leaves no byte of it, neither in the backup nor in a file set aside', () => {
    const dir = aProfile();
    open(dir).save(aView('Other', { tenantIds: [OTHER] }));
    open(dir).save(aView('Gone', { tenantIds: [GONE] }));
    writeFileSync(join(dir, 'views.json'), `damaged\n{"tenantIds":["${GONE}"]}\n`);
    const views = open(dir);
    views.save(aView('Gone', { tenantIds: [GONE] }));
    views.remove('Gone');
    expect(allBytesOf(dir)).toContain(GONE);

    views.forget(GONE);

    expect(allBytesOf(dir)).not.toContain(GONE);
    expect(existsSync(join(dir, 'views.json'))).toBe(true);
    expect(open(dir).list()).toEqual(views.list());
  });

  it('says when it could not', () => {
    const dir = aProfile();
    open(dir).save(aView('Gone', { tenantIds: [GONE] }));
    const views = openDeviceViews({ dir, now, fs: fileSystemWithout('writeSync', 'ENOSPC').fs });

    expect(() => views.forget(GONE)).toThrow(aFailure('storage-failed', 'disk is full'));
  });
});
