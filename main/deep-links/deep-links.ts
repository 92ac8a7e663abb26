import type { DeepLink, TenantId } from '../../preload/contract/index.ts';
import { readDeepLink } from './deep-link.ts';

/** Why a link was dropped; its text is never written down. */
type LinkFault = 'not-a-link' | 'unknown-tenant' | 'too-many';

export interface DeepLinksOptions {
  readonly hasTenant: (id: TenantId) => boolean;
  /** The page asks the operator, and goes there. Held back while Bulkhead is locked. */
  readonly show: (link: DeepLink) => void;
  readonly inform: (message: string) => void;
  readonly log: (fault: LinkFault) => void;
  /** Whether another one is looked at just now. */
  readonly mayTake: () => boolean;
}

/** What becomes of links that other programs hand over. */
export interface DeepLinks {
  /** Takes one, or drops it with a line in the log and a notice. */
  take(text: string): void;
  /** The page can be told now; of what came before, the last link is shown. */
  ready(): void;
}

const WORDS: Readonly<Record<Exclude<LinkFault, 'too-many'>, string>> = {
  'not-a-link':
    'A link of another program was not opened: it leads to no place that Bulkhead lets others link to.',
  'unknown-tenant':
    'A link of another program was not opened: it names a tenant that is not in your list.',
};

export function createDeepLinks(options: DeepLinksOptions): DeepLinks {
  let isReady = false;
  let waiting: string | null = null;

  const follow = (text: string) => {
    // Another program may call without end; the operator is not to be drowned in it.
    if (!options.mayTake()) return options.log('too-many');
    const link = readDeepLink(text);
    // SECURITY(link-forms): what is no link to the letter does nothing.
    if (link === null) return drop('not-a-link');
    if (link.kind === 'tenant' && !options.hasTenant(link.tenantId)) return drop('unknown-tenant');
    options.show(link);
  };
  const drop = (fault: Exclude<LinkFault, 'too-many'>) => {
    options.log(fault);
    options.inform(WORDS[fault]);
  };

  return {
    take(text) {
      if (isReady) follow(text);
      else waiting = text;
    },
    ready() {
      isReady = true;
      const text = waiting;
      waiting = null;
      if (text !== null) follow(text);
    },
  };
}
