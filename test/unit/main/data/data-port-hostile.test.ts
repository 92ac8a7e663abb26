import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { createDataPorts, type DataPort } from '../../../../main/data/data-port.ts';
import { isWithinBudget } from '../../../../main/ipc/message-budget.ts';
import { parseGuarded } from '../../../../main/security/parse-guarded.ts';
import {
  type DataBridge,
  type DataContract,
  dataContract,
  type DataHandlers,
  type Method,
  type TenantId,
} from '../../../../preload/contract/index.ts';
import {
  hostileRecipe,
  make,
  type Recipe,
  recipeFor,
  VOCABULARY,
} from '../../../support/hostile-values.ts';

// A guest behind the port sends whatever the structured clone carries (T06).

const MESSAGES_EACH = 4_000;

const TENANT = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201' as TenantId;
const DEVICE = 12 as never;
const QUERY = {
  filter: {
    tenantIds: [TENANT],
    search: 'paw',
    facets: {},
    isNew: false,
    stale: null,
    staleAfterDays: 30,
    isChanged: false,
  },
  sort: [{ column: 'name' as const, isDescending: false }],
};

/** A question for every method, so that a new one cannot be forgotten. */
type Inputs = {
  readonly [M in Exclude<keyof DataContract['devices'], 'changed'>]: Parameters<
    DataBridge['devices'][M]
  >[0];
};
const INPUTS: Inputs = {
  rows: { query: QUERY, columns: ['name'], from: 0, count: 100 },
  facets: { query: QUERY, facets: ['os'] },
  get: { deviceId: DEVICE },
  find: { query: QUERY, deviceId: DEVICE },
  suggest: { text: 'paw', count: 5 },
  overview: { tenantIds: null, staleAfterDays: 30 },
  changes: { tenantIds: null, count: 100 },
};

/** A port whose other end posts through the structured clone, and what came back. */
function aPort() {
  const answers: unknown[] = [];
  let onMessage: (event: { readonly data: unknown }) => void = () => undefined;
  const port: DataPort = {
    postMessage: (message) => void answers.push(message),
    on(event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) {
      if (event === 'message') onMessage = listener;
    },
    start: () => undefined,
    close: () => undefined,
  };
  const post = (message: unknown) =>
    onMessage({ data: deserialize(serialize(message)) as unknown });
  return { port, post, answers };
}

function openedPort() {
  const entered: string[] = [];
  const faults: string[] = [];
  const handlers = Object.fromEntries(
    Object.keys(INPUTS).map((method) => [method, () => void entered.push(method)]),
  );
  const ports = createDataPorts({
    handlers: () => ({ devices: handlers }) as unknown as DataHandlers,
    newCorrelationId: () => 'c1',
    onFault: (method) => faults.push(method),
  });
  const { port, post, answers } = aPort();
  ports.serve(port);
  return { post, answers, entered, faults };
}

/** Between handfuls: the port refuses what is too much at once. */
const HANDFUL = 32;
const settled = () => new Promise((resolve) => setImmediate(resolve));

const isTaken = (method: Method, recipe: Recipe) => {
  const input = make(recipe);
  const message = { id: 1, area: 'devices', method: 'rows', input };
  return isWithinBudget(message) && parseGuarded(method.input, input).success;
};

describe('the port of the data process, asked by a hostile page', () => {
  it.each(Object.entries(INPUTS))('takes no hostile question for %s', async (name, input) => {
    const { post, answers, entered, faults } = openedPort();
    const method = dataContract.devices[name as keyof Inputs];
    const good = recipeFor(input);
    const seed = Date.now() % 2 ** 31;
    let sent = 0;

    expect(method.input.safeParse(input).success).toBe(true);
    for (let number = 0; number < MESSAGES_EACH; number += 1) {
      const recipe = hostileRecipe(VOCABULARY, good, seed, number);
      if (isTaken(method, recipe)) continue;
      post({ id: number + 1, area: 'devices', method: name, input: make(recipe) });
      sent += 1;
      if (sent % HANDFUL === 0) await settled();
    }
    await settled();

    const said = answers.map((answer) => JSON.parse((answer as { text: string }).text) as unknown);
    const invalid = { ok: false, error: { code: 'invalid', correlationId: 'c1' } };
    expect(said.filter((answer) => JSON.stringify(answer) !== JSON.stringify(invalid))).toEqual([]);
    expect(entered, `seed ${String(seed)}`).toEqual([]);
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThan(MESSAGES_EACH / 2);
    // What is too much as a message is not even answered.
    expect(said.length).toBeGreaterThan(sent / 2);
  });

  it('takes no message that is no question', async () => {
    const { post, answers, entered, faults } = openedPort();
    const question = { id: 1, area: 'devices', method: 'suggest', input: INPUTS.suggest };
    const good = recipeFor(question);
    const seed = Date.now() % 2 ** 31;

    for (let number = 0; number < MESSAGES_EACH; number += 1) {
      const message = make(hostileRecipe(VOCABULARY, good, seed, number));
      // What only has another id or input is a question.
      const { method, input } = (message ?? {}) as Record<string, unknown>;
      const isQuestion =
        method === 'suggest' && parseGuarded(dataContract.devices.suggest.input, input).success;
      if (!isQuestion) post(message);
      if (number % HANDFUL === 0) await settled();
    }
    await settled();

    const codes = answers.map(
      (answer) => (JSON.parse((answer as { text: string }).text) as { ok: boolean }).ok,
    );
    expect(codes.filter(Boolean)).toEqual([]);
    expect(entered, `seed ${String(seed)}`).toEqual([]);
    expect(faults).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
