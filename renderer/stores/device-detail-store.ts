import { create } from 'zustand';
import type { DeviceDetail, DeviceId } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { registered } from './store-registry.ts';

/** The one device whose details are open; what was there stays while it is read again. */
export type OpenDevice =
  | { readonly status: 'loading'; readonly deviceId: DeviceId }
  | { readonly status: 'gone'; readonly deviceId: DeviceId }
  | { readonly status: 'failed'; readonly deviceId: DeviceId; readonly message: string }
  | { readonly status: 'ready'; readonly deviceId: DeviceId; readonly device: DeviceDetail };

export const useDeviceDetailStore = registered(
  create<{ readonly open: OpenDevice | null }>()(() => ({ open: null })),
);

const set = useDeviceDetailStore.setState;
const get = useDeviceDetailStore.getState;

/** Reads a device, and again while devices change; answers with the function that ends it. */
export function watchDevice(deviceId: DeviceId): () => void {
  void loadDevice(deviceId);
  return bridge().devices.onChanged(() => void loadDevice(deviceId));
}

/** Reads everything known of a device. Another one asked for meanwhile wins. */
export async function loadDevice(deviceId: DeviceId): Promise<void> {
  if (get().open?.deviceId !== deviceId) set({ open: { status: 'loading', deviceId } });
  const answer = await bridge().devices.get({ deviceId });
  if (get().open?.deviceId !== deviceId) return;
  if (answer.ok) set({ open: { status: 'ready', deviceId, device: answer.value } });
  else if (answer.error.code === 'not-found') set({ open: { status: 'gone', deviceId } });
  else set({ open: { status: 'failed', deviceId, message: failureWords(answer.error) } });
}
