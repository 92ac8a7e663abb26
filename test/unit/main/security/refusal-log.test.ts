import { beforeEach, describe, expect, it } from 'vitest';
import { Notice, RefusedHost, type TenantId } from '../../../../preload/contract/index.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import { createRefusalLog } from '../../../../main/security/refusal-log.ts';

const A = '11111111-2222-3333-4444-555555555555' as TenantId;
const B = '99999999-2222-3333-4444-555555555555' as TenantId;

let now: number;
let notices: Notice[];
let recorded: Refusal[];

beforeEach(() => {
  now = Date.parse('2026-11-21T08:00:00Z');
  notices = [];
  recorded = [];
});

const log = () =>
  createRefusalLog({
    now: () => new Date(now),
    raise: (notice) => notices.push(notice),
    record: (refusal) => recorded.push(refusal),
  });

const aRefusal = (change: Partial<Refusal> = {}): Refusal => ({
  kind: 'navigation',
  tenantId: A,
  host: 'x.example',
  message: 'The page wanted to go to x.example.',
  ...change,
});

describe('createRefusalLog', () => {
  it('hands every refusal to the journal, also those that are told to nobody', () => {
    const refusals = log();
    const all = [aRefusal(), aRefusal(), aRefusal({ kind: 'ipc', tenantId: null, host: null })];
    for (const one of all) refusals.report(one);

    expect(recorded).toEqual(all);
    expect(notices).toHaveLength(1);
  });

  it('counts hosts over tenants, the most refused first', () => {
    const refusals = log();
    refusals.report(aRefusal({ host: 'seldom.example' }));
    refusals.report(aRefusal());
    now += 1_000;
    refusals.report(aRefusal({ tenantId: B }));
    refusals.report(aRefusal({ kind: 'request' }));

    expect(refusals.list()).toMatchObject([
      {
        host: 'x.example',
        kind: 'navigation',
        count: 2,
        tenantIds: [A, B],
        firstAt: '2026-11-21T08:00:00.000Z',
        lastAt: '2026-11-21T08:00:01.000Z',
      },
      { host: 'seldom.example', count: 1 },
      { host: 'x.example', kind: 'request', count: 1 },
    ]);
  });

  it('keeps to the contract, whatever a page names', () => {
    const refusals = log();
    refusals.report(aRefusal({ host: 'a'.repeat(5_000), message: 'm'.repeat(5_000) }));
    refusals.report(aRefusal({ host: 'x\n\u202ey', message: 'a\u0000b' }));

    for (const entry of refusals.list()) expect(RefusedHost.parse(entry)).toEqual(entry);
    for (const notice of notices) expect(Notice.parse(notice)).toEqual(notice);
    expect(refusals.list().map(({ host }) => host)).toContain('x y');
  });

  it('holds 500 hosts and drops the one refused longest ago', () => {
    const refusals = log();
    for (let index = 0; index < 600; index += 1) {
      now += 1;
      refusals.report(aRefusal({ host: `h${String(index)}.example` }));
    }

    expect(refusals.list()).toHaveLength(500);
    expect(refusals.list().map(({ host }) => host)).not.toContain('h99.example');
    expect(refusals.list().map(({ host }) => host)).toContain('h100.example');
  });

  it('names at most 200 tenants of a host', () => {
    const refusals = log();
    for (let index = 0; index < 300; index += 1) {
      const tail = String(index).padStart(12, '0');
      refusals.report(aRefusal({ tenantId: `11111111-2222-3333-4444-${tail}` as TenantId }));
    }

    expect(refusals.list()[0]?.tenantIds).toHaveLength(200);
  });

  it('raises the same notice once a minute', () => {
    const refusals = log();
    refusals.report(aRefusal());
    refusals.report(aRefusal());
    expect(notices).toHaveLength(1);
    now += 60_001;
    refusals.report(aRefusal());

    expect(notices).toHaveLength(2);
    expect(notices.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('raises one notice for all requests of a compartment in ten minutes', () => {
    const refusals = log();
    for (let index = 0; index < 50; index += 1) {
      refusals.report(aRefusal({ kind: 'request', host: `h${String(index)}.example` }));
    }
    refusals.report(aRefusal({ kind: 'request', tenantId: B }));

    expect(notices.map(({ tenantId }) => tenantId)).toEqual([A, B]);
    expect(refusals.list()).toHaveLength(51);
  });

  it('raises at most 20 notices a minute', () => {
    const refusals = log();
    for (let index = 0; index < 100; index += 1) {
      refusals.report(aRefusal({ host: `h${String(index)}.example` }));
    }

    expect(notices).toHaveLength(20);
  });

  it('neither tells of calls without leave nor lists what has no host', () => {
    const refusals = log();
    refusals.report(aRefusal({ kind: 'ipc', tenantId: null, host: null }));
    refusals.report(aRefusal({ kind: 'permission' }));

    expect(notices.map(({ kind }) => kind)).toEqual(['permission-refused']);
    expect(refusals.list()).toEqual([]);
  });

  it('forgets a tenant and leaves the others', () => {
    const refusals = log();
    refusals.report(aRefusal());
    refusals.report(aRefusal({ tenantId: B }));
    refusals.report(aRefusal({ host: 'only-a.example' }));

    refusals.forget(A);

    expect(refusals.list()).toMatchObject([{ host: 'x.example', tenantIds: [B], count: 1 }]);
    expect(refusals.text(() => null)).not.toContain(A);
  });

  it('writes a list that an administrator can act on', () => {
    const refusals = log();
    refusals.report(aRefusal());

    expect(refusals.text((id) => (id === A ? 'Contoso\n\u202e' : null))).toBe(
      [
        'Hosts that Bulkhead refused',
        `x.example\tnavigation\t1 times\tfirst 2026-11-21T08:00:00.000Z\tlast 2026-11-21T08:00:00.000Z\tContoso  (${A})`,
        '',
      ].join('\n'),
    );
    refusals.clear();
    expect(refusals.list()).toEqual([]);
  });

  it('tells of a saved file', () => {
    log().inform('download-saved', A, 'Saved report.csv.');

    expect(notices).toMatchObject([{ kind: 'download-saved', tenantId: A, host: null }]);
  });
});
