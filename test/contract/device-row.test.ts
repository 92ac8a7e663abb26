import { expect, it } from 'vitest';
import { COLUMN_IDS } from '../../preload/contract/device-columns.ts';
import { DeviceRow } from '../../preload/contract/devices.ts';

const row = (cells: unknown) => ({
  id: 1,
  tenantId: '10000000-0000-4000-8000-000000000001',
  cells,
});
const holes: string[] = [];
holes.length = 2;

it.each([
  ['texts, numbers, lists and what is not known', ['PAW-1', 0, -1.5, ['a', ''], [], null]],
  ['none', []],
  ['the longest', ['x'.repeat(4_000), Array(200).fill('x'.repeat(400))]],
  ['one of every column', COLUMN_IDS.map(() => null)],
])('takes cells: %s', (_, cells) => {
  expect(DeviceRow.parse(row(cells)).cells).toEqual(cells);
});

it.each([
  ['no list', { 0: 'PAW-1', length: 1 }],
  ['a hole', holes],
  ['more than there are columns', [...COLUMN_IDS, 'more'].map(() => null)],
  ['what is no number', [Number.NaN]],
  ['a number without end', [Infinity]],
  ['a number that JSON has not', [1n]],
  ['yes or no', [true]],
  ['an object', [{ text: 'PAW-1' }]],
  ['nothing', [undefined]],
  ['too long a text', ['x'.repeat(4_001)]],
  ['too long a list', [Array(201).fill('x')]],
  ['too long a text in a list', [['x'.repeat(401)]]],
  ['a list of numbers', [[1]]],
  ['a list in a list', [[['x']]]],
  ['a list with a hole', [holes]],
])('refuses cells: %s', (_, cells) => {
  expect(DeviceRow.safeParse(row(cells)).success).toBe(false);
});
