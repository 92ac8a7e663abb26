import { create } from 'zustand';
import type { UpdatesState } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { tell, tellFailure } from './app-store.ts';
import { registered } from './store-registry.ts';

/** Newer versions, as main knows of them; null until it has said. */
export const useUpdatesStore = registered(
  create<{ readonly state: UpdatesState | null }>()(() => ({ state: null })),
);

/** Listens to main and reads its state; answers with the function that stops it. */
export function followUpdates(): () => void {
  const stop = bridge().updates.onChanged(receive);
  void bridge()
    .updates.get({})
    .then((answer) => {
      if (answer.ok) receive(answer.value);
    });
  return stop;
}

function receive(next: UpdatesState): void {
  const { state } = useUpdatesStore.getState();
  if (state === null || next.revision >= state.revision) useUpdatesStore.setState({ state: next });
}

/** What came of it is in the state. */
export async function checkForUpdates(): Promise<void> {
  const answer = await bridge().updates.check({});
  if (!answer.ok) tellFailure(answer.error);
}

export async function downloadUpdate(fileName: string): Promise<void> {
  const answer = await bridge().updates.download({ fileName });
  if (!answer.ok) tellFailure(answer.error);
  else {
    tell(
      `Version ${answer.value.version} is verified and saved as ${answer.value.fileName} in the folder that you chose. Bulkhead does not install it: hand it to your software distribution, or install it as your organisation does.`,
    );
  }
}

export async function cancelUpdate(): Promise<void> {
  await bridge().updates.cancel({});
}
