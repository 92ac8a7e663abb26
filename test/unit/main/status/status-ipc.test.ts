import { describe, expect, it, vi } from 'vitest';
import { Failure } from '../../../../main/ipc/failure.ts';
import { statusHandlers, type StatusIpcDeps } from '../../../../main/status/status-ipc.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';

const TENANT = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;

function handlers(change: Partial<StatusIpcDeps> = {}) {
  const call = vi.fn<StatusIpcDeps['data']['call']>(async () => ({}));
  const writeFile = vi.fn<StatusIpcDeps['writeFile']>();
  const made = statusHandlers({
    data: { call },
    isOnline: () => true,
    chooseFile: async (name) => `/home/operator/${name}`,
    writeFile,
    now: () => new Date('2026-11-21T09:00:00.000Z'),
    ...change,
  });
  return { made, call, writeFile };
}

describe('statusHandlers', () => {
  it('hands every question to the data process', async () => {
    const { made, call } = handlers();

    await made.get();
    await made.getTenant({ tenantId: TENANT });
    await made.getTrust();
    await made.collect({ tenantIds: [TENANT] });
    await made.cancel();

    expect(call.mock.calls).toEqual([
      ['status.get', {}],
      ['status.getTenant', { tenantId: TENANT }],
      ['status.getTrust', {}],
      ['status.collect', { tenantIds: [TENANT] }],
      ['status.cancel', {}],
    ]);
  });

  it('does not begin to collect without a network', async () => {
    const { made, call } = handlers({ isOnline: () => false });

    await expect(made.collect({ tenantIds: null })).rejects.toMatchObject({ code: 'offline' });
    expect(call).not.toHaveBeenCalled();
  });

  it('writes what is exported where the operator wants it, and names no folder', async () => {
    const { made, call, writeFile } = handlers();
    call.mockResolvedValue({ text: 'a,b', rows: 1 });

    const answer = await made.exportFile({ what: 'trust', format: 'csv' });

    expect(answer).toEqual({ fileName: 'bulkhead-trust-2026-11-21.csv', rows: 1 });
    expect(writeFile).toHaveBeenCalledExactlyOnceWith(
      '/home/operator/bulkhead-trust-2026-11-21.csv',
      'a,b',
    );
  });

  it('asks for nothing when the operator changes their mind', async () => {
    const { made, call } = handlers({ chooseFile: async () => null });

    await expect(made.exportFile({ what: 'status', format: 'json' })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(call).not.toHaveBeenCalled();
  });

  it('says when the file could not be written', async () => {
    const full = new Failure('storage-failed', 'The disk is full.');
    const { made, call } = handlers({ writeFile: () => Promise.reject(full) });
    call.mockResolvedValue({ text: '', rows: 0 });

    await expect(made.exportFile({ what: 'status', format: 'csv' })).rejects.toBe(full);
  });
});
