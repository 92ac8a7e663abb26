import { html } from '../../server/markup.ts';
import type { Markup } from '../../server/markup.ts';
import { REFUSALS, refusalText } from '../aadsts.ts';
import type { RefusalCode, RefusalSubject } from '../aadsts.ts';
import type { RequestIds } from '../request-ids.ts';
import { signInLayout } from './layout.ts';

export type BlockPage = {
  code: RefusalCode;
  subject: RefusalSubject;
  ids: RequestIds;
  signOutPath: string | null;
  /** Where a post starts over with another account; null where that cannot help. */
  otherAccountPath: string | null;
};

/** Refusals in which the device is what was looked at. */
const DEVICE_CODES: ReadonlySet<RefusalCode> = new Set([53000, 53003]);

/**
 * The end of a sign-in that is refused: what, why, and the ids that support asks for. The lines of
 * the details are labelled as Entra's are, so that a reader of such pages can be tried on it.
 */
export function blockPage({ code, subject, ids, ...paths }: BlockPage): Markup {
  return signInLayout(
    REFUSALS[code].title,
    html`${subject.account ? html`<p class="who" id="displayName">${subject.account}</p>` : null}
      <h1 id="loginHeader">${REFUSALS[code].title}</h1>
      <div id="exceptionMessageContainer" data-testid="sign-in-block">
        <p id="service_exception_message">AADSTS${code}: ${refusalText(code, subject)}</p>
      </div>
      <section id="moreDetails" aria-label="More details">
        <h2>More details</h2>
        <dl>
          <dt>Error Code:</dt>
          <dd id="errorCode">${code}</dd>
          <dt>Request Id:</dt>
          <dd>${ids.traceId}</dd>
          <dt>Correlation Id:</dt>
          <dd id="correlationId">${ids.correlationId}</dd>
          <dt>Timestamp:</dt>
          <dd>${ids.timestamp}</dd>
          ${
            subject.app
              ? html`<dt>App name:</dt>
                  <dd>${subject.app}</dd>`
              : null
          }
          ${
            subject.appId
              ? html`<dt>App id:</dt>
                  <dd>${subject.appId}</dd>`
              : null
          }
          ${
            DEVICE_CODES.has(code)
              ? html`<dt>Device identifier:</dt>
                  <dd>Not available</dd>
                  <dt>Device state:</dt>
                  <dd>Unregistered</dd>`
              : null
          }
        </dl>
      </section>
      ${
        paths.otherAccountPath
          ? html`<form method="post" action="${paths.otherAccountPath}">
              <button name="step" value="other" type="submit" class="primary">
                Sign in with another account
              </button>
            </form>`
          : null
      }
      ${paths.signOutPath ? html`<p><a href="${paths.signOutPath}">Sign out</a></p>` : null}`,
  );
}
