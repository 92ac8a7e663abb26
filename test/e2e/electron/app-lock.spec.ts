import { expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { Operator } from '../../support/operator.ts';

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
