import type { Event, WebContentsView, WebContentsWillRedirectEventParams } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import type { SignInPage } from '../identity/compartment-sign-in.ts';
import { SignInCancelled } from '../identity/sign-in-error.ts';
import { Failure } from '../ipc/failure.ts';
import type { Compartments } from '../tenants/compartments.ts';

export interface SignInPagesOptions {
  readonly createView: (tenantId: TenantId) => WebContentsView;
  readonly whenReady: (tenantId: TenantId) => Promise<void>;
  readonly compartments: () => Compartments;
}

export interface SignInPages {
  /** A page of the tenant's compartment in which the operator signs in for the APIs. */
  open(tenantId: TenantId): SignInPage;
  /** To be called when a compartment has changed: a page may show a refusal by now. */
  look(): void;
}

type Leaving = Event<Pick<WebContentsWillRedirectEventParams, 'url' | 'isMainFrame'>>;
type Block = { code: string; correlationId: string | null };

/** Puts the pages of sign-ins among the other pages of their compartments, guards and all. */
export function createSignInPages(options: SignInPagesOptions): SignInPages {
  const { createView, whenReady, compartments } = options;
  const watched = new Map<number, (block: Block) => void>();

  const open = (tenantId: TenantId): SignInPage => {
    // SECURITY(lock-pages): a sign-in that was on its way when Bulkhead was locked shows no page.
    if (compartments().isShut) throw new SignInCancelled();
    if (!compartments().canAdoptPopup(tenantId)) {
      throw new Failure('conflict', 'Too many pages of this tenant are open. Close one first.');
    }
    const view = createView(tenantId);
    const { webContents: contents } = view;
    const contentsId = contents.id;
    let isOpen = true;
    let onRedirect: (url: string) => boolean = () => false;
    let onClosed: () => void = () => undefined;

    const leaving = (event: Leaving) => {
      // SECURITY(sign-in-redirect): an address with a code is taken here and never asked for.
      if (event.isMainFrame && onRedirect(event.url)) event.preventDefault();
    };
    contents.on('will-redirect', leaving);
    contents.on('will-navigate', leaving);
    contents.once('destroyed', () => {
      isOpen = false;
      watched.delete(contentsId);
      onClosed();
    });

    return {
      open(url) {
        if (compartments().isShut) {
          // Its end is told as if the operator had closed it.
          contents.close();
          return;
        }
        compartments().adoptPopup(tenantId, url, null, () => view);
        compartments().select(tenantId);
        whenReady(tenantId)
          .then(() => (isOpen ? contents.loadURL(url) : undefined))
          // A load that fails is told by did-fail-load; the page says so itself.
          .catch(() => undefined);
      },
      onRedirect(handler) {
        onRedirect = handler;
      },
      onBlock(handler) {
        watched.set(contentsId, handler);
      },
      onClosed(handler) {
        onClosed = handler;
      },
      close() {
        if (!isOpen) return;
        const shown = compartments().viewOfContents(contentsId);
        if (shown === null) contents.close();
        else compartments().closeView(tenantId, shown.id);
      },
    };
  };

  return {
    open,
    look() {
      for (const [contentsId, told] of watched) {
        const block = compartments().viewOfContents(contentsId)?.snapshot().signInBlock ?? null;
        if (block !== null) told({ code: block.code, correlationId: block.correlationId });
      }
    },
  };
}
