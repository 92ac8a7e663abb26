import { BrowserWindow, type Session } from 'electron';
import type { PrintPage } from '../onboarding/print-pdf.ts';
import type { ContentsRegistry } from '../security/contents-registry.ts';
import { hardenShellContents } from '../security/harden-contents.ts';
import { hardenPrintSession } from '../security/harden-session.ts';
import type { ReportRefusal } from '../security/refusal.ts';
import { printWebPreferences } from '../security/web-preferences.ts';
import { SHELL_SCHEME } from './shell-page.ts';

/**
 * Pages that exist to be printed: a hidden window with one document and nothing else.
 *
 * Threat: a hand-over is made of what services, tenants and operators wrote. One place that does not
 * escape it would run a script in a page of Bulkhead's, or tell a host what the document holds.
 * Printing needs a page, and Chromium gives every page scripts and a network.
 * So this one has neither: scripts are off in its process, its session answers for the one document
 * and asks nobody for anything, and both end when it is printed.
 * Tested in test/unit/main/security/harden-session.test.ts and harden-contents.test.ts.
 */

const DOCUMENT_URL = `${SHELL_SCHEME}://print/document`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

export interface PrintPagesOptions {
  /** A session in memory that nothing else uses. */
  readonly openSession: () => Session;
  readonly pages: ContentsRegistry;
  readonly report: ReportRefusal;
  /** The window of the app: no page outlives it. */
  readonly owner: BrowserWindow;
}

/** Makes pages for `createPrintPdf`; only one at a time. */
export function createPrintPages(options: PrintPagesOptions): (html: string) => Promise<PrintPage> {
  const { openSession, pages, report, owner } = options;
  let opened: { readonly session: Session; readonly ready: Promise<void> } | null = null;
  let document = Buffer.alloc(0);
  const isDocument = (url: string) => url === DOCUMENT_URL;

  const open = () => {
    const session = openSession();
    // SECURITY(print-page): the one document, what is inside it, and nothing else.
    const ready = hardenPrintSession(session, {
      isOwnUrl: (url) => isDocument(url) || url.startsWith('data:image/'),
      report,
    });
    session.protocol.registerBufferProtocol(SHELL_SCHEME, (request, respond) => {
      if (isDocument(request.url) && request.method === 'GET') {
        respond({ statusCode: 200, headers: HEADERS, data: document });
      } else respond({ statusCode: 404, headers: {}, data: Buffer.alloc(0) });
    });
    return { session, ready };
  };

  return async (html) => {
    opened ??= open();
    const { ready, session } = opened;
    await ready;
    document = Buffer.from(html);
    const window = new BrowserWindow({
      show: false,
      webPreferences: { ...printWebPreferences(), session },
    });
    const contents = window.webContents;
    pages.admit(contents);
    hardenShellContents(contents, { isOwnUrl: isDocument, report });
    const end = () => {
      owner.off('closed', end);
      document = Buffer.alloc(0);
      if (!window.isDestroyed()) window.destroy();
    };
    owner.once('closed', end);
    return {
      load: () => window.loadURL(DOCUMENT_URL),
      toPdf: () =>
        contents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true }),
      end,
    };
  };
}
