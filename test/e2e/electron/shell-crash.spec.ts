import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { Operator } from '../../support/operator.ts';
import { expectOnScreen, paint, PAINTS } from '../../support/screen.ts';

// The process of the shell's page ends. Of a page that crashed once Playwright does not tell any more,
// so main is asked.

const [MAGENTA] = PAINTS;
const RIGHT = 'correct horse battery';

const crashShell = (bulkhead: Bulkhead) =>
  bulkhead.electron.app.evaluate(({ BrowserWindow }) => {
    const shell = BrowserWindow.getAllWindows()[0]?.webContents;
    const ended = new Promise<void>((resolve) =>
      shell?.once('render-process-gone', () => resolve()),
    );
    shell?.forcefullyCrashRenderer();
    return ended;
  });

/** What the shell's page shows; null while it has no process, or does not answer. */
const shellText = (bulkhead: Bulkhead) =>
  bulkhead.electron.app.evaluate(async ({ BrowserWindow }) => {
    const shell = BrowserWindow.getAllWindows()[0]?.webContents;
    if (shell === undefined || shell.isCrashed() || shell.isLoading()) return null;
    const text: unknown = await Promise.race([
      shell.executeJavaScript('document.body.innerText').catch(() => null),
      new Promise((resolve) => setTimeout(resolve, 1_000, null)),
    ]);
    return typeof text === 'string' ? text : null;
  });

test('shows no portal without the tenant’s name, and comes back with both', async ({
  bulkhead,
  cloud,
}) => {
  const contoso = demoTenant(cloud, 'Contoso');
  const page = await new Operator(bulkhead).openPortal(contoso, 'defender');
  await paint(page, MAGENTA);
  await expectOnScreen(MAGENTA);
  // What main tells the portal's view: faster than the screen could be looked at.
  await bulkhead.electron.app.evaluate(({ BrowserWindow }) => {
    const told: boolean[] = [];
    Reflect.set(globalThis, 'toldView', told);
    for (const view of BrowserWindow.getAllWindows()[0]?.contentView.children ?? []) {
      const setVisible = view.setVisible.bind(view);
      view.setVisible = (isVisible) => {
        if (told.at(-1) !== isVisible) told.push(isVisible);
        setVisible(isVisible);
      };
    }
  });
  const toldView = () =>
    bulkhead.electron.app.evaluate(() => Reflect.get(globalThis, 'toldView') as boolean[]);

  await crashShell(bulkhead);

  await expect.poll(() => shellText(bulkhead)).toContain('Contoso');
  await expect.poll(toldView).toEqual([false, true]);
  await expectOnScreen(MAGENTA);
});

test('is locked still when its page ends, and can be unlocked', async ({ bulkhead, cloud }) => {
  await new Operator(bulkhead).openPortal(demoTenant(cloud, 'Contoso'), 'defender');
  await bulkhead.call('lock', 'setPassphrase', { present: null, passphrase: RIGHT });
  await bulkhead.call('lock', 'lock', {});

  await crashShell(bulkhead);

  await expect.poll(() => shellText(bulkhead)).toContain('Bulkhead is locked');
  await expectOnScreen();
  // The field has the keyboard, so that typing is enough.
  await bulkhead.electron.app.evaluate(async ({ webContents }, typed) => {
    const focused = webContents.getFocusedWebContents();
    await focused?.insertText(typed);
    focused?.sendInputEvent({ type: 'keyDown', keyCode: 'Enter' });
    focused?.sendInputEvent({ type: 'char', keyCode: 'Enter' });
    focused?.sendInputEvent({ type: 'keyUp', keyCode: 'Enter' });
  }, RIGHT);
  await expect.poll(() => shellText(bulkhead)).not.toContain('Bulkhead is locked');
  await expect.poll(() => shellText(bulkhead)).toContain('Contoso');
});
