import { create } from 'zustand';
import type { DeviceView } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { deviceViewFromText, deviceViewToText } from '../lib/device-view-text.ts';
import { copyText, tell, tellFailure } from './app-store.ts';
import { changeList, listOf, type ListPlace } from './device-list-store.ts';
import { ask } from './device-rows.ts';
import { goToDevices } from './device-navigation.ts';
import { registered } from './store-registry.ts';

export interface DeviceViewsState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  /** By name. */
  readonly views: readonly DeviceView[];
}

export const useDeviceViewsStore = registered(
  create<DeviceViewsState>()(() => ({ status: 'loading', problem: null, views: [] })),
);

const set = useDeviceViewsStore.setState;
const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

const receive = (views: readonly DeviceView[]) =>
  set({
    status: 'ready',
    problem: null,
    views: [...views].sort((a, b) => byName.compare(a.name, b.name)),
  });

export async function loadDeviceViews(): Promise<void> {
  const answer = await bridge().inventory.listViews({});
  if (answer.ok) receive(answer.value.views);
  else set({ status: 'failed', problem: failureWords(answer.error) });
}

/** The list in a place as a view of a name. A tenant's list is saved for whichever tenant. */
export function viewOf(place: ListPlace, name: string): DeviceView {
  const { query, columns } = listOf(place);
  const filter = place === 'estate' ? query.filter : { ...query.filter, tenantIds: null };
  return { name, query: { ...query, filter }, columns: [...columns] };
}

/** Saves the list in a place under a name. Answers with the failure in words, or null. */
export async function saveDeviceView(view: DeviceView, place: ListPlace): Promise<string | null> {
  const answer = await bridge().inventory.saveView(view);
  if (!answer.ok) return failureWords(answer.error);
  receive(answer.value.views);
  changeList(place, { viewName: view.name });
  tell(`The view “${view.name}” is saved.`);
  return null;
}

export async function removeDeviceView(name: string, place: ListPlace): Promise<void> {
  const answer = await bridge().inventory.removeView({ name });
  if (!answer.ok) return tellFailure(answer.error);
  receive(answer.value.views);
  if (listOf(place).viewName === name) changeList(place, { viewName: null });
  tell(`The view “${name}” is removed.`);
}

/** Shows a view in a place; on a tenant's page it says which of that tenant's devices. */
export function openDeviceView(view: DeviceView, place: ListPlace): void {
  const { filter, sort } = view.query;
  const tenantIds = place === 'estate' ? filter.tenantIds : [place];
  ask(place, {
    query: { sort, filter: { ...filter, tenantIds } },
    columns: view.columns.includes('name') ? view.columns : ['name', ...view.columns],
    viewName: view.name,
  });
}

export async function copyDeviceView(view: DeviceView): Promise<void> {
  const text = deviceViewToText(view);
  if (text === null) tell('This view names too much to be shared as text.');
  else await copyText(text, 'View');
}

/** Reads a view that somebody shared. */
export const readDeviceView = (text: string) => deviceViewFromText(text);

/** Shows a saved view in the list of the estate. */
export async function goToDeviceView(view: DeviceView): Promise<void> {
  openDeviceView(view, 'estate');
  await goToDevices('estate');
}
