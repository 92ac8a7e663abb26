import { useSyncExternalStore } from 'react';
import { useListening } from '../stores/page-sight.ts';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present in epoch milliseconds, moved on every half minute by one clock for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(useListening(subscribe), () => now);
}
