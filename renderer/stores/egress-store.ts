import { create } from 'zustand';
import type { Cloud, EgressCloud } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { readAllowList, type UnreadLine } from '../lib/allow-list.ts';
import { compareAllowList, type Comparison, type MissingHost } from '../lib/compare-allow-list.ts';
import { egressText } from '../lib/egress-text.ts';
import { counted } from '../lib/onboarding-words.ts';
import { copyText } from './app-store.ts';
import { registered } from './store-registry.ts';

/** What came of a comparison. `too-long`: the pasted list was not read. */
export type EgressResult =
  | { readonly kind: 'too-long' }
  | {
      readonly kind: 'compared';
      readonly comparison: Comparison;
      readonly unread: readonly UnreadLine[];
    };

export interface EgressState {
  readonly manifest:
    | { readonly status: 'loading' }
    | { readonly status: 'failed'; readonly message: string }
    | { readonly status: 'ready'; readonly clouds: readonly EgressCloud[] };
  /** Null until the operator has chosen: then those of the estate. */
  readonly chosen: readonly Cloud[] | null;
  /** The allow-list as it was pasted; kept while other pages are in front. */
  readonly pasted: string;
  /** Of what is pasted and chosen now; null when that was not compared yet. */
  readonly result: EgressResult | null;
}

export const useEgressStore = registered(
  create<EgressState>()(() => ({
    manifest: { status: 'loading' },
    chosen: null,
    pasted: '',
    result: null,
  })),
);

const set = useEgressStore.setState;

/** Reads the hosts. They do not change while Bulkhead runs. */
export async function loadEgress(): Promise<void> {
  const answer = await bridge().egress.get({});
  set({
    manifest: answer.ok
      ? { status: 'ready', clouds: answer.value.clouds }
      : { status: 'failed', message: failureWords(answer.error) },
  });
}

/** What was compared with other clouds or another list is not shown any more. */
export const chooseClouds = (chosen: readonly Cloud[]) => set({ chosen, result: null });
export const pasteAllowList = (pasted: string) => set({ pasted, result: null });

/** Compares what some clouds need with the pasted list. */
export function compareEgress(clouds: readonly EgressCloud[]): void {
  const list = readAllowList(useEgressStore.getState().pasted);
  set({
    result:
      list === null
        ? { kind: 'too-long' }
        : { kind: 'compared', comparison: compareAllowList(clouds, list), unread: list.unread },
  });
}

/** Puts the hosts of some clouds on the clipboard, as a list with comments. */
export async function copyEgress(clouds: readonly EgressCloud[]): Promise<void> {
  const names = new Set(clouds.flatMap(({ hosts }) => hosts.map(({ host }) => host)));
  await copyText(egressText(clouds), counted(names.size, 'host'));
}

/** Puts what a list lacks on the clipboard, one host a line. */
export async function copyMissing(missing: readonly MissingHost[]): Promise<void> {
  const lines = missing.map(({ host }) => `${host}\n`);
  await copyText(lines.join(''), counted(missing.length, 'missing host'));
}
