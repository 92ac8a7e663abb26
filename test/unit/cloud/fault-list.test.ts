import { describe, expect, it } from 'vitest';
import { createFaultList } from '../../cloud/faults/fault-list.ts';

const TARGET = { host: 'graph.microsoft.com', tenantId: 'a', path: '/v1.0/me', method: 'GET' };

describe('createFaultList', () => {
  it('takes a fault only where everything that it names matches', () => {
    const faults = createFaultList();
    faults.add({
      effect: { kind: 'hang' },
      host: 'graph.microsoft.com',
      tenantId: 'a',
      pathPrefix: '/v1.0/',
      method: 'GET',
    });

    for (const other of [
      { host: 'graph.microsoft.us' },
      { tenantId: 'b' },
      { tenantId: undefined },
      { path: '/beta/me' },
      { method: 'POST' },
    ]) {
      expect(faults.take(['hang'], { ...TARGET, ...other })).toBeUndefined();
    }
    expect(faults.take(['reset'], TARGET)).toBeUndefined();
    expect(faults.take(['hang', 'reset'], TARGET)).toEqual({ kind: 'hang' });
  });

  it('goes away after as many hits as it was given', () => {
    const faults = createFaultList();
    faults.add({ effect: { kind: 'reset' }, times: 2 });

    const hits = [1, 2, 3].map(() => faults.take(['reset'], TARGET)?.kind);

    expect(hits).toEqual(['reset', 'reset', undefined]);
    expect(faults.list()).toMatchObject([{ hits: 2, times: 2 }]);
  });

  it('stays until it is removed when it has no number', () => {
    const faults = createFaultList();
    const { id } = faults.add({ effect: { kind: 'truncated' } });
    faults.add({ effect: { kind: 'latency', ms: 5 } });

    expect(faults.take(['truncated'], TARGET)).toBeDefined();
    expect(faults.remove(id)).toBe(true);
    expect(faults.remove(id)).toBe(false);
    expect(faults.take(['truncated'], TARGET)).toBeUndefined();
    faults.clear();
    expect(faults.list()).toEqual([]);
  });
});
