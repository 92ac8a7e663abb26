import { html } from '../../server/markup.ts';
import type { Markup } from '../../server/markup.ts';
import { signInLayout } from './layout.ts';

export type MfaPage = {
  action: string;
  accountName: string;
  tenantName: string;
  /** Two digits. In real life a phone asks for them; here the page does. */
  number: string;
  error: string | null;
};

/** The second factor by number matching. */
export function mfaPage(page: MfaPage): Markup {
  return signInLayout(
    'Approve sign in request',
    html`<p class="who" id="displayName">${page.accountName}</p>
      <h1 id="idDiv_SAOTCAS_Title">Approve the sign-in</h1>
      <p>
        <strong data-testid="sign-in-tenant">${page.tenantName}</strong> requires multifactor
        authentication. Your phone would ask for this number; the simulation asks here.
      </p>
      <p id="idRichContext_DisplaySign" class="number" data-testid="mfa-number">${page.number}</p>
      <form method="post" action="${page.action}">
        <input type="hidden" name="step" value="mfa" />
        <label for="number">Number</label>
        <input
          id="number"
          name="number"
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength="2"
          required
          autofocus
          aria-describedby="numberError"
        />
        <p id="numberError" class="error" role="alert">${page.error}</p>
        <button type="submit" class="primary">Approve</button>
      </form>
      <form method="post" action="${page.action}">
        <button name="step" value="cancel" type="submit" class="link">
          I can’t do this right now
        </button>
      </form>`,
  );
}
