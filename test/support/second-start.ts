import type { Cloud } from '../cloud/start-cloud.ts';
import { type Bulkhead, expect } from './bulkhead.ts';
import { Operator } from './operator.ts';
import type { TenantId } from '../../preload/contract/index.ts';

// T23, whatever the app under attack was made of: another start brings the window to the front and is
// not listened to.

const HOSTILE_SWITCHES = ['--forget-all-tenants', `--${'x'.repeat(5_000)}`];
const HOSTILE_WORDS = [
  'https://attacker.example/',
  'bulkhead://forget/everything?tenant=all',
  'file:///etc/passwd',
  '"; touch /tmp/bulkhead-was-here; "',
  'line one\nline two',
  'x'.repeat(5_000),
];
/** As much as the system lets a command line be. */
const TOO_MANY_ARGUMENTS = Array.from({ length: 12 }, () => `bulkhead://${'x'.repeat(100_000)}`);

/** Starts Bulkhead on the same profile as a desktop does; settles when that has ended. */
export type StartAgain = (
  args: readonly string[],
) => Promise<{ readonly code: number | null; readonly said: string }>;

/** A second start with hostile words ends, the first one comes to the front, and nothing else is so. */
export async function expectNotListenedTo(
  bulkhead: Bulkhead,
  { cloud, tenant, isRelease, startAgain }: SecondStart,
): Promise<void> {
  await new Operator(bulkhead).openPortal(tenant, 'defender');
  await bulkhead.markedOpened(tenant.id);
  const shownState = async () => {
    const { compartments, selectedTenantId } = await bulkhead.workspace();
    const views = compartments.flatMap((one) => one.views);
    const { tenants } = await bulkhead.estate();
    const contents = await bulkhead.electron.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((one) => one.getURL()),
    );
    return {
      selectedTenantId,
      tenants,
      contents,
      views: views.map(({ id, state, shownUrl }) => ({ id, state, shownUrl })),
    };
  };
  await expect.poll(async () => (await shownState()).views[0]?.state).toBe('ready');
  const before = await shownState();
  // The display has no window manager, so the window is watched instead of what becomes of it.
  await bulkhead.electron.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    const calls: string[] = [];
    Reflect.set(globalThis, 'windowCalls', calls);
    window.isMinimized = () => true;
    window.restore = () => void calls.push('restore');
    window.focus = () => void calls.push('focus');
  });
  const windowCalls = () =>
    bulkhead.electron.app.evaluate(() => Reflect.get(globalThis, 'windowCalls') as string[]);
  cloud.requests.clear();

  // A release looks for no other window when it is given a switch.
  const refused = isRelease ? await startAgain([...HOSTILE_SWITCHES, ...HOSTILE_WORDS]) : null;
  const { code, said } = await startAgain(
    isRelease ? HOSTILE_WORDS : [...HOSTILE_SWITCHES, ...HOSTILE_WORDS],
  );

  expect(refused?.code ?? 78, refused?.said).toBe(78);
  expect(code, said).toBe(0);
  await expect.poll(windowCalls).toEqual(['restore', 'focus']);
  expect(await shownState()).toEqual(before);
  expect(cloud.requests.connections('attacker.example')).toEqual([]);
}

/** A second start with too many words ends by itself, and the first one does not notice. */
export async function expectNotDrownedOut(
  bulkhead: Bulkhead,
  { startAgain }: Pick<SecondStart, 'startAgain'>,
): Promise<void> {
  const { code, said } = await startAgain(TOO_MANY_ARGUMENTS);

  expect(code, said).toBe(78);
  expect(said).toContain('more than 16 KB of words');
  expect((await bulkhead.estate()).tenants).not.toEqual([]);
}

interface SecondStart {
  readonly cloud: Cloud;
  readonly tenant: { readonly id: TenantId; readonly name: string };
  readonly isRelease: boolean;
  readonly startAgain: StartAgain;
}
