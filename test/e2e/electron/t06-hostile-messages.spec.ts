import fc from 'fast-check';
import { isWithinBudget } from '../../../main/ipc/message-budget.ts';
import {
  channelOf,
  contract,
  type EventDef,
  type Method,
} from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { everyMethod } from '../../support/every-method.ts';
import {
  hostileTo,
  make,
  type Recipe,
  recipeFor,
  SPECIAL_VALUES,
  TOO_MUCH,
} from '../../support/hostile-values.ts';
import { cancelFileDialogs, faultsLogged, stateOf } from '../../support/shell-state.ts';
import { type Outcome, runTakenOver, takeOver } from '../../support/taken-over.ts';

// The shell's own page, its process taken over, sends main whatever the structured clone carries.

const MESSAGES_PER_METHOD = 50;
/** Milliseconds of main's processor time; most go into fifty million characters that it unpacks. */
const SOON_CPU_MS = 5_000;

test.describe.configure({ timeout: 240_000 });

const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries(contract).flatMap(([area, members]) =>
    Object.entries(members as Readonly<Record<string, Method | EventDef>>).flatMap(
      ([name, member]) => (member.kind === 'event' ? [] : [[channelOf(area, name), member]]),
    ),
  ),
);

/** What the contract says of a value, without anything of main but its bound. */
function isTaken(channel: string, recipe: Recipe): boolean {
  const value = make(recipe);
  return isWithinBudget(value) && METHODS.get(channel)?.input.safeParse(value).success === true;
}

type Message = { readonly channel: string; readonly recipes: readonly Recipe[] };

/** Code that sends the messages, as a page that was taken over would. */
const sending = (messages: readonly Message[]) => `(async () => {
  ${String(make)}
  const outcomes = [];
  for (const { channel, recipes } of ${JSON.stringify(messages)}) {
    try { outcomes.push(await post(channel, ...recipes.map(make))); }
    catch (error) { outcomes.push(String(error)); }
  }
  return outcomes;
})()`;

/** `invalid`, and not a word more. */
const isInvalid = (outcome: Outcome | undefined) =>
  typeof outcome === 'object' &&
  !outcome.ok &&
  outcome.error.code === 'invalid' &&
  Object.keys(outcome.error).toSorted().join() === 'code,correlationId';

/** The shell's page, from here on in somebody else's hands, and a good call of every method. */
async function takeShellOver(bulkhead: Bulkhead, cloud: Cloud) {
  await cancelFileDialogs(bulkhead);
  const { id, name } = demoTenant(cloud, 'Contoso');
  const remove = await takeOver(bulkhead, 'persist:shell');
  await bulkhead.shell.reload();
  await bulkhead.open(id, 'defender');
  const shellId = await bulkhead.electron.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.id ?? -1,
  );
  const viewId = (await bulkhead.workspace()).compartments[0]?.views[0]?.id;
  if (viewId === undefined) throw new Error('no view');
  const send = (messages: readonly Message[]) =>
    runTakenOver<readonly Outcome[]>(bulkhead, shellId, sending(messages));
  return { calls: everyMethod(id, name, viewId), send, remove };
}

test('no message that the contract does not have is taken, and nothing changes', async ({
  bulkhead,
  cloud,
}) => {
  const { calls, send, remove } = await takeShellOver(bulkhead, cloud);
  const seed = Date.now() % 2 ** 31;
  const before = await stateOf(bulkhead);

  for (const { channel, input } of calls) {
    const recipes = [
      ...SPECIAL_VALUES,
      ...fc.sample(hostileTo(input), { numRuns: MESSAGES_PER_METHOD, seed }),
    ].filter((recipe) => !isTaken(channel, recipe));
    const messages: Message[] = recipes.map((recipe) => ({ channel, recipes: [recipe] }));
    // None at all, and a good one with something behind it.
    messages.push({ channel, recipes: [] });
    messages.push({ channel, recipes: [recipeFor(input), recipeFor({})] });
    const outcomes = await send(messages);
    const wrong = messages
      .map(({ recipes: sent }, at) => ({ sent, outcome: outcomes[at] }))
      .filter(({ outcome }) => !isInvalid(outcome));
    expect(wrong, `${channel} with seed ${String(seed)}`).toEqual([]);
  }

  expect(await stateOf(bulkhead)).toEqual(before);
  const inMain = await bulkhead.electron.app.evaluate(() =>
    [Object, Array, Function, String].map(({ prototype }) => Object.keys(prototype)),
  );
  expect(inMain).toEqual([[], [], [], []]);
  expect(await faultsLogged(bulkhead)).toEqual([]);
  await remove();
});

/** Processor time that main has had: what others do on the machine does not count. */
const cpuMsOfMain = ({ electron }: Bulkhead) =>
  electron.app.evaluate(() => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  });

test('messages that are too much are turned away soon', async ({ bulkhead, cloud }) => {
  const { calls, send, remove } = await takeShellOver(bulkhead, cloud);
  const before = await stateOf(bulkhead);

  for (const [what, recipe] of Object.entries(TOO_MUCH)) {
    for (const { channel } of calls.filter((call) => /update|copyText|find$/.test(call.channel))) {
      const before = await cpuMsOfMain(bulkhead);
      const [outcome] = await send([{ channel, recipes: [recipe] }]);
      // What cannot be cloned does not even leave the page.
      const isTurnedAway = isInvalid(outcome) || /clone|call stack/.test(String(outcome));
      expect(isTurnedAway, `${what} to ${channel}: ${JSON.stringify(outcome)}`).toBe(true);
      const took = (await cpuMsOfMain(bulkhead)) - before;
      expect(took, `${what} to ${channel}`).toBeLessThan(SOON_CPU_MS);
    }
  }

  expect(await stateOf(bulkhead)).toEqual(before);
  expect(await faultsLogged(bulkhead)).toEqual([]);
  await remove();
});
