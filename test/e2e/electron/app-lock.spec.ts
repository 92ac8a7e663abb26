import { expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { CAN_WRITE_POLICY, writePolicy } from '../../support/managed-policy.ts';
import { Operator } from '../../support/operator.ts';
import { windowsOnScreen } from '../../support/screen.ts';

const RIGHT = 'correct horse battery';

test('covers every page, answers nothing, and is locked still after a restart', async ({
  bulkhead,
  cloud,

  start,
}) => {
  const contoso = demoTenant(cloud, 'Contoso');
  await new Operator(bulkhead).openPortal(contoso, 'defender');
  // Playwright keeps every page's own idea of being visible, so main is asked what it told the view.
  await bulkhead.electron.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      for (const view of window.contentView.children) {
        const setVisible = view.setVisible.bind(view);
        view.setVisible = (isVisible) => {
          Reflect.set(globalThis, 'lastVisible', isVisible);
          setVisible(isVisible);
        };
      }
    }
  });
  const isShown = () =>
    bulkhead.electron.app.evaluate(() => Reflect.get(globalThis, 'lastVisible') as boolean);
  await bulkhead.call('lock', 'setPassphrase', { present: null, passphrase: RIGHT });

  await bulkhead.call('lock', 'lock', {});

  const title = bulkhead.shell.getByRole('heading', { name: 'Bulkhead is locked' });
  await expect(title).toBeVisible();
  expect(await isShown()).toBe(false);
  // A page that is taken over asks main, and main does nothing for it.
  await expect(bulkhead.call('compartments', 'uncover', {})).rejects.toThrow('refused');
  await expect(bulkhead.call('compartments', 'takeStill', {})).rejects.toThrow('refused');
  await expect(bulkhead.call('app', 'copyText', { text: 'x' })).rejects.toThrow('refused');
  await expect(bulkhead.call('lock', 'unlock', { passphrase: null })).rejects.toThrow(
    'not-available',
  );
  expect(await isShown()).toBe(false);
  expect(
    await bulkhead.electron.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.getTitle()),
    ),
  ).toEqual(['Bulkhead']);
  await bulkhead.close();

  const second = await start();
  const field = second.shell.getByLabel('Passphrase');
  await expect(field).toBeFocused();
  await expect(second.call('compartments', 'select', { tenantId: null })).rejects.toThrow(
    'refused',
  );
  await field.fill(RIGHT);
  await second.shell.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(field).toBeHidden();
  await expect(second.shell.getByText('Contoso').first()).toBeVisible();
  expect((await second.workspace()).selectedTenantId).toBe(contoso.id);
});

test('answers nothing about devices until it is unlocked, and the journal has both', async ({
  bulkhead,
}) => {
  const { shell } = bulkhead;
  // The port as a page that is taken over would hold on to it.
  await shell.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const answered: unknown[] = [];
        Reflect.set(globalThis, 'answered', answered);
        globalThis.addEventListener('message', ({ data, ports: [port] }: MessageEvent) => {
          if (data !== 'bulkhead:data-port' || port === undefined) return;
          Reflect.set(globalThis, 'heldPort', port);
          port.addEventListener('message', (event) => {
            if (typeof event.data === 'object' && 'id' in event.data) answered.push(event.data.id);
          });
          port.start();
          resolve();
        });
        void window.bulkhead?.inventory.connect({});
      }),
  );
  // The page asks over the same port, and numbers its questions from one on.
  const [FIRST, SECOND] = [1_000_001, 1_000_002];
  const ask = (id: number) =>
    shell.evaluate((own) => {
      const port = Reflect.get(globalThis, 'heldPort') as MessagePort;
      const input = { text: 'paw', count: 5 };
      port.postMessage({ id: own, area: 'devices', method: 'suggest', input });
    }, id);
  const answered = async () =>
    (await shell.evaluate(() => Reflect.get(globalThis, 'answered') as number[])).filter(
      (id) => id >= FIRST,
    );
  await ask(FIRST);
  await expect.poll(answered).toEqual([FIRST]);

  await bulkhead.call('lock', 'lock', {});
  await ask(SECOND);
  // An answer takes milliseconds: one that must not come has had its time.
  await shell.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
  expect(await answered()).toEqual([FIRST]);

  await shell.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(answered).toEqual([FIRST, SECOND]);
  await expect
    .poll(async () => {
      const asked = { before: null, tenantId: null, topics: null, text: '', count: 50 };
      const { entries } = await bulkhead.call('journal', 'list', asked);
      return entries.map(({ action }) => action);
    })
    .toEqual(expect.arrayContaining(['lock.locked', 'lock.unlocked']));
});

test('holds what a page asks until it is unlocked', async ({ bulkhead, cloud }) => {
  const { app } = bulkhead.electron;
  const page = await new Operator(bulkhead).openPortal(demoTenant(cloud, 'Contoso'), 'defender');
  // What nobody listens for here, Playwright answers itself.
  page.on('dialog', () => undefined);
  // The messages are those of the system, where no test can click: main is asked what it shows.
  await app.evaluate(({ dialog }) => {
    const onScreen = new Map<string, () => void>();
    Reflect.set(globalThis, 'onScreen', onScreen);
    const show = dialog.showMessageBox.bind(dialog) as (
      ...given: readonly unknown[]
    ) => Promise<unknown>;
    const watched = async (...given: readonly unknown[]) => {
      const options = given.at(-1) as Electron.MessageBoxOptions;
      const cancelled = new AbortController();
      onScreen.set(options.message, () => cancelled.abort());
      const signals = [cancelled.signal, ...(options.signal === undefined ? [] : [options.signal])];
      try {
        return await show(...given.slice(0, -1), { ...options, signal: AbortSignal.any(signals) });
      } finally {
        onScreen.delete(options.message);
      }
    };
    Object.assign(dialog, { showMessageBox: watched });
  });
  const onScreen = () =>
    app.evaluate(() => [
      ...(Reflect.get(globalThis, 'onScreen') as ReadonlyMap<string, () => void>).keys(),
    ]);
  const cancel = (message: string) =>
    app.evaluate(
      (_electron, name) =>
        (Reflect.get(globalThis, 'onScreen') as ReadonlyMap<string, () => void>).get(name)?.(),
      message,
    );
  const answers: string[] = [];
  await page.exposeFunction('tellAnswer', (answer: string) => void answers.push(answer));
  const ask = (message: string) =>
    page.evaluate((text) => {
      // Later, because what asks waits for its answer.
      setTimeout(() => {
        const confirms = Reflect.get(globalThis, 'confirm') as (asked: string) => boolean;
        const answer = `${text} ${String(confirms(text))}`;
        void (Reflect.get(globalThis, 'tellAnswer') as (said: string) => void)(answer);
      });
    }, message);
  const { shell } = bulkhead;
  const unlock = shell.getByRole('button', { name: 'Go on' });

  // On the screen when it is locked: it goes, and comes back.
  await ask('First?');
  await expect.poll(onScreen).toEqual(['First?']);
  await bulkhead.call('lock', 'lock', {});
  await expect.poll(onScreen).toEqual([]);
  expect(answers).toEqual([]);
  await unlock.click();
  await expect.poll(onScreen).toEqual(['First?']);
  await cancel('First?');
  await expect.poll(() => answers).toEqual(['First? false']);

  // Asked while it is locked.
  await bulkhead.call('lock', 'lock', {});
  await expect(unlock).toBeVisible();
  const asked = page.waitForEvent('dialog');
  await ask('Second?');
  await asked;
  expect(await onScreen()).toEqual([]);
  await unlock.click();
  await expect.poll(onScreen).toEqual(['Second?']);
  await cancel('Second?');
  await expect.poll(() => answers).toEqual(['First? false', 'Second? false']);
});

test('ends every page with what it has on the screen, where that is chosen, and brings it back', async ({
  bulkhead,
  cloud,
}) => {
  await bulkhead.call('app', 'changeSettings', { endsPagesWhenLocked: true });
  const operator = new Operator(bulkhead);
  const [contoso, fabrikam] = [demoTenant(cloud, 'Contoso'), demoTenant(cloud, 'Fabrikam')];
  cloud.contents.put({
    host: 'security.microsoft.com',
    path: '/deep',
    body: '<!doctype html><title>deep</title>',
  });
  const deep = `https://security.microsoft.com/deep?tid=${fabrikam.id}`;
  const behind = await operator.openPortal(contoso, 'defender');
  const inFront = await operator.openPortal(fabrikam, 'defender');
  await inFront.goto(deep);
  // What nobody listens for here, Playwright answers itself.
  behind.on('dialog', () => undefined);
  const later = (what: string) => `setTimeout(() => ${what}); 0`;

  // Both are windows of the system's, which pages call up and main hears of too late or never.
  await inFront.evaluate(later('print()'));
  await expect.poll(windowsOnScreen).toContain('Print');
  await behind.evaluate(later(`confirm('Delete the policy?')`));
  await expect.poll(windowsOnScreen).toHaveLength(3);
  await bulkhead.call('lock', 'lock', {});

  await expect.poll(windowsOnScreen).toEqual(['Bulkhead']);
  await expect.poll(() => [behind.isClosed(), inFront.isClosed()]).toEqual([true, true]);
  const contents = () =>
    bulkhead.electron.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  await expect.poll(contents).toBe(1);

  await bulkhead.shell.getByRole('button', { name: 'Go on' }).click();
  const back = await bulkhead.portalPage(fabrikam.id, (url) => url.startsWith('https://'));
  expect(back.url()).toBe(deep);
  const { compartments, selectedTenantId } = await bulkhead.workspace();
  expect(selectedTenantId).toBe(fabrikam.id);
  expect(compartments.find(({ tenantId }) => tenantId === contoso.id)?.views).toMatchObject([
    { portalId: 'defender', state: 'hibernated' },
  ]);
  await operator.goTo(contoso);
  await bulkhead.portalPage(contoso.id, (url) => url.startsWith('https://'));
});

if (CAN_WRITE_POLICY) {
  test('opens nothing before the passphrase that a policy asks for', async ({ cloud, start }) => {
    const policy = await writePolicy({ lock: { requiresPassphrase: true } });
    try {
      const first = await start({ policyFile: policy.path });
      const field = first.shell.getByLabel('New passphrase', { exact: true });
      await expect(field).toBeFocused();
      const { id: tenantId } = demoTenant(cloud, 'Contoso');
      const open = () =>
        first.call('compartments', 'openPortal', { tenantId, portalId: 'defender' });
      await expect(open()).rejects.toThrow('refused');
      await expect(first.call('lock', 'unlock', { passphrase: null })).resolves.toEqual({});
      await expect(open()).rejects.toThrow('refused');
      await field.fill(RIGHT);
      await first.shell.getByLabel('New passphrase again').fill(RIGHT);
      await first.shell.getByRole('button', { name: 'Set passphrase' }).click();
      await expect(first.shell.getByText('Contoso').first()).toBeVisible();
      await open();
      await first.close();

      const second = await start({ policyFile: policy.path });
      const typed = second.shell.getByLabel('Passphrase');
      await expect(typed).toBeFocused();
      const change = { present: RIGHT, passphrase: 'another passphrase' };
      await expect(second.call('lock', 'setPassphrase', change)).rejects.toThrow('not-available');
      await typed.fill(RIGHT);
      await second.shell.getByRole('button', { name: 'Unlock', exact: true }).click();
      await expect(second.shell.getByText('Contoso').first()).toBeVisible();
    } finally {
      await policy.remove();
    }
  });
}
