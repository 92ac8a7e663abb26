import type { Cloud } from '../cloud/start-cloud.ts';
import type { FaultRule } from '../cloud/faults/fault.ts';

const API_HOSTS = ['graph.microsoft.com', 'api.security.microsoft.com'] as const;

const onApis = (effect: FaultRule['effect'], times?: number): FaultRule[] =>
  API_HOSTS.map((host) => (times === undefined ? { effect, host } : { effect, host, times }));

/** What goes wrong, and in which minutes of the work: from the first, up to the last. */
const SCHEDULE: readonly {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly rules: readonly FaultRule[];
}[] = [
  {
    name: 'throttled',
    from: 18,
    to: 28,
    rules: onApis({ kind: 'rate-limit', perSecond: 2, retryAfterSeconds: 1 }),
  },
  { name: 'service unavailable', from: 36, to: 44, rules: onApis({ kind: 'status', status: 503 }) },
  { name: 'no answers', from: 52, to: 58, rules: onApis({ kind: 'hang' }, 6) },
  { name: 'slow', from: 66, to: 72, rules: [{ effect: { kind: 'latency', ms: 800 } }] },
  { name: 'no network', from: 80, to: 88, rules: [{ effect: { kind: 'reset' } }] },
  { name: 'cut off', from: 96, to: 102, rules: onApis({ kind: 'truncated' }) },
];

/** Sets and takes away what goes wrong, as the minutes of the work pass. */
export function createFaultSchedule({ faults }: Pick<Cloud, 'faults'>) {
  let set: readonly string[] = [];
  let now = '';
  const clear = () => {
    for (const id of set) faults.remove(id);
    set = [];
    now = '';
  };
  return {
    /** Name of what goes wrong from now on; empty when nothing does. */
    at(minute: number): string {
      const due = SCHEDULE.find(({ from, to }) => minute >= from && minute < to);
      if ((due?.name ?? '') !== now) {
        clear();
        set = (due?.rules ?? []).map((rule) => faults.add(rule).id);
        now = due?.name ?? '';
      }
      return now;
    },
    clear,
  };
}
