import { isWithinBudget } from '../../../main/ipc/message-budget.ts';
import { parseGuarded } from '../../../main/security/parse-guarded.ts';
import {
  channelOf,
  contract,
  type EventDef,
  type Method,
} from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { dataProcessOf } from '../../support/data-process.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { everyMethod } from '../../support/every-method.ts';
import {
  hostileRecipe,
  make,
  type Recipe,
  recipeFor,
  SPECIAL_VALUES,
  TOO_MUCH,
  VOCABULARY,
} from '../../support/hostile-values.ts';
import { cancelFileDialogs, faultsLogged, stateOf } from '../../support/shell-state.ts';
import { type Outcome, runTakenOver, takeOver } from '../../support/taken-over.ts';

// The shell's own page, its process taken over, sends main whatever the structured clone carries.

/** Over all methods together. */
const MESSAGES = 100_000;
/** Under way at once, of one method. */
const LANES = 32;
/** Milliseconds of main's processor time for a message, on average; a tenth of it was seen. */
const EACH_CPU_MS = 5;
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
  const method = METHODS.get(channel);
  return method !== undefined && isWithinBudget(value) && parseGuarded(method.input, value).success;
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

/** `invalid`, and not a word more. Its source is sent to the page: it may use nothing else. */
function isInvalid(outcome: Outcome | undefined): boolean {
  return (
    typeof outcome === 'object' &&
    !outcome.ok &&
    outcome.error.code === 'invalid' &&
    Object.keys(outcome.error).toSorted().join() === 'code,correlationId'
  );
}

type Flood = {
  readonly channel: string;
  readonly good: Recipe;
  readonly seed: number;
  readonly count: number;
  /** Numbers of messages that the contract has. */
  readonly taken: readonly number[];
};
type FloodResult = {
  readonly sent: number;
  /** The first of what was not answered with `invalid`. */
  readonly wrong: readonly { readonly number: number; readonly outcome: Outcome }[];
};

/** Messages to one method, and which of them are not hostile after all. */
function floodOf(channel: string, input: object, seed: number, count: number): Flood {
  const good = recipeFor(input);
  const taken = Array.from({ length: count }, (_, number) => number).filter((number) =>
    isTaken(channel, hostileRecipe(VOCABULARY, good, seed, number)),
  );
  return { channel, good, seed, count, taken };
}

/** Code that makes and sends them, many at once, and brings back what was answered wrongly. */
const flooding = (flood: Flood) => `(async () => {
  ${String(make)}
  ${String(hostileRecipe)}
  ${String(isInvalid)}
  const vocabulary = ${JSON.stringify(VOCABULARY)};
  const { channel, good, seed, count, taken } = ${JSON.stringify(flood)};
  const skipped = new Set(taken);
  const wrong = [];
  let next = 0;
  let sent = 0;
  const lane = async () => {
    while (next < count) {
      const number = next++;
      if (skipped.has(number)) continue;
      const value = make(hostileRecipe(vocabulary, good, seed, number));
      const outcome = await post(channel, value).catch(String);
      sent += 1;
      if (!isInvalid(outcome) && wrong.length < 5) wrong.push({ number, outcome });
    }
  };
  await Promise.all(Array.from({ length: ${LANES} }, lane));
  return { sent, wrong };
})()`;

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
  const flood = (messages: Flood) =>
    runTakenOver<FloodResult>(bulkhead, shellId, flooding(messages));
  return { calls: everyMethod(id, name, viewId), send, flood, remove };
}

/** Processor time that main has had: what others do on the machine does not count. */
const cpuMsOfMain = ({ electron }: Bulkhead) =>
  electron.app.evaluate(() => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  });

test('no message that the contract does not have is taken, and nothing changes', async ({
  bulkhead,
  cloud,
}) => {
  const { calls, send, flood, remove } = await takeShellOver(bulkhead, cloud);
  const seed = Date.now() % 2 ** 31;
  // A little more than its share: some of them the contract has.
  const perMethod = Math.ceil((MESSAGES / calls.length) * 1.1);
  const before = await stateOf(bulkhead);
  const dataProcess = await dataProcessOf(bulkhead);
  const cpuBefore = await cpuMsOfMain(bulkhead);
  let sentInAll = 0;

  for (const { channel, input } of calls) {
    const recipes = SPECIAL_VALUES.filter((recipe) => !isTaken(channel, recipe));
    const messages: Message[] = recipes.map((recipe) => ({ channel, recipes: [recipe] }));
    // None at all, and a good one with something behind it.
    messages.push({ channel, recipes: [] });
    messages.push({ channel, recipes: [recipeFor(input), recipeFor({})] });
    const outcomes = await send(messages);
    const wrongOnes = messages
      .map(({ recipes: sent }, at) => ({ sent, outcome: outcomes[at] }))
      .filter(({ outcome }) => !isInvalid(outcome));
    expect(wrongOnes, channel).toEqual([]);

    const { sent, wrong } = await flood(floodOf(channel, input, seed, perMethod));
    expect(wrong, `${channel} with seed ${String(seed)}`).toEqual([]);
    sentInAll += sent;
  }

  expect(sentInAll).toBeGreaterThanOrEqual(MESSAGES);
  const cpuMs = (await cpuMsOfMain(bulkhead)) - cpuBefore;
  expect(cpuMs / sentInAll).toBeLessThan(EACH_CPU_MS);
  expect(await dataProcessOf(bulkhead)).toBe(dataProcess);
  expect(await stateOf(bulkhead)).toEqual(before);
  const inMain = await bulkhead.electron.app.evaluate(() =>
    [Object, Array, Function, String].map(({ prototype }) => Object.keys(prototype)),
  );
  expect(inMain).toEqual([[], [], [], []]);
  expect(await faultsLogged(bulkhead)).toEqual([]);
  await remove();
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
