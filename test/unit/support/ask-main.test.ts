import type { ElectronApplication } from '@playwright/test';
import { expect, test } from 'vitest';
import { bearLostAnswers } from '../../support/ask-main.ts';

const LOST = 'electronApplication.evaluate: Resulting promise was garbage collected.';

/** An app whose first answers fail as given. */
function appThatFails(...messages: readonly string[]) {
  const left = [...messages];
  let asked = 0;
  const answer = () => {
    asked += 1;
    const message = left.shift();
    return message === undefined ? Promise.resolve('answer') : Promise.reject(new Error(message));
  };
  const app = { evaluate: answer, evaluateHandle: answer };
  bearLostAnswers(app as unknown as ElectronApplication);
  return { app, asked: () => asked };
}

test('asks again when only the answer was lost', async () => {
  const { app, asked } = appThatFails(LOST, LOST);
  await expect(app.evaluate()).resolves.toBe('answer');
  expect(asked()).toBe(3);
});

test('asks again for a handle too', async () => {
  const { app } = appThatFails(LOST);
  await expect(app.evaluateHandle()).resolves.toBe('answer');
});

test('lets every other failure through at once', async () => {
  const { app, asked } = appThatFails('TypeError: it broke');
  await expect(app.evaluate()).rejects.toThrow('it broke');
  expect(asked()).toBe(1);
});

test('does not ask for ever', async () => {
  const { app, asked } = appThatFails(LOST, LOST, LOST, LOST, LOST);
  await expect(app.evaluate()).rejects.toThrow('garbage collected');
  expect(asked()).toBe(4);
});
