import type { EgressUse } from '../../preload/contract/index.ts';
import type { LineFault } from './allow-list.ts';
import type { JudgedEntry } from './compare-allow-list.ts';

/** What a host is for, in the order of the list. */
export const USE_WORDS: Readonly<Record<EgressUse, string>> = {
  'sign-in': 'Sign-in',
  page: 'Page of a portal',
  service: 'Service',
  request: 'Part of a page',
  update: 'Updates of Bulkhead',
};

/** Why a line of an allow-list is not understood. */
export const LINE_FAULT_WORDS: Readonly<Record<LineFault, string>> = {
  'too-long': 'Too long for one entry',
  'not-a-host': 'Not one host name: write one entry a line',
  'ip-address': 'An IP address; host names are needed',
  wildcard: 'A wildcard is understood only as *.host',
  protocol: 'Neither http nor https',
  port: 'Not a port',
  user: 'A user name in an address',
  disguised: 'Letters that only look like others',
};

const NAMED = 3;

/** What is to be said of an entry: how much of it is needed, or why it does not help. */
export function verdictWords({ verdict, needed }: JudgedEntry): string {
  switch (verdict) {
    case 'not-needed':
      return 'Nothing of it is needed';
    case 'wider': {
      const rest = needed.length - NAMED;
      const named = needed.slice(0, NAMED).join(', ');
      return `Only ${rest > 0 ? `${named} and ${String(rest)} more` : named}`;
    }
    case 'http':
      return 'Allows http; https is needed';
    case 'port':
      return 'Allows another port; 443 is needed';
    case 'path':
      return 'Allows one path; the whole host is needed';
  }
}
