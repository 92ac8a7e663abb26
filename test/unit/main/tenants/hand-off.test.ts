import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../../main/ipc/failure.ts';
import { createJournaledCalls } from '../../../../main/journal/journaled-calls.ts';
import type { JournalDraft } from '../../../../main/journal/record.ts';
import { createHandOffs } from '../../../../main/tenants/hand-off.ts';
import type { PortalPlace } from '../../../../main/tenants/portal-links.ts';
import type {
  HandOff,
  PortalDeviceId,
  PortalId,
  TenantId,
  ViewId,
} from '../../../../preload/contract/index.ts';
import { aFailure, idOf } from './a-registry.ts';

const A = idOf(1);
const GONE = idOf(2);
const LINK = 'https://security.microsoft.com/?tid=1';

describe('hand-offs', () => {
  let choice: HandOff;
  let fault: Error | null;
  let done: string[];
  let isFull: boolean;
  let recorded: JournalDraft[];
  const informed: string[] = [];

  const requireA = (id: TenantId) => {
    if (id !== A) throw new Failure('not-found', 'gone');
  };
  const handOffs = createHandOffs({
    compartments: {
      portalLink: (id: TenantId, portalId: PortalId, place: PortalPlace = {}) => {
        requireA(id);
        return `https://${portalId}.example/${place.page ?? place.deviceId ?? ''}`;
      },
      openPortal: (id: TenantId, portalId: PortalId, url?: string) => {
        requireA(id);
        done.push(url === undefined ? `page ${portalId}` : `page ${portalId} at ${url}`);
        return 'v1' as ViewId;
      },
      openPage: (id: TenantId, url: string) => {
        requireA(id);
        done.push(`page at ${url}`);
        return 'v2' as ViewId;
      },
      select: () => void done.push('select'),
    },
    managedBrowser: {
      open: async (_id, url) => {
        if (fault !== null) throw fault;
        done.push(`browser ${url}`);
        return { browser: 'Edge' };
      },
    },
    choiceOf: () => choice,
    // The real rules; the journal itself is a list.
    recordCall: createJournaledCalls({
      append: (draft) => {
        if (isFull) return Promise.reject(new Error('ENOSPC'));
        recorded.push(draft);
        return Promise.resolve({ seq: done.length + 1, hash: 'a'.repeat(64) });
      },
      note: (draft) => recorded.push(draft),
      targetOf: () => null,
    }),
    inform: (_id, message) => informed.push(message),
  });

  beforeEach(() => {
    choice = 'ask';
    fault = null;
    done = [];
    isFull = false;
    recorded = [];
    informed.length = 0;
  });

  it.each(['ask', 'never'] as const)('open a portal as a page for %s', async (said) => {
    choice = said;

    expect(await handOffs.openPortal(A, 'entra')).toEqual({ viewId: 'v1', browser: null });
    expect(done).toEqual(['page entra']);
    expect(informed).toEqual([]);
  });

  it('open a portal in the managed browser instead of a page for always', async () => {
    choice = 'always';

    expect(await handOffs.openPortal(A, 'entra')).toEqual({ viewId: null, browser: 'Edge' });
    expect(done).toEqual(['browser https://entra.example/', 'select']);
    expect(informed).toEqual([]);
  });

  it('are recorded before the browser is opened, and with how that ended', async () => {
    choice = 'always';
    await handOffs.openPortal(A, 'entra');
    await handOffs.openPage(A, null, LINK);
    fault = new Failure('not-available', 'none installed');
    await handOffs.openPage(A, 'defender', LINK);

    expect(recorded.map(({ kind, action, outcome }) => [kind, action, outcome])).toEqual([
      ['intent', 'compartments.handOffPortal', null],
      ['outcome', 'compartments.handOffPortal', 'ok'],
      ['intent', 'compartments.openInManagedBrowser', null],
      ['outcome', 'compartments.openInManagedBrowser', 'ok'],
      ['intent', 'compartments.handOffPortal', null],
      ['outcome', 'compartments.handOffPortal', 'not-available'],
    ]);
    expect(recorded.map(({ tenantId }) => tenantId)).toEqual(recorded.map(() => A));
    // The journal had one of each before anything was done.
    expect(recorded[1]?.ref).toBe(1);
  });

  it('are not done when they cannot be recorded, in the browser or here', async () => {
    choice = 'always';
    isFull = true;

    const notRecorded = aFailure('not-recorded', 'This was not done');
    await expect(handOffs.openPortal(A, 'entra')).rejects.toEqual(notRecorded);
    await expect(handOffs.openPage(A, null, LINK)).rejects.toEqual(notRecorded);
    expect(done).toEqual([]);
  });

  it('leave no record of a hand-off for a page that is opened here', async () => {
    isFull = true;
    await handOffs.openPortal(A, 'entra');

    expect(done).toEqual(['page entra']);
    expect(recorded).toEqual([]);
  });

  it('open a page and say so when there is no managed browser', async () => {
    choice = 'always';
    fault = new Failure('not-available', 'none installed');

    expect(await handOffs.openPortal(A, 'entra')).toEqual({ viewId: 'v1', browser: null });
    expect(done).toEqual(['page entra']);
    expect(informed).toEqual([expect.stringContaining('No managed browser could be opened')]);
  });

  it.each([
    [{ page: 'groups' as const }, 'page entra at https://entra.example/groups'],
    [{ page: null }, 'page entra'],
    [{ deviceId: 'd-1' as PortalDeviceId }, 'page entra at https://entra.example/d-1'],
  ])('open a place in a portal: %j', async (place, opened) => {
    await handOffs.openPortal(A, 'entra', place);

    expect(done).toEqual([opened]);
  });

  it.each([
    ['entra' as const, 'v1', `page entra at ${LINK}`],
    [null, 'v2', `page at ${LINK}`],
  ])('open an address of %s as a page', async (portalId, viewId, opened) => {
    expect(await handOffs.openPage(A, portalId, LINK)).toEqual({ viewId, browser: null });
    expect(done).toEqual([opened]);
  });

  it('open an address in the managed browser for always', async () => {
    choice = 'always';

    expect(await handOffs.openPage(A, null, LINK)).toEqual({ viewId: null, browser: 'Edge' });
    expect(done).toEqual([`browser ${LINK}`, 'select']);
  });

  it('hide no other fault of the managed browser', async () => {
    choice = 'always';
    fault = new Error('no folder');

    await expect(handOffs.openPortal(A, 'entra')).rejects.toBe(fault);
    expect(done).toEqual([]);
  });

  it('start no browser for a tenant that is gone', async () => {
    choice = 'always';

    await expect(handOffs.openPortal(GONE, 'entra')).rejects.toEqual(aFailure('not-found', 'gone'));
    expect(done).toEqual([]);
  });

  it.each(['ask', 'always'] as const)('hand the link of a page on for %s', async (said) => {
    choice = said;

    expect(await handOffs.openLink(A, LINK)).toEqual({ browser: 'Edge' });
    expect(done).toEqual([`browser ${LINK}`]);
  });

  it('hand nothing on for never', async () => {
    choice = 'never';

    await expect(handOffs.openLink(A, LINK)).rejects.toEqual(
      aFailure('not-available', 'off for this tenant'),
    );
    expect(done).toEqual([]);
  });

  it('hands a portal on without opening a page here', async () => {
    expect(await handOffs.handOffPortal(A, 'defender')).toEqual({ browser: 'Edge' });
    expect(done).toEqual(['browser https://defender.example/']);

    choice = 'never';
    await expect(handOffs.handOffPortal(A, 'defender')).rejects.toEqual(
      aFailure('not-available', 'off for this tenant'),
    );
    choice = 'ask';
    await expect(handOffs.handOffPortal(GONE, 'defender')).rejects.toEqual(
      aFailure('not-found', 'gone'),
    );
    expect(done).toEqual(['browser https://defender.example/']);
  });
});
