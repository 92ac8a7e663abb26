import { describe, expect, it } from 'vitest';
import { ACTIONS, topicOf } from '../../../../main/journal/actions.ts';
import { createJournaledCalls } from '../../../../main/journal/journaled-calls.ts';
import type { JournalDraft } from '../../../../main/journal/record.ts';
import { DEFAULT_SETTINGS } from '../../../../preload/contract/default-settings.ts';
import {
  contract,
  Settings,
  type TenantId,
  type ViewId,
} from '../../../../preload/contract/index.ts';
import { everyMethod } from '../../../support/every-method.ts';

const TENANT = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const RUN_TARGET = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201' as TenantId;
const methods = Object.entries(contract).flatMap(([area, members]) =>
  Object.entries(members as Record<string, { readonly kind: string }>)
    .filter(([, { kind }]) => kind !== 'event')
    .map(([name, { kind }]) => ({ area, name, kind, method: `${area}.${name}` })),
);
const ruleOf = (area: string, name: string) =>
  (ACTIONS as unknown as Record<string, Record<string, string | { readonly as: string }>>)[area]?.[
    name
  ];

function aRecorder(isFull = false) {
  const written: JournalDraft[] = [];
  const call = createJournaledCalls({
    append: (draft) => {
      if (isFull) return Promise.reject(new Error('ENOSPC'));
      written.push(draft);
      return Promise.resolve({ seq: written.length, hash: 'a'.repeat(64) });
    },
    note: (draft) => written.push(draft),
    targetOf: (id) => (id === 'e0123456789abcdef' ? RUN_TARGET : null),
  });
  return { written, call };
}

describe('what goes into the journal', () => {
  it('is decided for every method of the contract, and for nothing else', () => {
    const decided = Object.entries(ACTIONS).flatMap(([area, rules]) =>
      Object.keys(rules).map((name) => `${area}.${name}`),
    );

    expect(decided.toSorted()).toEqual(methods.map(({ method }) => method).toSorted());
  });

  it.each(methods)('has a reason for $method', ({ area, name, kind }) => {
    const rule = ruleOf(area, name);
    const how = typeof rule === 'string' ? rule : rule?.as;
    // A command that leaves nothing has to be one that changes what is on the screen.
    const reasons = kind === 'command' ? [] : ['reads'];

    expect(reasons.concat('screen', 'part-of-another', 'intent', 'event')).toContain(how);
  });

  it('comes first for what cannot be taken back, leaves the estate, or opens something', () => {
    const first = methods.filter(({ area, name }) => {
      const rule = ruleOf(area, name);
      return typeof rule === 'object' && rule.as === 'intent';
    });

    expect(first.map(({ method }) => method)).toEqual(
      expect.arrayContaining(
        [
          'tenants.forget tenants.signOut tenants.applyImport identity.removeAccount',
          'identity.dropTokens status.exportFile inventory.exportFile inventory.applyImport',
          'onboarding.complete onboarding.remove onboarding.signOff onboarding.exportHandOver',
          'onboarding.saveEvidence onboarding.exportCalendar onboarding.exportChecklist',
          'storage.startAnew compartments.openInManagedBrowser compartments.resolveMismatch',
          'journal.exportFile journal.exportKey',
          'compartments.openPortal compartments.handOffPortal onboarding.openStep',
          'identity.signIn identity.signInByCode',
        ].flatMap((names) => names.split(' ')),
      ),
    );
    expect(first.filter(({ method }) => /export|forget|remove|import/i.test(method))).not.toEqual(
      [],
    );
  });

  it('holds nothing that was typed, named or secret', async () => {
    const secret = 'Contoso-canary';
    const { written, call } = aRecorder();
    const more = [
      { channel: 'bulkhead:tenants.forget', input: { tenantId: TENANT, typedName: secret } },
      { channel: 'bulkhead:tenants.update', input: { id: TENANT, name: secret, notes: secret } },
      { channel: 'bulkhead:storage.unlock', input: { passphrase: secret } },
      { channel: 'bulkhead:storage.changePassphrase', input: { passphrase: secret, next: secret } },
      { channel: 'bulkhead:compartments.find', input: { tenantId: TENANT, text: secret } },
      { channel: 'bulkhead:app.copyText', input: { text: secret } },
      {
        channel: 'bulkhead:onboarding.complete',
        input: { engagementId: 'e1', stepId: 's', operator: null, typedName: secret },
      },
      {
        channel: 'bulkhead:onboarding.skip',
        input: { engagementId: 'e1', stepId: 's', operator: null, reason: secret },
      },
      {
        channel: 'bulkhead:onboarding.note',
        input: { engagementId: 'e1', stepId: 's', operator: null, note: secret, owner: secret },
      },
      {
        channel: 'bulkhead:onboarding.setParameter',
        input: { engagementId: 'e1', parameterId: 'p', value: secret },
      },
      { channel: 'bulkhead:onboarding.saveReminder', input: { tenantId: TENANT, title: secret } },
      {
        channel: 'bulkhead:onboarding.saveRecord',
        input: { tenantId: TENANT, purpose: secret, note: secret },
      },
      { channel: 'bulkhead:inventory.saveView', input: { name: secret } },
      { channel: 'bulkhead:tenants.addGroup', input: { name: secret } },
    ];
    for (const { channel, input } of [...everyMethod(TENANT, secret, 'v1' as ViewId), ...more]) {
      const [area = '', name = ''] = channel.replace('bulkhead:', '').split('.');
      const recorded = await call(area, name, input);
      recorded?.settle('conflict', null);
    }

    expect(written.length).toBeGreaterThan(80);
    expect(JSON.stringify(written)).not.toContain(secret);
  });
});

describe('a call', () => {
  const forget = { tenantId: TENANT, typedName: 'Contoso' };

  it('is on disk before it is done, and its outcome names it', async () => {
    const { written, call } = aRecorder();
    const recorded = await call('tenants', 'forget', forget);
    expect(written).toEqual([
      {
        kind: 'intent',
        action: 'tenants.forget',
        tenantId: TENANT,
        ref: null,
        outcome: null,
        fields: {},
      },
    ]);
    recorded?.settle('ok', { isErased: true });

    expect(recorded?.record).toEqual({ seq: 1, hash: 'a'.repeat(64) });
    expect(written[1]).toMatchObject({
      kind: 'outcome',
      ref: 1,
      outcome: 'ok',
      fields: { isErased: true },
    });
  });

  it('is not done when it cannot be on disk', async () => {
    const { call } = aRecorder(true);

    await expect(Promise.resolve(call('tenants', 'forget', forget))).rejects.toMatchObject({
      name: 'Failure',
      code: 'not-recorded',
    });
  });

  it('that is no such matter is recorded afterwards, and not held up', () => {
    const { written, call } = aRecorder(true);
    const recorded = call('compartments', 'select', { tenantId: TENANT });
    expect(recorded).not.toBeInstanceOf(Promise);
    expect(written).toEqual([]);
    if (recorded === null || recorded instanceof Promise) return;
    recorded.settle('ok', {});

    expect(written).toMatchObject([{ kind: 'event', outcome: 'ok', tenantId: TENANT }]);
  });

  it('of a setting says what it is now', async () => {
    const { written, call } = aRecorder();
    const id = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2202';
    const input = {
      ...DEFAULT_SETTINGS,
      lockAfterMinutes: 0,
      locksWithSession: false,
      clientIds: { global: id },
    };
    (await call('app', 'changeSettings', input))?.settle('ok', {});
    (await call('app', 'changeSettings', { theme: 'dark' }))?.settle('conflict', null);

    const [all, one] = written;
    expect(all?.fields).toEqual({
      ...input,
      settings: Object.keys(input),
      clientIds: [`global ${id}`],
    });
    expect(Object.keys(input).toSorted()).toEqual(Object.keys(Settings.shape).toSorted());
    expect(one).toMatchObject({
      outcome: 'conflict',
      fields: { settings: ['theme'], theme: 'dark', clientIds: undefined },
    });
  });

  it('of a tenant says what was chosen, not what was typed', async () => {
    const { written, call } = aRecorder();
    const input = {
      id: TENANT,
      name: 'Contoso',
      notes: 'a note',
      accessPath: 'gdap',
      handOff: 'always',
      isFavourite: true,
      groupId: null,
    };
    (await call('tenants', 'update', input))?.settle('ok', {});

    expect(written[0]?.fields).toEqual({
      changed: ['name', 'notes', 'accessPath', 'handOff', 'isFavourite', 'groupId'],
      accessPath: 'gdap',
      handOff: 'always',
      isFavourite: true,
      groupId: null,
    });
  });

  it('that opens something says what came of it', async () => {
    const { written, call } = aRecorder();
    const portal = { tenantId: TENANT, portalId: 'entra' };
    (await call('compartments', 'openPortal', portal))?.settle('ok', {
      viewId: null,
      browser: 'x',
    });

    expect(written).toMatchObject([
      { kind: 'intent', tenantId: TENANT, fields: { portalId: 'entra' } },
      { kind: 'outcome', ref: 1, fields: { inBrowser: true } },
    ]);
  });

  it.each([
    ['compartments', 'openPortal', { tenantId: TENANT, portalId: 'entra' }],
    ['compartments', 'handOffPortal', { tenantId: TENANT, portalId: 'entra' }],
    ['compartments', 'openInManagedBrowser', { tenantId: TENANT, viewId: 'v1' }],
    ['identity', 'signIn', { tenantId: TENANT, accountId: null, isFresh: false }],
    ['identity', 'signInByCode', { tenantId: TENANT, accountId: null }],
    ['onboarding', 'openStep', { engagementId: 'e1', stepId: 's', operator: null }],
  ])('of %s.%s opens nothing while the journal cannot be written', async (area, name, input) => {
    const { call } = aRecorder(true);

    await expect(Promise.resolve(call(area, name, input))).rejects.toMatchObject({
      code: 'not-recorded',
    });
  });

  it('of a step is under the target of its run', async () => {
    const { written, call } = aRecorder();
    await call('onboarding', 'complete', {
      engagementId: 'e0123456789abcdef',
      stepId: 's',
      operator: 'a-josh1',
    });

    expect(written).toMatchObject([
      {
        tenantId: RUN_TARGET,
        fields: { engagementId: 'e0123456789abcdef', stepId: 's', operator: 'a-josh1' },
      },
    ]);
  });

  it('of a method that nobody decided on is a fault', () => {
    expect(() => aRecorder().call('tenants', 'renamed', {})).toThrow('does not know');
  });
});

it.each([
  ['tenants.forget', 'tenants'],
  ['inventory.exportFile', 'files'],
  ['refused.popup', 'refusals'],
  ['download.saved', 'files'],
  ['sign-in.ended', 'sign-in'],
  ['lock.locked', 'settings'],
  ['lock.unlocked', 'settings'],
  ['journal.opened', 'journal'],
  ['constructor.name', 'journal'],
  ['tenants.constructor', 'journal'],
])('%s is about %s', (action, topic) => {
  expect(topicOf(action)).toBe(topic);
});
