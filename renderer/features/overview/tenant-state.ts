import type { Compartment } from '../../../preload/contract/index.ts';
import type { Attention } from '../../lib/attention.ts';
import { clockText } from '../../lib/moments.ts';

/** What is known of a tenant's pages, in a sentence that leads with what needs the operator. */
export function stateText(compartment: Compartment | null, attention: Attention): string {
  const views = compartment?.views ?? [];
  const count = (n: number) => (n === 1 ? '1 page' : `${String(n)} pages`);
  switch (attention) {
    case 'mismatch':
      return 'A page of another tenant waits for you';
    case 'blocked':
      return 'Sign-in was blocked';
    case 'stopped':
      return 'A page has stopped';
    case 'open': {
      const live = views.filter((view) => view.state !== 'hibernated').length;
      const asleep = views.length - live;
      return asleep === 0 ? `${count(live)} open` : `${count(live)} open, ${String(asleep)} asleep`;
    }
    case 'asleep':
      return `${count(views.length)} asleep`;
    case 'none':
      return 'No page open';
  }
}

/** The best proof among a tenant's pages, in words; null while there is none. */
export function bestProof(compartment: Compartment | null): string | null {
  const times = (compartment?.views ?? []).flatMap(({ proof }) =>
    proof.state === 'proven' && proof.evidence === 'sign-in-response' ? [proof.provenAt] : [],
  );
  const latest = times.sort().at(-1);
  return latest === undefined ? null : `Proven ${clockText(latest)}`;
}
