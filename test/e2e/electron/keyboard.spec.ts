import type { Page } from '@playwright/test';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { Operator } from '../../support/operator.ts';

// Who reads what an operator types. Electron hands the keyboard to any page that goes to another
// address; pages here do so on purpose.

const DEFENDER = 'security.microsoft.com';
const ENTRA = 'entra.microsoft.com';

/** A page that keeps what is typed, over all its documents, and has a field to type into. */
const LISTENER = `<!doctype html><title>Listener</title><input data-testid="field">
<script>
  addEventListener('keydown', (event) =>
    localStorage.setItem('heard', (localStorage.getItem('heard') ?? '') + event.key));
</script>`;
/** The same, and it goes to itself again and again. */
const RESTLESS = `${LISTENER}<script>
  setTimeout(() => location.replace(location.pathname + '?' + Math.random()), 60);
</script>`;

/** What a restless page heard in all its documents, asked when it has come to rest. */
async function heardInTheEnd(cloud: Cloud, page: Page): Promise<string> {
  cloud.contents.put({ host: DEFENDER, path: '/', body: LISTENER });
  await expect
    .poll(() => page.evaluate(() => document.scripts.length).catch(() => 0), {
      message: 'the page rests',
    })
    .toBe(1);
  return page.evaluate(() => localStorage.getItem('heard') ?? '');
}

/** Types as a keyboard does: each key goes to whichever page has the keyboard at that moment. */
async function type(bulkhead: Bulkhead, text: string): Promise<void> {
  for (const character of text) {
    await bulkhead.electron.app.evaluate(({ webContents }, keyCode) => {
      const focused = webContents.getFocusedWebContents();
      for (const kind of ['keyDown', 'char', 'keyUp'] as const) {
        focused?.sendInputEvent({ type: kind, keyCode });
      }
    }, character);
  }
}

test('a page out of sight that goes elsewhere does not read what is typed', async ({
  bulkhead,
  cloud,
}) => {
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  cloud.contents.put({ host: DEFENDER, path: '/', body: RESTLESS });
  cloud.contents.put({ host: ENTRA, path: `/${fabrikam.id}`, body: LISTENER });
  const operator = new Operator(bulkhead);
  const restless = await operator.openPortal(contoso, 'defender');
  const inFront = await operator.openPortal(fabrikam, 'entra');
  await inFront.getByTestId('field').focus();
  await expect.poll(() => operator.focusedUrl()).toContain(ENTRA);
  const visits = () => cloud.requests.requests({ host: DEFENDER }).length;
  const before = visits();

  await expect
    .poll(async () => {
      await type(bulkhead, 'secret');
      return visits() - before;
    })
    .toBeGreaterThan(10);

  // Older versions of Electron move the keyboard for an instant; keys of that instant go nowhere.
  expect(await inFront.getByTestId('field').inputValue()).toMatch(/^(s?e?c?r?e?t?){4,}$/);
  expect(await heardInTheEnd(cloud, restless)).toBe('');
});

test('a page in front that goes elsewhere does not read what is typed into the shell', async ({
  bulkhead,
  cloud,
}) => {
  const contoso = demoTenant(cloud, 'Contoso');
  cloud.contents.put({ host: DEFENDER, path: '/', body: RESTLESS });
  const operator = new Operator(bulkhead);
  const restless = await operator.openPortal(contoso, 'defender');
  await expect.poll(() => operator.focusedUrl()).toContain(DEFENDER);
  await operator.press('F6');
  const search = bulkhead.shell.getByRole('combobox', { name: /^Search tenants/ });
  await expect(search).toBeFocused();
  await expect.poll(() => operator.focusedUrl()).toContain('app://');
  const before = cloud.requests.requests({ host: DEFENDER }).length;

  await expect
    .poll(async () => {
      await type(bulkhead, 'nort');
      return cloud.requests.requests({ host: DEFENDER }).length - before;
    })
    .toBeGreaterThan(10);

  expect(await search.inputValue()).toMatch(/^(n?o?r?t?){4,}$/);
  expect(await heardInTheEnd(cloud, restless)).toBe('');
});

test('a click into a page that is still loading gives it the keyboard', async ({
  bulkhead,
  cloud,
}) => {
  const contoso = demoTenant(cloud, 'Contoso');
  cloud.contents.put({ host: DEFENDER, path: '/', body: RESTLESS });
  const operator = new Operator(bulkhead);
  await operator.openPortal(contoso, 'defender');
  await operator.press('F6');
  await expect.poll(() => operator.focusedUrl()).toContain('app://');

  await bulkhead.electron.app.evaluate(({ webContents }) => {
    const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith('https:'));
    for (const type of ['mouseDown', 'mouseUp'] as const) {
      page?.sendInputEvent({ type, x: 200, y: 200, button: 'left', clickCount: 1 });
    }
  });

  await expect.poll(() => operator.focusedUrl()).toContain(DEFENDER);
});

test('the keyboard follows the page in front, and works where there is none', async ({
  bulkhead,
  cloud,
}) => {
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  const northwind = demoTenant(cloud, 'Northwind Traders');
  cloud.contents.put({ host: DEFENDER, path: '/', body: LISTENER });
  cloud.contents.put({ host: ENTRA, path: `/${fabrikam.id}`, body: LISTENER });
  const operator = new Operator(bulkhead);
  await operator.openPortal(contoso, 'defender');
  await operator.openPortal(fabrikam, 'entra');
  await expect.poll(() => operator.focusedUrl()).toContain(ENTRA);

  await operator.press('Control+1');
  await expect(operator.heading(contoso)).toBeVisible();
  await expect.poll(() => operator.focusedUrl()).toContain(DEFENDER);
  // Northwind has no page open: the shell has the keyboard, and the next digit arrives.
  await operator.press('Control+3');
  await expect(operator.heading(northwind)).toBeVisible();
  await expect.poll(() => operator.focusedUrl()).toContain('app://');
  await operator.press('Control+1');
  await expect(operator.heading(contoso)).toBeVisible();
  await expect.poll(() => operator.focusedUrl()).toContain(DEFENDER);
  // Once in the shell by choice, a digit leaves it there.
  await operator.press('F6');
  await expect.poll(() => operator.focusedUrl()).toContain('app://');
  await operator.press('Control+2');
  await expect(operator.heading(fabrikam)).toBeVisible();
  await expect.poll(() => operator.focusedUrl()).toContain('app://');
});
