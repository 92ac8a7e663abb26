import { describe, expect, it } from 'vitest';
import { aChecklist, aRunner, CONTOSO, FABRIKAM, failsWith } from './a-runner.ts';

const LIST = aChecklist(
  [
    {
      id: 'lighthouse',
      link: { url: 'https://portal.azure.com/{targetId}/{group-id}?d={sourceDomain}' },
      copy: [
        { label: 'Tenant', value: '{sourceId}' },
        { label: 'Group', value: 'id={group-id}' },
        { label: 'Fixed', value: 'Reader' },
      ],
    },
    { id: 'portal', link: { portalId: 'entra', page: 'groups' } },
    { id: 'none' },
  ],
  {
    parameters: [
      {
        id: 'group-id',
        label: 'Group object ID',
        help: 'Of the group.',
        kind: 'guid',
        differsFrom: ['sourceId', 'targetId', 'app-id'],
      },
      { id: 'app-id', label: 'App ID', help: 'Of the app.', kind: 'guid' },
      { id: 'domain', label: 'Domain', help: 'Its.', kind: 'domain' },
      { id: 'link', label: 'Link', help: 'To it.', kind: 'link' },
      { id: 'day', label: 'Day', help: 'When.', kind: 'date' },
      { id: 'number', label: 'Number', help: 'How many.', kind: 'number' },
      { id: 'text', label: 'Text', help: 'Any.', kind: 'text' },
    ],
  },
);
const GROUP = '11111111-2222-4333-8444-555566667777';

async function begun() {
  const runner = aRunner({ checklists: [LIST] });
  const id = await runner.begin();
  return {
    runner,
    id,
    set: (parameterId: string, value: string) =>
      runner.call('onboarding.setParameter', { engagementId: id, parameterId, value }),
    values: async () =>
      Object.fromEntries(
        (await runner.engagement(id)).parameters.map(({ id, value }) => [id, value]),
      ),
  };
}

describe('a value of a run', () => {
  it.each([
    ['group-id', ` ${GROUP.toUpperCase()} `, GROUP],
    ['domain', 'Contoso.COM', 'contoso.com'],
    [
      'link',
      'https://myaccess.microsoft.com/@fabrikam#/x',
      'https://myaccess.microsoft.com/@fabrikam#/x',
    ],
    ['day', '2026-02-28', '2026-02-28'],
    ['number', '0020', '20'],
    ['text', '  Analysts ', 'Analysts'],
  ])('%s is kept in one form', async (id, entered, kept) => {
    const { set, values } = await begun();

    await set(id, entered);

    expect(await values()).toEqual({ [id]: kept });
    await set(id, '  ');
    expect(await values()).toEqual({});
  });

  it.each([
    ['group-id', 'contoso'],
    ['group-id', `${GROUP}0`],
    ['domain', 'https://contoso.com'],
    ['domain', 'contoso'],
    ['domain', '-a.com'],
    ['link', 'http://contoso.com'],
    ['link', 'javascript:alert(1)'],
    ['link', 'https://user@contoso.com'],
    ['link', 'https://contoso.com/a b'],
    ['day', '2026-02-30'],
    ['day', '28.2.2026'],
    ['number', '-1'],
    ['number', '1e3'],
    ['text', 'a\u0007b'],
  ])('%s is not %s', async (id, entered) => {
    const { set, values } = await begun();
    await set('text', 'before');

    await expect(set(id, entered)).rejects.toMatchObject(failsWith('conflict', /is /));

    expect(await values()).toEqual({ text: 'before' });
  });

  it('is not one that it gets swapped with, whichever is entered first', async () => {
    const { set, values } = await begun();

    await expect(set('group-id', CONTOSO)).rejects.toMatchObject(
      failsWith('conflict', /This is the tenant ID of Contoso.*“Group object ID” is another/),
    );
    await expect(set('group-id', FABRIKAM.toUpperCase())).rejects.toMatchObject(
      failsWith('conflict', /Fabrikam/),
    );
    await set('group-id', GROUP);
    await expect(set('app-id', GROUP)).rejects.toMatchObject(
      failsWith('conflict', /This is “Group object ID”/),
    );
    expect(await values()).toEqual({ 'group-id': GROUP });
  });

  it('that is not in the checklist is not found', async () => {
    const { set } = await begun();

    await expect(set('nothing', 'x')).rejects.toMatchObject(failsWith('not-found'));
  });

  it('is filled in where it is copied from, and left out while it is not known', async () => {
    const { runner, id, set } = await begun();
    const before = (await runner.step(id, 'lighthouse')).copy;

    await set('group-id', GROUP);

    expect(before).toEqual([
      { label: 'Tenant', value: CONTOSO },
      { label: 'Fixed', value: 'Reader' },
    ]);
    expect((await runner.step(id, 'lighthouse')).copy[1]).toEqual({
      label: 'Group',
      value: `id=${GROUP}`,
    });
  });
});

describe('the page of a step', () => {
  it('is in the tenant that the step is done in', async () => {
    const { runner, id, set } = await begun();
    const linkOf = (stepId: string) => runner.call('onboarding.linkOf', runner.on(id, stepId));

    expect(await linkOf('portal')).toEqual({
      tenantId: FABRIKAM,
      link: { portalId: 'entra', page: 'groups' },
      lookFor: 'Press it.',
    });
    expect(await linkOf('none')).toMatchObject({ tenantId: FABRIKAM, link: null });
    // What to look for, while a value of the address is missing.
    expect(await linkOf('lighthouse')).toEqual({
      tenantId: FABRIKAM,
      link: { url: 'https://portal.azure.com/{targetId}/{group-id}?d={sourceDomain}' },
      lookFor: 'Press it.',
    });
    await set('group-id', GROUP);
    expect(await linkOf('lighthouse')).toEqual({
      tenantId: FABRIKAM,
      link: { url: `https://portal.azure.com/${FABRIKAM}/${GROUP}?d=contoso.com` },
      lookFor: 'Press it.',
    });
  });

  it('is of one part what a value is, whatever is in it', async () => {
    const list = aChecklist([{ id: 'a', link: { url: 'https://portal.azure.com/{text}' } }], {
      parameters: [{ id: 'text', label: 'T', help: 'H', kind: 'text' }],
    });
    const runner = aRunner({ checklists: [list] });
    const engagementId = await runner.begin();

    await runner.call('onboarding.setParameter', {
      engagementId,
      parameterId: 'text',
      value: '../@evil.example/?a#b',
    });

    expect(await runner.call('onboarding.linkOf', runner.on(engagementId, 'a'))).toMatchObject({
      link: { url: 'https://portal.azure.com/..%2F%40evil.example%2F%3Fa%23b' },
    });
  });
});

it('answers of an input that is none with what is wrong', async () => {
  const { runner, id } = await begun();

  for (const [method, input] of [
    ['onboarding.complete', { engagementId: id, stepId: 'none' }],
    ['onboarding.create', { checklistId: 'a', sourceId: null, targetId: 'x' }],
    ['onboarding.getEngagement', {}],
    ['onboarding.addEvidence', null],
    ['onboarding.handOver', { engagementId: id, format: 'pdf', path: '/tmp/x' }],
  ] as const) {
    await expect(runner.call(method, input)).rejects.toMatchObject({ name: 'ZodError' });
  }
});
