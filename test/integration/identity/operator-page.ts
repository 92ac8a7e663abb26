import type { SignInPage } from '../../../main/identity/compartment-sign-in.ts';
import { createTestBrowser, type Page, type TestBrowser } from '../cloud/test-browser.ts';

/** What the operator does with the page that the sign-in opened. */
export type Operator = (page: Page, browser: TestBrowser, url: string) => Promise<Page>;

export interface OperatorPages {
  readonly openPage: () => SignInPage;
  /** Addresses that sign-ins opened, in order. */
  readonly opened: readonly string[];
  /** The browser of the compartment: its session outlives a page. */
  readonly browser: TestBrowser;
  /** Resolves when every page that was opened has been dealt with. */
  readonly idle: () => Promise<void>;
}

const REDIRECT = '/common/oauth2/nativeclient';

/** A compartment with an operator in front of it, over real HTTP to the simulated cloud. */
export function operatorPages(
  cloud: { port: number; caFile: string },
  operator: Operator,
): OperatorPages {
  const browser = createTestBrowser(cloud, (url) => new URL(url).pathname === REDIRECT);
  const opened: string[] = [];
  let working: Promise<unknown> = Promise.resolve();

  const openPage = (): SignInPage => {
    let isOpen = true;
    let onRedirect: (url: string) => boolean = () => false;
    let onBlock: (block: { code: string; correlationId: string | null }) => void = () => undefined;
    let onClosed: () => void = () => undefined;
    const work = async (url: string) => {
      const page = await operator(await browser.open(url), browser, url);
      if (!isOpen) return;
      if (page.url.pathname === REDIRECT && onRedirect(page.url.href)) return;
      const code = /AADSTS(\d+)|Error Code:?\s*(\d+)/.exec(page.body.replace(/<[^>]*>/g, ' '));
      const number = code?.[1] ?? code?.[2];
      if (number !== undefined) onBlock({ code: number, correlationId: null });
      // Nothing more to do here: the operator closes it.
      onClosed();
    };
    return {
      open: (url) => {
        opened.push(url);
        working = Promise.all([working, work(url)]);
      },
      onRedirect: (handler) => {
        onRedirect = handler;
      },
      onBlock: (handler) => {
        onBlock = handler;
      },
      onClosed: (handler) => {
        onClosed = handler;
      },
      close: () => {
        isOpen = false;
      },
    };
  };

  return {
    openPage,
    opened,
    browser,
    idle: async () => {
      await working;
    },
  };
}
