import type { Compartment, View } from '../../preload/contract/index.ts';

/** What of a tenant's pages an operator should know at a glance, the most urgent first. */
export type Attention = 'mismatch' | 'blocked' | 'stopped' | 'open' | 'asleep' | 'none';

const URGENCY: readonly Attention[] = ['mismatch', 'blocked', 'stopped', 'open', 'asleep', 'none'];

/** The most urgent thing among a tenant's pages. */
export function attentionOf(compartment: Compartment | null | undefined): Attention {
  let most = URGENCY.length - 1;
  for (const view of compartment?.views ?? []) {
    most = Math.min(most, URGENCY.indexOf(attentionOfView(view)));
  }
  return URGENCY[most] ?? 'none';
}

export function attentionOfView(view: View): Attention {
  if (view.proof.state === 'mismatch') return 'mismatch';
  if (view.signInBlock !== null) return 'blocked';
  if (view.state === 'failed' || view.state === 'crashed' || view.state === 'hung')
    return 'stopped';
  return view.state === 'hibernated' ? 'asleep' : 'open';
}

/** Order of need: a smaller number wants the operator more. */
export const urgencyOf = (attention: Attention): number => URGENCY.indexOf(attention);

/** The same in words, for tooltips and screen readers. */
export const ATTENTION_WORDS: Readonly<Record<Attention, string>> = {
  mismatch: 'a page of another tenant waits for your decision',
  blocked: 'sign-in was blocked',
  stopped: 'a page has stopped',
  open: 'page open',
  asleep: 'page asleep',
  none: 'no page open',
};
